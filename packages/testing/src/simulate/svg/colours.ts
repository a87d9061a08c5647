/** Colours of targets, in order, and round again. They can be told apart by those who see few colours, too. */
const targetColours = ['#4477aa', '#228833', '#ccbb44', '#66ccee', '#aa3377', '#88a05a', '#8b6fc0', '#bb9977'] as const

/** The colour of the n-th target. */
export const colourOf = (index: number): string => targetColours[index % targetColours.length] ?? '#888888'

/** What is wrong with whom: cooldowns by what they are for. */
const families: Readonly<Record<string, string>> = {
  'rate-limited': '#f2a65a',
  'quota-exhausted': '#d9822b',
  'auth-invalid': '#7d5ba6',
  'permission-denied': '#7d5ba6',
  overloaded: '#e0707a',
  'server-error': '#c4444f',
  'gateway-error': '#c4444f',
  'network-error': '#9c2f3b',
  timeout: '#b07a8c',
  'stream-broken': '#8d96b8',
}

/** The colour of a cooldown. */
export const cooldownColour = (kind: string): string => families[kind] ?? '#999999'

/** Requests and attempts that failed. */
export const failedColour = '#c0202f'
