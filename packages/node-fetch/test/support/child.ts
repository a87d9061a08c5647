import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/** A process of its own; ended when the test is over. */
export interface TestChild {
  /** The next line that it prints; rejects where it ends first. */
  readonly line: () => Promise<string>
  readonly signal: (name: NodeJS.Signals) => void
}

/** Runs a script of JavaScript in a process of its own. */
const childScript = (code: string): TestChild =>
  watched(spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] }))

const root = new URL('../../../../', import.meta.url).pathname

/** Runs one of the scripts in `children`, which see the packages as tests do, in a process of its own. */
export const childProgram = (name: string, ...args: readonly string[]): TestChild =>
  watched(
    spawn(process.execPath, ['--import', 'tsx', `${root}packages/node-fetch/test/children/${name}.ts`, ...args], {
      cwd: root,
      env: { ...process.env, TSX_TSCONFIG_PATH: `${root}tsconfig.base.json` },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )

function watched(child: ChildProcess): TestChild {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const exit = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exit
  })
  return {
    line: async () => {
      const { value, done } = await lines.next()
      if (done === true) throw new Error('the process ended without another line')
      return value
    },
    signal: (name) => void child.kill(name),
  }
}

/** An HTTP server in a process of its own, which answers every request with these bytes: it may be stopped and continued. */
export async function childUpstream(
  status: number,
  contentType: string,
  body: string,
): Promise<TestChild & { readonly url: string }> {
  const child = childScript(`
    import { createServer } from 'node:http'
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(${status}, { 'content-type': ${JSON.stringify(contentType)} }).end(${JSON.stringify(body)})
        console.log('answered')
      })
    })
    server.listen(0, '127.0.0.1', () => console.log(server.address().port))
  `)
  return { ...child, url: `http://127.0.0.1:${await child.line()}/v1` }
}
