import { describe, expect, it } from 'vitest'
import { isErrorStatus, saysError } from '../../src/wire/says-error.js'

describe('a body says that it is an error', () => {
  it.each([
    { error: 'text' },
    { error: { message: 'x' } },
    { error: [{}] },
    [{ error: { code: 1 } }],
    { success: false },
    { type: 'error' },
    { type: 'response.failed' },
    { object: 'error' },
    { base_resp: { status_code: 1002 } },
    { code: 429, message: 'x' },
    { code: '429', msg: 'x' },
    { status: 503, title: 'x' },
  ])('in %j', (body) => {
    expect(saysError(body)).toBe(true)
  })

  it.each([
    undefined, null, 'error', 429, [], [[]], ['error'], {}, { error: null }, { error: '' }, { error: {} }, { error: [] }, { error: 1 },
    { success: true }, { type: 'message' }, { object: 'chat.completion' }, { base_resp: { status_code: 0 } }, { base_resp: 'x' },
    { base_resp: { status_code: '1002' } }, { base_resp: { status_code: 0 }, code: 429, message: 'x' },
    { code: 429 }, { code: 200, message: 'x' }, { code: 399, message: 'x' }, { code: 600, message: 'x' }, { code: '0429', message: 'x' },
    { code: 429, message: 1 }, { choices: [{ error: 'x' }] }, [{}, { error: 'x' }],
  ])('not in %j', (body) => {
    expect(saysError(body)).toBe(false)
  }) // biome-ignore format: a list of bodies
})

it.each([400, 599, '400', '599'])('%j is the status of an error', (status) => {
  expect(isErrorStatus(status)).toBe(true)
})

it.each([399, 600, '399', '600', '40', '0429', '', 'x', null, undefined, true, Number.NaN])(
  '%j is not the status of an error',
  (status) => {
    expect(isErrorStatus(status)).toBe(false)
  },
)
