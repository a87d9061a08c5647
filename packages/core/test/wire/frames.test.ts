import { type Frame, readerOf } from '@router/core/wire'
import { expect, it } from 'vitest'

type Dialect = Parameters<typeof readerOf>[0]
interface Row {
  readonly what: string
  readonly dialect: Dialect
  readonly said: unknown
  readonly type: Frame['type']
  readonly complete: true | undefined
}

/** A row of a table: what is said in which dialect, what it is, and whether the answer is whole with it. */
const row = (what: string, dialect: Dialect, said: unknown, type: Frame['type'], complete?: true): Row => ({
  what,
  dialect,
  said,
  type,
  complete,
})

const delta = (fields: object, finish: string | null = null): object => ({
  choices: [{ index: 0, delta: fields, finish_reason: finish }],
})

// biome-ignore format: a table is read by its lines
const frames: readonly Row[] = [
  row('a role without a word', 'openai', delta({ role: 'assistant', content: '' }), 'lifecycle'),
  row('blanks alone', 'openai', delta({ content: ' \n' }), 'lifecycle'),
  row('a word', 'openai', delta({ content: 'Hello' }), 'content'),
  row('a thought', 'openai', delta({ reasoning_content: 'Hm' }), 'content'),
  row('a refusal', 'openai', delta({ refusal: 'No.' }), 'content'),
  row('the call of a tool', 'openai', delta({ tool_calls: [{ index: 0, function: { name: 'f', arguments: '' } }] }), 'content'),
  row('a stop without a word', 'openai', delta({}, 'stop'), 'lifecycle', true),
  row('a content filter without a word', 'openai', delta({}, 'content_filter'), 'content', true),
  row('the usage alone', 'openai', { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } }, 'lifecycle'),
  row('a legacy completion', 'openai', { choices: [{ text: 'Hello', finish_reason: null }] }, 'content'),
  row('the terminal marker', 'openai', '[DONE]', 'end', true),
  row('an error object', 'openai', { error: { message: 'no' } }, 'error'),
  row('an error beside choices', 'openai', { error: { code: 502, message: 'no' }, choices: [{ delta: { content: '' } }] }, 'error'),
  row('an error that is null', 'openai', { ...delta({ content: 'x' }), error: null }, 'content'),
  row('an error of a choice', 'openai', { choices: [{ delta: { content: '' }, finish_reason: 'error', error: { code: 502, message: 'no' } }] }, 'error'),
  row('an error of a choice that is null', 'openai', { choices: [{ delta: { content: 'x' }, error: null }] }, 'content'),
  row('a stop for an error (OpenRouter, Mistral)', 'openai', delta({ content: '' }, 'error'), 'error'),
  row('a stop for an error (GLM)', 'openai', delta({ content: '' }, 'network_error'), 'error'),
  row('a stop for want of machines (DeepSeek)', 'openai', delta({ content: '' }, 'insufficient_system_resource'), 'error'),
  row('an error beside a stop (Groq)', 'openai', { ...delta({}, 'stop'), x_groq: { id: '1', error: 'over capacity' } }, 'error'),
  row('a filter that failed (Azure)', 'openai', { choices: [{ delta: { content: 'x' }, content_filter_result: { error: { code: 'content_filter_error' } } }] }, 'content'),
  row('choices that are null', 'openai', { choices: null }, 'lifecycle'),
  row('the name of who speaks (MiniMax)', 'openai', delta({ role: 'assistant', name: 'MiniMax AI', content: '' }), 'lifecycle'),
  row('a reason that is no text', 'openai', { choices: [{ finish_reason: { toString: 1 } }] }, 'lifecycle'),
  row('the end of a turn, as Anthropic calls it', 'openai', delta({}, 'end_turn'), 'lifecycle', true),
  row('a word that nobody knows', 'openai', delta({ thinking_blocks: [{ thinking: 'Hm' }] }), 'content'),
  row('a part without a word', 'openai', delta({ content: [{ type: 'text', text: '' }] }), 'lifecycle'),
  row('a token without a word (Together)', 'openai', delta({ token_id: 128000, role: 'assistant', content: '' }), 'lifecycle'),
  row('an object without members', 'openai', {}, 'lifecycle'),
  row('what is no JSON', 'openai', 'hello', 'content'),
  row('a list', 'openai', '[{"a":1}]', 'content'),
  row('a list of answers', 'gemini', '[{"candidates":[{"content":{"parts":[{"text":"x"}]}}]}]', 'content'),
  row('nothing', 'openai', '', 'lifecycle'),

  row('no reason to stop, as some say with every word (Hunyuan)', 'openai', delta({ content: 'x' }, ''), 'content'),
  row('no reason to stop, and no word', 'openai', delta({}, ''), 'lifecycle'),
  row('two choices of which one says a word', 'openai', { choices: [{ delta: {} }, { delta: { content: 'x' } }] }, 'content'),
  row('the terminal marker among blanks', 'openai', ' [DONE] ', 'end', true),
  row('the usage alone, without choices', 'openai', { usage: { prompt_tokens: 1 } }, 'lifecycle'),
  row('the cost alone', 'openai', { cost: 0.01 }, 'lifecycle'),
  row('whatever else', 'openai', { id: '1' }, 'content'),
  row('a response that was cut', 'openai', { type: 'response.incomplete', response: { status: 'incomplete', output: [] } }, 'end', true),
  row('an empty piece of a response', 'openai', { type: 'response.output_text.delta', delta: '' }, 'lifecycle'),
  row('a hidden thought that is done', 'openai', { type: 'response.output_item.done', item: { type: 'reasoning', summary: [], encrypted_content: 'gAAA' } }, 'lifecycle'),
  row('a thought that is done', 'openai', { type: 'response.output_item.done', item: { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }] } }, 'content'),
  row('a message item that begins with an empty part', 'openai', { type: 'response.output_item.added', item: { type: 'message', content: [{ type: 'output_text', text: '', annotations: [] }] } }, 'lifecycle'),
  row('an empty message that is done', 'openai', { type: 'response.output_item.done', item: { type: 'message', content: [] } }, 'lifecycle'),
  row('a refusal that is done', 'openai', { type: 'response.output_item.done', item: { type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] } }, 'content'),

  row('a response that begins', 'openai', { type: 'response.created', response: { error: null } }, 'lifecycle'),
  row('a message item that begins', 'openai', { type: 'response.output_item.added', item: { type: 'message' } }, 'lifecycle'),
  row('a call that begins', 'openai', { type: 'response.output_item.added', item: { type: 'function_call', name: 'f', arguments: '' } }, 'content'),
  row('a thought that begins', 'openai', { type: 'response.output_item.added', item: { type: 'reasoning', summary: [] } }, 'lifecycle'),
  row('a search that begins', 'openai', { type: 'response.output_item.added', item: { type: 'web_search_call' } }, 'content'),
  row('how far a search has come', 'openai', { type: 'response.web_search_call.searching' }, 'lifecycle'),
  row('a call elsewhere that failed', 'openai', { type: 'response.mcp_call.failed' }, 'lifecycle'),
  row('a piece of an image', 'openai', { type: 'response.image_generation_call.partial_image', partial_image_b64: 'AA' }, 'content'),
  row('an image that is done', 'openai', { type: 'image_generation.completed', b64_json: 'AA' }, 'end', true),
  row('a transcript that is done', 'openai', { type: 'transcript.text.done', text: 'Hello' }, 'end', true),
  row('speech that is done', 'openai', { type: 'speech.audio.done' }, 'end', true),
  row('a text of a response that is done', 'openai', { type: 'response.output_text.done', text: 'Hello' }, 'lifecycle'),
  row('a tool that is done, of another API (Mistral)', 'openai', { type: 'tool.execution.done', name: 'search' }, 'lifecycle'),
  row('sound without words', 'openai', { type: 'speech.audio.delta', audio: 'AA' }, 'content'),
  row('an event of another kind', 'openai', { type: 'surprise' }, 'content'),
  row('the limits of a plan', 'openai', { type: 'codex.rate_limits', rate_limits: { primary: {} } }, 'lifecycle'),
  row('a ping', 'openai', { type: 'ping' }, 'lifecycle'),
  row('a sign of life', 'openai', { type: 'keepalive' }, 'lifecycle'),
  row('a word of a response', 'openai', { type: 'response.output_text.delta', delta: 'Hello' }, 'content'),
  row('a call that is done', 'openai', { type: 'response.output_item.done', item: { type: 'function_call', name: 'f' } }, 'content'),
  row('a response that is complete', 'openai', { type: 'response.completed', response: { usage: { input_tokens: 3, output_tokens: 4 } } }, 'end', true),
  row('a response that failed', 'openai', { type: 'response.failed', response: { error: { code: 'server_error' } } }, 'error'),
  row('an error event of a response', 'openai', { type: 'error', code: 'rate_limit_exceeded', message: 'slow' }, 'error'),

  row('a message that starts', 'anthropic', { type: 'message_start', message: { usage: { input_tokens: 5 } } }, 'lifecycle'),
  row('a ping', 'anthropic', { type: 'ping' }, 'lifecycle'),
  row('an empty block that starts', 'anthropic', { type: 'content_block_start', content_block: { type: 'text', text: '' } }, 'lifecycle'),
  row('the call of a tool', 'anthropic', { type: 'content_block_start', content_block: { type: 'tool_use', name: 'f', input: {} } }, 'content'),
  row('a summary of what came before', 'anthropic', { type: 'content_block_delta', delta: { type: 'compaction_delta', content: 'Hm' } }, 'content'),
  row('the marker of another dialect', 'anthropic', '[DONE]', 'end', true),
  row('a word', 'anthropic', { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hello' } }, 'content'),
  row('a thought', 'anthropic', { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: 'Hm' } }, 'content'),
  row('a signature', 'anthropic', { type: 'content_block_delta', delta: { type: 'signature_delta', signature: 'abc' } }, 'lifecycle'),
  row('the end of a turn', 'anthropic', { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 6 } }, 'lifecycle', true),
  row('a refusal', 'anthropic', { type: 'message_delta', delta: { stop_reason: 'refusal' } }, 'content', true),
  row('the terminal marker', 'anthropic', { type: 'message_stop' }, 'end', true),
  row('a block that starts with a word', 'anthropic', { type: 'content_block_start', content_block: { type: 'text', text: 'Hello' } }, 'content'),
  row('an empty thought that starts', 'anthropic', { type: 'content_block_start', content_block: { type: 'thinking', thinking: '' } }, 'lifecycle'),
  row('a thought that starts', 'anthropic', { type: 'content_block_start', content_block: { type: 'thinking', thinking: 'Hm' } }, 'content'),
  row('arguments of a tool', 'anthropic', { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{' } }, 'content'),
  row('a citation', 'anthropic', { type: 'content_block_delta', delta: { type: 'citations_delta', citation: { cited_text: 'x' } } }, 'content'),
  row('the end of a block', 'anthropic', { type: 'content_block_stop', index: 0 }, 'lifecycle'),
  row('a delta that ends nothing', 'anthropic', { type: 'message_delta', delta: { stop_reason: null } }, 'lifecycle'),
  row('an event of another kind', 'anthropic', { type: 'surprise' }, 'content'),
  row('what is no JSON', 'anthropic', 'hello', 'content'),
  row('blanks', 'anthropic', ' ', 'lifecycle'),
  row('an error event', 'anthropic', { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'error'),

  row('a word', 'gemini', { candidates: [{ content: { parts: [{ text: 'Hello' }] } }] }, 'content'),
  row('a call', 'gemini', { candidates: [{ content: { parts: [{ functionCall: { name: 'f' } }] } }] }, 'content'),
  row('blanks alone', 'gemini', { candidates: [{ content: { parts: [{ text: '' }] } }] }, 'lifecycle'),
  row('a stop without a word', 'gemini', { candidates: [{ finishReason: 'STOP' }] }, 'lifecycle', true),
  row('a stop for safety', 'gemini', { candidates: [{ finishReason: 'SAFETY' }] }, 'content', true),
  row('a garbled call', 'gemini', { candidates: [{ content: {}, finishReason: 'MALFORMED_FUNCTION_CALL' }] }, 'lifecycle', true),
  row('a signature', 'gemini', { candidates: [{ content: { role: 'model', parts: [{ text: '', thoughtSignature: 'abc' }] } }] }, 'lifecycle'),
  row('the time alone (Vertex)', 'gemini', { usageMetadata: { trafficType: 'ON_DEMAND' }, createTime: '2026-01-01T00:00:00Z' }, 'lifecycle'),
  row('a prompt that is blocked', 'gemini', { promptFeedback: { blockReason: 'OTHER' } }, 'content', true),
  row('the usage alone', 'gemini', { usageMetadata: { promptTokenCount: 1 } }, 'lifecycle'),
  row('the version alone', 'gemini', { modelVersion: 'x', responseId: 'y' }, 'lifecycle'),
  row('whatever else', 'gemini', { modelVersion: 'x', surprise: 1 }, 'content'),
  row('two candidates of which one says a word', 'gemini', { candidates: [{}, { content: { parts: [{ text: 'x' }] } }] }, 'content'),
  row('what is no JSON', 'gemini', 'hello', 'content'),
  row('blanks', 'gemini', ' ', 'lifecycle'),
  row('an error', 'gemini', { error: { code: 503, message: 'busy', status: 'UNAVAILABLE' } }, 'error'),
]

it.each(frames)('$what ($dialect) is read', ({ dialect, said, type, complete }) => {
  const data = typeof said === 'string' ? said : JSON.stringify(said)
  const read = readerOf(dialect).frame({ data })
  expect([read.type, read.complete]).toEqual([type, complete])
})

it.each<readonly [what: string, said: object, says: boolean]>([
  [
    'a response',
    { type: 'response.completed', response: { output: [{ type: 'message', content: [{ text: 'Hello' }] }] } },
    true,
  ],
  [
    'a response of an empty thought',
    { type: 'response.completed', response: { output: [{ type: 'reasoning' }] } },
    false,
  ],
  ['a response of nothing', { type: 'response.completed', response: { output: [] } }, false],
  ['a cut response of nothing', { type: 'response.incomplete', response: { status: 'incomplete', output: [] } }, true],
  ['an image', { type: 'image_generation.completed', b64_json: 'AA' }, true],
  ['the transcript of silence', { type: 'transcript.text.done', text: '' }, true],
])('the end of %s tells whether it holds something for the caller', (_, said, says) => {
  const frame = readerOf('openai').frame({ data: JSON.stringify(said) })
  expect(frame).toMatchObject({ type: 'end', complete: true })
  expect(frame.says === true).toBe(says)
})

// biome-ignore format: a table is read by its lines
const bodies: readonly Row[] = [
  row('a chat', 'openai', { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] }, 'content'),
  row('a chat without a word', 'openai', { choices: [{ message: { content: '' }, finish_reason: 'stop' }] }, 'lifecycle'),
  row('a chat without choices', 'openai', { choices: [] }, 'lifecycle'),
  row('a chat whose choices are null', 'openai', { choices: null }, 'lifecycle'),
  row('a chat of an empty part', 'openai', { choices: [{ message: { content: [{ type: 'text', text: '' }] } }] }, 'lifecycle'),
  row('a chat that stopped for an error', 'openai', { choices: [{ message: { content: '' }, finish_reason: 'error' }] }, 'error'),
  row('a response in the background', 'openai', { status: 'queued', output: [] }, 'content'),
  row('a response that was cut', 'openai', { status: 'incomplete', output: [] }, 'content'),
  row('a response that is complete and empty', 'openai', { status: 'completed', output: [] }, 'lifecycle'),
  row('a response of a hidden thought', 'openai', { output: [{ type: 'reasoning', summary: [] }] }, 'lifecycle'),
  row('a response', 'openai', { output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hello' }] }] }, 'content'),
  row('a response without a word', 'openai', { output: [{ type: 'message', content: [] }] }, 'lifecycle'),
  row('embeddings', 'openai', { data: [{ embedding: [0.5] }] }, 'content'),
  row('the transcript of silence', 'openai', { text: '' }, 'content'),
  row('no embeddings', 'openai', { data: [] }, 'lifecycle'),
  row('an error', 'openai', { error: { message: 'no' } }, 'error'),
  row('an error of a base response', 'openai', { base_resp: { status_code: 1008, status_msg: 'insufficient balance' } }, 'error'),
  row('whatever else', 'openai', { total: 7 }, 'content'),
  row('nothing', 'openai', {}, 'lifecycle'),
  row('a response of two items of which one says a word', 'openai', { output: [{ type: 'message', content: [] }, { type: 'function_call' }] }, 'content'),
  row('nothing', 'anthropic', {}, 'lifecycle'),
  row('a message', 'anthropic', { content: [{ type: 'text', text: 'Hello' }], stop_reason: 'end_turn' }, 'content'),
  row('a message without a word', 'anthropic', { content: [], stop_reason: 'end_turn' }, 'lifecycle'),
  row('a message whose content is null', 'anthropic', { content: null, stop_reason: 'end_turn' }, 'lifecycle'),
  row('a message that is a text', 'anthropic', { content: 'Hello', stop_reason: 'end_turn' }, 'content'),
  row('a message that was cut', 'anthropic', { content: [], stop_reason: 'max_tokens' }, 'content'),
  row('a count of tokens', 'anthropic', { input_tokens: 7 }, 'content'),
  row('an error', 'anthropic', { type: 'error', error: { type: 'api_error', message: 'no' } }, 'error'),
  row('an answer', 'gemini', { candidates: [{ content: { parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }] }, 'content'),
  row('an answer in pieces', 'gemini', [{ candidates: [] }, { candidates: [{ content: { parts: [{ text: 'x' }] } }] }], 'content'),
  row('an error behind an opening in a list', 'gemini', [{ usageMetadata: {} }, { error: { code: 429, message: 'no' } }], 'error'),
  row('an error in a list', 'gemini', [{ error: { code: 429, message: 'no' } }], 'error'),
  row('a count of tokens', 'gemini', { totalTokens: 7 }, 'content'),
]

it.each(bodies)('$what as a whole answer ($dialect) is read', ({ dialect, said, type }) => {
  expect(readerOf(dialect).body(said).type).toBe(type)
})

// Chats are whole where they say why they stopped.
it.each(bodies.filter(({ what, type }) => type !== 'error' && !/chat/.test(what)))(
  '$what as a whole answer ($dialect) is complete',
  ({ dialect, said }) => expect(readerOf(dialect).body(said).complete).toBe(true),
)

it.each(['openai', 'anthropic', 'gemini'] as const)(
  'an event that calls itself an error is one, whatever it says (%s)',
  (dialect) => {
    expect(readerOf(dialect).frame({ event: 'error', data: '{"detail":"no"}' }).type).toBe('error')
  },
)

it('an event is called by its name where it does not say its type', () => {
  expect(readerOf('anthropic').frame({ event: 'ping', data: '{}' }).type).toBe('lifecycle')
  expect(readerOf('anthropic').frame({ event: 'message_stop', data: '{}' }).type).toBe('end')
})

it('tokens are counted in frames, too', () => {
  const usageOf = (dialect: Dialect, said: object): unknown =>
    readerOf(dialect).frame({ data: JSON.stringify(said) }).usage
  expect(usageOf('anthropic', { type: 'message_start', message: { usage: { input_tokens: 5 } } })).toEqual({
    inputTokens: 5,
  })
  expect(usageOf('anthropic', { type: 'message_delta', delta: {}, usage: { output_tokens: 6 } })).toEqual({
    outputTokens: 6,
  })
  expect(usageOf('openai', { usage: { prompt_tokens: 1 } })).toEqual({ inputTokens: 1 })
  expect(usageOf('openai', { choices: [{}], x_groq: { usage: { prompt_tokens: 1 } } })).toEqual({ inputTokens: 1 })
  expect(usageOf('openai', { choices: [{ usage: { prompt_tokens: 1 } }] })).toEqual({ inputTokens: 1 })
  expect(usageOf('openai', { type: 'speech.audio.done', usage: { input_tokens: 1 } })).toEqual({ inputTokens: 1 })
  const counted = { usage: { input_tokens: 3, output_tokens: 4 } }
  for (const type of ['response.completed', 'response.incomplete'])
    expect(usageOf('openai', { type, response: counted })).toEqual({ inputTokens: 3, outputTokens: 4 })
})

it('the tokens that an answer used are read, whatever a dialect calls them', () => {
  const usageOf = (dialect: Dialect, json: object): unknown => readerOf(dialect).body(json).usage
  const usage = { inputTokens: 3, outputTokens: 4 }
  expect(usageOf('openai', { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } })).toEqual(usage)
  expect(usageOf('openai', { output: [], usage: { input_tokens: 3, output_tokens: 4 } })).toEqual(usage)
  expect(usageOf('anthropic', { content: [], usage: { input_tokens: 3, output_tokens: 4 } })).toEqual(usage)
  expect(usageOf('gemini', { usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4 } })).toEqual(usage)
  expect(usageOf('openai', { choices: [] })).toBeUndefined()
})

it('thoughts that are counted apart are tokens of the answer', () => {
  const usageOf = (usageMetadata: object): unknown => readerOf('gemini').body({ candidates: [], usageMetadata }).usage
  expect(usageOf({ candidatesTokenCount: 3, thoughtsTokenCount: 22 })).toEqual({ outputTokens: 25 })
  expect(usageOf({ promptTokenCount: 8, thoughtsTokenCount: 22 })).toEqual({ inputTokens: 8, outputTokens: 22 })
})

it('an answer as deep as its text allows is content, and does not break the reader', () => {
  const deep = '{"a":'.repeat(10_000) + '{}'.padEnd(10_002, '}')
  for (const dialect of ['openai', 'gemini'] as const) {
    expect(readerOf(dialect).frame({ data: deep }).type).toBe('content')
    expect(readerOf(dialect).body(JSON.parse(deep)).type).toBe('content')
  }
})

it('an event that was cut is content: an answer may have frames of any length, an error has not', () => {
  for (const dialect of ['openai', 'anthropic', 'gemini'] as const)
    expect(readerOf(dialect).frame({ data: '{"error":', cut: true }).type).toBe('content')
})
