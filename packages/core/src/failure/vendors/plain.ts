import type { Table } from '../table.js'

/** Vendors of whom the common meanings and HTTP say everything. */
export const plain: Table = {
  name:
    'groq|cohere|xai|together|fireworks|perplexity|sambanova|huggingface|ollama|vllm|llama.cpp|lmstudio|new-api|' +
    'cloudflare|nginx|envoy|proxy',
  rows: [],
}
