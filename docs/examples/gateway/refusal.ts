import type { JsonAnswer } from './answer-json.js'

/** An error of the gateway itself, in the words of OpenAI's clients. */
export const refusal = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): JsonAnswer => ({ status, headers, body: { error: { message, type: 'gateway_error', param: null, code } } })
