/** What is measured beside the router, at exactly these versions: the newest that run on Node 20. */
export const versions: Readonly<Record<string, string>> = {
  '@langchain/core': '1.2.13',
  '@portkey-ai/gateway': '1.15.2',
  ai: '6.0.326',
  'ai-fallback': '2.0.1',
  'ai-retry': '1.11.1',
  cockatiel: '3.2.1',
  opossum: '9.0.0',
  undici: '7.30.2',
}
