import type { Row, Table } from '../table.js'

// What several rows share.
const perMinute = 'minute|min |per sec|tpm|rpm|concurren|hourly|per hour'
const perDay = 'day|daily|tpd|24 hour|5 hour|week|month'
/** Statuses that refuse what is asked: elsewhere it may be had. */
const asked = '400|404|410|422|0'
/** Statuses that refuse how it is asked. */
const sent = '400|413|422|500|0'

// biome-ignore format: a table is read by its lines
const machinesInBetween: readonly Row[] = [
  ['520-527|530', 'gateway-error'],
  ['500-599', '#page', '!service unavailable', 'gateway-error'],
  ['#timeout_error|DEADLINE_EXCEEDED', 'timeout'],
  ['upstream connect|no healthy upstream', 'gateway-error'],
  ['403', '#page', 'permission-denied provider'],
  ['404', '#page', 'model-unsupported request'],
]

// biome-ignore format: a table is read by its lines
const content: readonly Row[] = [
  ['content|contain ~ filter|polic|moderat|prohibit|sensitive|inappropriate|violat|risk', 'content-filtered'],
  ['flagged|safety|usage polic|high risk|invalid prompt|new sensitive|data inspection|敏感', 'content-filtered'],
  // The model's own bad output, or its end: another try or another model often succeeds.
  ['failed to call|failed to generate|tool use failed|json validate failed|has crashed|degraded function',
    'server-error request'],
]

// The window tells a rate from a quota, and a wait of less than an hour that the window rolls.
// biome-ignore format: a table is read by its lines
const shortWindow: readonly Row[] = [
  // Waiting cannot help, another target can.
  ['request too large', perMinute, 'request-too-large request elsewhere'],
  ['429|0', perMinute, '!@long', 'rate-limited'],
  ['429|0', `rate limit|${perDay}`, '@short', 'rate-limited'],
]

// biome-ignore format: a table is read by its lines
const size: readonly Row[] = [
  // A list or a field of its own limit, whatever it is called; only content fills a window.
  ['above max', '!content', 'invalid-request'],
  [sent, 'context ~ shift|length|window|size|limit|maximum|exceed', 'context-length-exceeded'],
  [sent, 'prompt|input|token ~ too long|exceed|longer than|too many', 'context-length-exceeded'],
  [sent, 'model len|max length|input length|prompt length|max new tokens|token limit|tokens limit|' +
    'reduce the length|上下文', 'context-length-exceeded'],
  ['400|0', 'request|body|payload ~ too large|size exceeds', 'request-too-large'],
]

// biome-ignore format: a table is read by its lines
const capabilities: readonly Row[] = [
  ['must be verified|data policy|terms acceptance', 'permission-denied target'],
  ['unsupported parameter|unsupported value|response not found|not persisted', 'invalid-request'],
  ['404', 'url|route |page not found', 'model-unsupported request'],
  [asked, 'supported|unsupported|accessible ~ completions|responses|image input|tool call|modal',
    'model-unsupported request'],
  [asked, 'not supported|not enabled … this model', 'model-unsupported request'],
  [asked, 'not support |endpoints found that|api for model|work with the specified model|' +
    'not enabled for model|choice requires', 'model-unsupported request'],
  // From here on somebody may be blamed, and complaints of this kind quote what callers call their tools and fields.
  ['400|422', 'tool|function|schema|required parameter|unknown parameter|request argument|property|field|json|role|' +
    'invalid image|invalid value|invalid type|input should|string should|extra inputs|unrecognized|unexpected|' +
    'validation error|model returned', 'invalid-request'],
]

// biome-ignore format: a table is read by its lines
const payment: readonly Row[] = [
  ['403|429', 'free ~ model', 'quota-exhausted target'],
  ['balance|credit|fund|quota|spend|billing|prepai|prepay ~ insufficient|not enough|out of|exhaust|deplet|low|no |any |exceed|' +
    'reached|expired|more|check|limit|cap|enabled|disabled|not active', 'quota-exhausted'],
  ['recharge|top up|overdue|arrear|good standing|invoice|usage limit|extra usage|usage exhausted|' +
    'budget limit|budget has|budget exceeded|余额|欠费|额度|到期', 'quota-exhausted'],
]

// biome-ignore format: a table is read by its lines
const permission: readonly Row[] = [
  ['model ~ your region|your country', 'permission-denied target'],
  ['400-499|0', 'location|country ~ not supported|unsupported|not available', 'permission-denied provider'],
  ['scope ~ missing|insufficient|requirement', 'permission-denied'],
  ['401|403', 'model ~ access|permission|allowed|blocked', 'permission-denied target'],
  ['400|401|403|0', 'permission|organization|account|project|service|access|api key|oauth ~ have |not allowed|disabled|' +
    'restricted|sufficient|insufficient|terminated|banned|denied access|blocked|violation|eligible|been used in|' +
    'not authorized|member of|match', 'permission-denied'],
]

// biome-ignore format: a table is read by its lines
const credential: readonly Row[] = [
  ['400|401|403|0', 'api key|token |credential|auth|password|login|caller ~ invalid|incorrect|expired|revoked|not valid|' +
    'missing|wrong|bad |leaked|suspended|not found|could not|fail|unregistered|no ', 'auth-invalid'],
  ['400|403|0', 'unauthenticated|authentication error|身份验证|令牌', 'auth-invalid'],
  ['400|401', 'permission denied|only authorized', 'permission-denied'],
]

// biome-ignore format: a table is read by its lines
const models: readonly Row[] = [
  ['404|410', 'model|endpoint ~ access|account|your |you have|inaccessible|permission', 'model-unsupported target gone'],
  ['400|422', 'model ~ have access|newer version|inaccessible|model unavailable|is unavailable',
    'model-unsupported target gone'],
  [asked, 'model … not found|not exist|decommission|deprecat|no longer|retired|was removed|end of|not a valid',
    'model-unsupported model gone'],
  [asked, 'unknown model|no such model|unavailable model|invalid model|model identifier|not a valid model|' +
    'no endpoints found for|deployment not found|模型不存在', 'model-unsupported model gone'],
  ['400-499|0', 'model ~ not supported|unsupported|not available|not found', 'model-unsupported target gone'],
]

// biome-ignore format: a table is read by its lines
const traffic: readonly Row[] = [
  ['overload|capacity|high demand|high traffic|busy|temporarily unavailable|currently unavailable|' +
    'high load|no available channel|service unavailable exception|访问量过大|饱和|无可用渠道', 'overloaded'],
  ['model ~ load|not ready', 'overloaded'],
  ['429|0', perDay, 'quota-exhausted'],
  ['429|0', '@long', 'quota-exhausted'],
  ['rate limit|too many requests|throttl|速率|频率|并发', 'rate-limited'],
]

/**
 * What replies of any vendor mean by what they say, whatever their status: after the vendor's own table, before the
 * bare statuses. The order is the argument: a more exact meaning stands before a vaguer one that its words contain.
 */
export const meanings: Table = {
  name: 'meaning',
  // biome-ignore format: a table is read by its lines
  rows: [
    ...machinesInBetween,
    ['402', 'quota-exhausted'],
    ...content,
    ...shortWindow,
    ...size,
    ...capabilities,
    ...payment,
    ...permission,
    ...credential,
    ...models,
    ...traffic,
  ],
}
