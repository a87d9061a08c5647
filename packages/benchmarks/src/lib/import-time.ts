import { execFileSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { type Spread, spreadOf } from './medians.js'

/** How long a fresh process takes to import a module, in milliseconds; that its loader has to be set up, at the first import of all, is not the module's. */
export function importMs(path: string, processes = 9): Spread {
  const code = `await import('data:text/javascript,'); const at = performance.now(); await import(${JSON.stringify(pathToFileURL(path).href)}); console.log(performance.now() - at)`
  const once = (): number =>
    Number(execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' }))
  once()
  return spreadOf(Array.from({ length: processes }, once))
}
