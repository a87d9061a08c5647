/** What the healthy provider knows; the demo asks these questions. */
const answers: Readonly<Record<string, string>> = {
  'What is a target?': 'One model behind one credential at one provider. The fifth that was asked tells you so.',
  'What is a cooldown?':
    'A time until which somebody is out of use. No timer runs: a cooldown is over when the clock has passed it, ' +
    'and whoever was out is asked again like everybody else.',
  'Whose fault is a failure?':
    'What the reply blames, and nothing wider. A spent key cools that key, an overloaded model cools that model, and a ' +
    'mistake in the request cools nobody.',
  'What is committed?':
    'An answer of which the caller has been given content. Until then everything may fail over; from then on nothing does.',
  'Who is next?': 'Whoever was asked least recently, of those who are not out of use.',
}

/** What the healthy provider says to a prompt. */
export function answerTo(prompt: string): string {
  return answers[prompt] ?? 'Yes.'
}
