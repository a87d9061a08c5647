import type { Import } from '../../../../docs/examples/concurrency/install.js'

/** The few functions used here; the packages are none of this repository's dependencies, so neither are their types. */
export interface Packages {
  readonly BalancedPool: new (origins: readonly string[]) => object
  readonly RoundRobinPool: new (origin: string, options: { connections: number }) => object
  readonly Client: new (origin: string) => object
  readonly circuitBreaker: (policy: unknown, options: object) => Guard
  readonly retry: (policy: unknown, options: object) => Guard
  readonly wrap: (...guards: readonly Guard[]) => Guard
  readonly handleAll: unknown
  readonly ConsecutiveBreaker: new (failures: number) => object
  readonly CircuitBreaker: new (run: () => Promise<unknown>) => { readonly fire: () => Promise<unknown> }
  readonly createFallback: (options: { readonly models: readonly Model[] }) => Model
  readonly createRetryableModel: (options: { readonly model: Model; readonly retries: readonly unknown[] }) => Model
  readonly RunnableLambda: { readonly from: (run: () => Promise<unknown>) => Runnable }
}

interface Guard {
  readonly execute: (run: () => Promise<unknown>) => Promise<unknown>
}

/** A model of the AI SDK, as far as it is needed. */
export interface Model {
  readonly doGenerate: (options: object) => PromiseLike<unknown>
}

interface Runnable {
  readonly invoke: (input: string) => Promise<unknown>
  readonly withFallbacks: (options: { readonly fallbacks: readonly Runnable[] }) => Runnable
}

/** Loads what is measured. */
export async function packagesOf(load: Import): Promise<Packages> {
  const names = ['undici', 'cockatiel', 'ai-fallback', 'ai-retry/language-model', '@langchain/core/runnables']
  const modules = await Promise.all(names.map((name) => load(name)))
  const { default: CircuitBreaker } = (await load('opossum')) as { readonly default: Packages['CircuitBreaker'] }
  return Object.assign({}, ...modules, { CircuitBreaker }) as Packages
}
