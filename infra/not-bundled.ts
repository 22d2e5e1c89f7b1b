/**
 * Stands in a function's bundle for what mailparser turns HTML into text, text into HTML, and addresses into links with, and decodes other
 * charsets than UTF-8 with: our reading never lets it (`shared/mail/reading/mail-parser.ts`), and it takes a tenth of the start; and for what
 * htmlparser2 writes HTML with (`dom-serializer`), of which we take the tokenizer alone. Should one of them ever call it, it says so, or reads
 * otherwise: `test/infra/bundle.test.ts` reads every fixture through a bundle.
 */
function unused(): never {
  throw new Error('this is not in the bundle: nothing of the desk should call it');
}

/** `html-to-text`. */
export const htmlToText = unused;

/** What mailparser sets up when it is loaded. */
const linkify = { tlds: () => linkify, add: () => linkify, set: () => linkify, pretest: unused, match: unused };

/** The default export of all: `linkify-it` is called, `he` encodes, `tlds` is only handed on, and of `iconv-lite` some codecs are asked for when libmime is loaded. */
export default Object.assign(() => linkify, { encode: unused, getCodec: () => ({}), decode: unused, convert: unused });
