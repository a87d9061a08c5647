/** What is wrong with an upstream's address; undefined: nothing. */
export function baseUrlIssue(baseUrl: unknown): string | undefined {
  if (baseUrl === undefined) return 'is missing'
  if (typeof baseUrl !== 'string') return 'must be a text: an absolute URL'
  if (!URL.canParse(baseUrl)) return 'must be an absolute URL'
  const { protocol, username, password, search, hash, pathname } = new URL(baseUrl)
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https:// or http://'
  if (username !== '' || password !== '') return 'must not hold a user or a password'
  if (search !== '' || hash !== '' || /[?#]/.test(baseUrl)) return 'must have no query and no hash'
  return baseUrl.includes('\\') || pathname.includes('//')
    ? 'must have no backslash and no empty path segment'
    : undefined
}

/**
 * A path below an upstream's address. Whatever the path says, the origin stays and so does the path it starts with: the
 * parts are joined as text, and what comes out is looked at again.
 */
export function joinUrl(baseUrl: string, path: string, query = ''): URL {
  const { base, origin, below } = partsOf(baseUrl)
  const url = new URL(`${base}${path}${query}`)
  if (url.origin !== origin || !`${url.pathname}/`.startsWith(below) || /%2e%2e|\/\//i.test(url.pathname))
    throw Object.assign(new TypeError('the path leads out of the upstream'), { code: 'ERR_INVALID_PATH' })
  return url
}

interface Parts {
  readonly base: string
  readonly origin: string
  /** How every path below it starts. */
  readonly below: string
}

/** The addresses are few and are asked for with every attempt. */
const known = new Map<string, Parts>()
const mostKnown = 1_000

function partsOf(baseUrl: string): Parts {
  const found = known.get(baseUrl)
  if (found !== undefined) return found
  const base = baseUrl.replace(/\/+$/, '')
  const { origin, pathname } = new URL(base)
  const parts = { base, origin, below: pathname === '/' ? '/' : `${pathname}/` }
  // Whoever makes up addresses as they go must not fill the memory.
  if (known.size === mostKnown) known.clear()
  known.set(baseUrl, parts)
  return parts
}
