import type { Table } from '../table.js'

/** Amazon Bedrock: the type stands in the header `x-amzn-errortype`. */
export const bedrock: Table = {
  name: 'bedrock',
  // biome-ignore format: a table is read by its lines
  rows: [
    // "Too many tokens" is a rate here, never a context window.
    ['#ThrottlingException', '!per day', 'rate-limited'],
    ['#ThrottlingException', 'quota-exhausted target'],
    ['#UnrecognizedClientException|InvalidSignatureException', 'auth-invalid'],
    ['on-demand throughput', 'model-unsupported model gone'],
    ['#ResourceNotFoundException', '!account|you have not', 'model-unsupported model gone'],
    ['#ModelErrorException|ModelStreamErrorException', 'server-error'],
  ],
}
