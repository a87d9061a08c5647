import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Imports one of the installed packages by name. */
export type Import = (specifier: string) => Promise<unknown>

/**
 * Makes `folder` hold exactly these versions, installing with npm what is not there, and gives a way to import them.
 * They are none of this repository's dependencies: they are only measured.
 */
export async function installed(
  folder: string,
  versions: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<Import> {
  if (!Object.entries(versions).every(([name, version]) => versionIn(folder, name) === version)) {
    say(
      `installing ${Object.entries(versions)
        .map((each) => each.join(' '))
        .join(', ')} into ${folder}`,
    )
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }, null, 2))
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', '--loglevel=error']
    const { status } = spawnSync('npm', ['install', ...options], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (status !== 0) throw new Error(`npm install in ${folder} ended with ${status}: is the registry reachable?`)
  }
  // A module of that folder resolves what is installed there, and picks the build for `import`.
  const door = join(folder, 'door.mjs')
  writeFileSync(door, 'export const load = (specifier) => import(specifier)\n')
  const { load } = (await import(pathToFileURL(door).href)) as { readonly load: Import }
  return load
}

function versionIn(folder: string, name: string): string | undefined {
  try {
    const manifest = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')
    return (JSON.parse(manifest) as { readonly version: string }).version
  } catch {
    return undefined
  }
}
