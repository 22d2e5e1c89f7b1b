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

/** Longer ones are words, which nobody may hide behind signs. */
const LONGEST = 3;

/** The signs as everybody has them; what is none of the known ones, or longer than a sign or two, is shown by its letters. */
export function readWingdings(text: string): string {
  if (text.trim().length > LONGEST) return text;
  return text.replace(/[\p{L}§]/gu, (letter) => SIGNS[letter] ?? letter);
}
