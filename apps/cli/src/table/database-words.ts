/** Words that no user of the command should meet: of the database's own code, not of the data or the query. */
const inner =
  /internal error|INTERNAL|std::|state machine|assert|unique_ptr|nullptr|vector::|null_padding|ignore_errors|duckdb|optional_ptr/i

/**
 * The database's message without its lists of settings and possible fixes, as one sentence; where it speaks of its
 * own code, the sentence given instead.
 */
export function firstSentence(message: string, instead = 'the database that reads it failed.'): string {
  const [first = ''] = message.replace(/^[A-Z][A-Za-z ]*Error: /, '').split('\n')
  if (inner.test(message)) return instead
  return `${first.trim().replace(/[.!]*$/, '')}.`
}
