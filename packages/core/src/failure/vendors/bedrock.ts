import type { Table } from '../table.js'
import { goneForAll } from './effects.js'

/** Amazon Bedrock: the type stands in the header `x-amzn-errortype`. */
export const bedrock: Table = {
  name: 'bedrock',
  // biome-ignore format: a table is read by its lines
  rows: [
    // "Too many tokens" is a rate here, never a context window.
    ['throttling', { code: ['ThrottlingException', 'TooManyRequestsException'] }, 'rate-limited'],
    ['credential', { code: ['UnrecognizedClientException', 'InvalidSignatureException', 'ExpiredTokenException'] }, 'auth-invalid'],
    ['quota', { code: ['ServiceQuotaExceededException'] }, 'quota-exhausted'],
    ['on-demand', { text: ['on-demand throughput'] }, 'model-unsupported', goneForAll],
    ['model', { code: ['ResourceNotFoundException'] }, 'model-unsupported', goneForAll],
    ['model-timeout', { code: ['ModelTimeoutException'] }, 'timeout'],
    ['model-error', { code: ['ModelErrorException', 'ModelStreamErrorException', 'InternalServerException'] },
      'server-error'],
  ],
}
