/**
 * All that can be told apart in a mail's text and in its HTML: letters and digits. Mail programs differ in spaces, dashes, marks
 * of emphasis, capitals of headings, and in how an accent is written.
 */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
