/** An error of the gateway itself, in the words of OpenAI's clients. */
export const refusal = (status: number, code: string, message: string, headers: HeadersInit = {}): Response =>
  Response.json({ error: { message, type: 'gateway_error', param: null, code } }, { status, headers })
