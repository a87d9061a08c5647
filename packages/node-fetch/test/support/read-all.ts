/** What came of a body that was read to its end, and what it was broken off with. */
export async function readAll(response: Response): Promise<{ readonly text: string; readonly error?: unknown }> {
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const piece of response.body ?? []) text += decoder.decode(piece as Uint8Array, { stream: true })
    return { text }
  } catch (error) {
    return { text, error }
  }
}
