import { names, type Policy } from '@router/core'

/** The names a client may ask for, as OpenAI's clients want them listed. */
export const modelsOf = (policy: Policy): object => ({
  object: 'list',
  data: names(policy).map((id) => ({ id, object: 'model', created: 0, owned_by: 'router' })),
})
