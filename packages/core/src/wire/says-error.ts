import { isObject } from '../lib/is-object.js'

/**
 * Is this parsed body an error although its status says success? An `error` beside an answer counts, an `error: null`
 * does not (Responses API), and neither does anything deeper inside an answer.
 */
export function saysError(json: unknown): boolean {
  const body = Array.isArray(json) ? json[0] : json
  if (!isObject(body)) return false
  if (isFilled(body['error']) || body['success'] === false) return true
  if (body['type'] === 'error' || body['type'] === 'response.failed' || body['object'] === 'error') return true
  const base = body['base_resp']
  if (isObject(base) && typeof base['status_code'] === 'number') return base['status_code'] !== 0
  return (
    isErrorStatus(body['code'] ?? body['status']) &&
    typeof (body['message'] ?? body['msg'] ?? body['title']) === 'string'
  )
}

/** Is it 400 to 599, as a number or its digits? */
export function isErrorStatus(value: unknown): boolean {
  const status = typeof value === 'string' && value.length === 3 ? Number(value) : value
  return typeof status === 'number' && status >= 400 && status <= 599
}

const isFilled = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') ||
  (Array.isArray(value) && value.length > 0) ||
  (isObject(value) && Object.keys(value).length > 0)
