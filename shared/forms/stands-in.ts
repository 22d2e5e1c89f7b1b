/** Letters that are sought, times those among which: a machine takes so many steps within 0.1 s, where they nearly stand everywhere. */
const MOST_STEPS = 200_000_000;

/**
 * Whether each of these stands in one of the texts. Of long ones only whether it is one of them: to look for a long text in a long one may take
 * as long as both lengths multiplied, and a stranger chooses both.
 */
export function standIn(sought: readonly string[], texts: readonly string[]): boolean {
  const isQuick = lengthOf(sought) * lengthOf(texts) <= MOST_STEPS;
  return sought.every((each) => texts.includes(each) || (isQuick && texts.some((text) => text.includes(each))));
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0);
}
