/** What Word and Outlook set for `:)`, `-->` and points of lists, by the letter under which their font has it. */
const SIGNS: Record<string, string> = {
  J: '🙂',
  K: '😐',
  L: '🙁',
  à: '→',
  ß: '←',
  ó: '↔',
  è: '➔',
  ü: '✓',
  û: '✗',
  þ: '☑',
  o: '☐',
  q: '❑',
  v: '❖',
  Ø: '➢',
  n: '■',
  l: '●',
  '§': '▪',
};

/** True for an element in Microsoft's font of signs, whose letters are none; undefined where it says nothing of its font. */
export function isInWingdings(attributes: ReadonlyMap<string, string>): boolean | undefined {
  const family = /font-family\s*:\s*([^;]*)/i.exec(attributes.get('style') ?? '')?.[1] ?? attributes.get('face');
  return family === undefined ? undefined : /^\W*wingdings\W*$/i.test(family);
}

/** The signs as everybody has them; `•` for any other letter. */
export function readWingdings(text: string): string {
  return text.replace(/[\p{L}\p{N}§]/gu, (letter) => SIGNS[letter] ?? '•');
}
