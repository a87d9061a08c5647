import { parseArgs } from 'node:util'

/** What the command line asks for; without a file, providers on loopback. */
export type Arguments =
  | { readonly type: 'help' }
  | { readonly type: 'serve'; readonly file?: string; readonly port: number; readonly host: string }
  /** What is wrong, and what to do. */
  | { readonly type: 'wrong'; readonly why: string }

/** What `--help` prints. */
export const help: string = `Usage: npm run gateway                         before providers that fail, on loopback
       npm run gateway -- --file FILE          before the real ones

  --file FILE     an operator's file: { "policy", "upstreams" }, with names of environment variables in place of
                  secrets. It is read again whenever it changes; a wrong one changes nothing.
  --port NUMBER   8787 if absent; 0 is any that is free
  --host HOST     127.0.0.1 if absent
  --help          this

GATEWAY_KEY: the API key that clients must show; without it everybody who reaches the port may ask.
SIGTERM and SIGINT: no more requests are taken, and those under way have 30 seconds.
`

/** Reads the arguments that follow the script. */
export function readArguments(given: readonly string[]): Arguments {
  try {
    const option = { type: 'string' } as const
    const options = { file: option, port: option, host: option, help: { type: 'boolean', short: 'h' } } as const
    const { file, port = '8787', host = '127.0.0.1', help: asksHelp } = parseArgs({ args: [...given], options }).values
    if (asksHelp) return { type: 'help' }
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return wrong('--port must be a number from 0 to 65535')
    return { type: 'serve', port: Number(port), host, ...(file === undefined ? {} : { file }) }
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
    return wrong(why)
  }
}

const wrong = (why: string): Arguments => ({ type: 'wrong', why: `${why}; --help says how` })
