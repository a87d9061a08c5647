import { memoryStore } from '@router/memory-store'
import { storeLaws } from '@router/testing'
import { it } from 'vitest'

for (const { name, check } of storeLaws(memoryStore)) it(name, check)
