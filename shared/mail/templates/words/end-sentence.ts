/** A sentence that may end with a name, with its full stop: of `Rossi & C.` the name's own is enough. */
export function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
