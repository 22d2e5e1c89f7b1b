/**
 * Stands in a function's bundle for what mailparser would turn HTML into text and text into HTML with: our reading never lets
 * it (`shared/mail/reading/mail-parser.ts`). `test/infra/bundle.test.ts` reads every fixture through a bundle.
 */
export function htmlToText(): never {
  throw new Error('mailparser converts nothing here');
}

export default { encode: htmlToText };
