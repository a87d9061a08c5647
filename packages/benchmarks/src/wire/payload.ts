const messages = [{ role: 'user', content: 'word '.repeat(200) }]

/** What is asked, about 1 kB. */
export const askedBody = (stream: boolean, model = 'fast'): string =>
  JSON.stringify({ model, messages, ...(stream ? { stream } : {}) })

/** A whole answer, about 1 kB. */
export const answer = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 0,
  model: 'model-1',
  choices: [{ index: 0, message: { role: 'assistant', content: 'word '.repeat(200) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 200, completion_tokens: 200, total_tokens: 400 },
})

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: 'model-1', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

/** A streamed answer: its frames, in the bunches in which they are sent. */
export const bunches: readonly string[] = [
  chunk({ role: 'assistant', content: '' }),
  ...Array.from({ length: 4 }, () => chunk({ content: 'word '.repeat(5) }).repeat(5)),
  `${chunk({}, 'stop')}data: [DONE]\n\n`,
]
