/** More than the forms of a desk have names; then all is forgotten, as a stranger may choose the texts. */
const MOST = 2_000;
const LONGEST = 100;

/** A function of a text that keeps its answers for short ones: a form has the same names each time, and nearly all of the work is in them. */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return answer(text);
    const there = known.get(text);
    if (there !== undefined) return there;
    const found = answer(text);
    if (known.size >= MOST) known.clear();
    known.set(text, found);
    return found;
  };
}
