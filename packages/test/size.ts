import { dirname } from 'node:path'
import { bundleCore, bundlePart, parts, sizeBar, sizeLimit } from './core-bundle.js'

// Prints how large core is, which folders make it so, and how large a part is alone; fails when one is too large.
const { code, inputs, zipped } = await bundleCore()
const folders = new Map<string, number>()
for (const [path, bytes] of inputs) {
  const folder = dirname(path.replace('packages/core/src/', ''))
  folders.set(folder, (folders.get(folder) ?? 0) + bytes)
}
for (const [folder, bytes] of [...folders].toSorted(([, a], [, b]) => b - a)) {
  if (bytes > 0) console.log(`${String(bytes).padStart(7)} ${folder}`)
}
console.log(`${String(code.length).padStart(7)} core, minified`)
console.log(`${String(zipped).padStart(7)} core, after gzip -9; at most ${sizeLimit}, the bar is ${sizeBar}`)
let tooLarge = zipped > sizeLimit
for (const part of parts) {
  const alone = (await bundlePart(part)).zipped
  console.log(`${String(alone).padStart(7)} ${part.names.join(' and ')} alone, after gzip -9; at most ${part.limit}`)
  tooLarge ||= alone > part.limit
}
process.exitCode = tooLarge ? 1 : 0
