/** So many are told by name. */
const MOST_NAMED = 5;

/** The first names of a list that a stranger may have made long, and how many there are beside: for a sentence to the agents. */
export function someNames(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}
