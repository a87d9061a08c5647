import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Collects what nobody holds, with time in between for those who wait for it. */
export async function collectGarbage(rounds = 5): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
