import { parseArgs } from 'node:util'

/** What the command line asks for; without a file, the demo on loopback. */
export type Arguments =
  | { readonly type: 'help' }
  | { readonly type: 'loopback' }
  | { readonly type: 'file'; readonly file: string; readonly model: string; readonly prompt: string }
  /** What is wrong, and what to do. */
  | { readonly type: 'wrong'; readonly why: string }

/** What `--help` prints. */
export const help: string = `Usage: npm start                                        providers that fail, on loopback
       npm start -- --file FILE --model NAME [--prompt TEXT]   one request to the real ones

  --file FILE     an operator's file: { "policy", "upstreams" }, with names of environment variables
                  in place of secrets, such as docs/examples/demo/operators-file.json
  --model NAME    what to ask for: an alias, a declared model, or provider/model
  --prompt TEXT   what to say
  --help          this

NO_COLOR turns colour off, FORCE_COLOR=1 turns it on. Exit code 0: done, 1: no answer, 2: nothing was sent.
`

/** Reads the arguments that follow the script. */
export function readArguments(given: readonly string[]): Arguments {
  let values: { file?: string; model?: string; prompt?: string; help?: boolean }
  try {
    const option = { type: 'string' } as const
    const options = { file: option, model: option, prompt: option, help: { type: 'boolean', short: 'h' } } as const
    values = parseArgs({ args: [...given], options }).values
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
    return wrong(why)
  }
  const { file, model, prompt = 'Say hello in one sentence.' } = values
  if (values.help) return { type: 'help' }
  if (file === undefined) {
    const stray = Object.keys(values)[0]
    return stray === undefined ? { type: 'loopback' } : wrong(`--${stray} goes with --file`)
  }
  return model === undefined
    ? wrong('--model is missing: say which name to ask for')
    : { type: 'file', file, model, prompt }
}

const wrong = (why: string): Arguments => ({ type: 'wrong', why: `${why}; --help says how` })
