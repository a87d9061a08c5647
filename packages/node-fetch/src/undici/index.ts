export type { Dispatcher } from './dispatcher.js'
export { undiciFetch } from './undici-fetch.js'
