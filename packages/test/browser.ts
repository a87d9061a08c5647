import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser of this machine: the path in CHROME_PATH, or the first found under one of its usual names. */
export function browserHere(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [process.env['CHROME_PATH'] ?? '', ...paths].find((path) => path !== '' && existsSync(path))
}

/** What a page has become once its modules have run, as HTML. */
export async function domOf(browser: string, url: string): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'))
  // It asks nobody but the page's own server; root has no sandbox.
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const shown = ['--headless', '--disable-gpu', `--user-data-dir=${profile}`, '--dump-dom', url]
  try {
    const { stdout } = await run(browser, [...quiet, ...sandbox, ...shown], { timeout: 60_000 })
    return stdout
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
