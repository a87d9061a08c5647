/** The text with a replacement for each half of a character: URLs and headers can hold no half. */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')
