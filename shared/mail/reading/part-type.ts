import { detectMimeType } from 'nodemailer/lib/mime-funcs';
import { decodeWords } from './encoded-words.ts';
import { firstHeader, type MailHeaders } from './headers.ts';
import { readParameter } from './parameters.ts';

/** A type and a subtype, with nothing behind them that could belong to them. Old mailers have no subtype. */
const TYPE = /^[\s"';]*([a-z0-9][\w.+-]{0,126}\/[\w.+-]{1,127})(?=[\s;,"']|$)/i;

/** Texts that mail programs show as they are, when they are all that there is. */
const PLAIN_TEXT = /^text\/(?:x-)?(?:plain|markdown|enriched|richtext|txt|ascii|text|unknown|english)$/;

/** HTML under another name, or as broken mailers spell it: `text\\html`, `text/html:`, `text /html`. */
const HTML = /^[\s"';]*(?:text\s*[\\/-]\s*(?:x-)?(?:x?html)(?![\w.+-])|application\/xhtml\+xml(?![\w.+-]))/i;

/** Of `Content-Disposition`, or else of `Content-Type`; undefined when the part has no name. */
export function partName(headers: MailHeaders): string | undefined {
  const disposition = parameters(firstHeader(headers, 'content-disposition'));
  const type = parameters(firstHeader(headers, 'content-type'));
  // A name there is the form's for the field (RFC 7578, 4.2).
  const isFormField = /^\s*form-data\b/i.test(disposition ?? '');
  const names = [
    readParameter(disposition, 'filename'),
    readParameter(type, 'name'),
    isFormField ? undefined : readParameter(disposition, 'name'),
    readParameter(type, 'filename'),
  ];
  return names.find((name) => name?.trim());
}

/** `charset` of `Content-Type`. */
export function partCharset(headers: MailHeaders): string | undefined {
  return readParameter(parameters(firstHeader(headers, 'content-type')), 'charset');
}

/**
 * The media type of a part whose `Content-Type` may be missing, empty, an encoded word or nonsense: what of it is a type, else what
 * the name of its file says, else text, as RFC 2045, 5.2, has it, or unknown octets where it cannot be text. `declared` is the
 * parser's reading, which counts where the field is not there.
 */
export function partType(headers: MailHeaders, declared: string | false, isRoot: boolean): string {
  const field = firstHeader(headers, 'content-type');
  if (field === undefined && declared) return declared;
  const [, type] = TYPE.exec(decodeWords(field ?? '')) ?? [];
  const name = partName(headers);
  const isFile = name !== undefined || isAttachment(headers);
  if (!isFile && HTML.test(decodeWords(field ?? ''))) return 'text/html';
  if (type !== undefined) return isFile || !PLAIN_TEXT.test(type.toLowerCase()) ? type.toLowerCase() : 'text/plain';
  if (name !== undefined && /\.\w{1,10}$/.test(name)) return detectMimeType(name);
  if (/^\s*html\b/i.test(field ?? '')) return 'text/html';
  const isBinary = /base64/i.test(firstHeader(headers, 'content-transfer-encoding') ?? '');
  return isFile || (isBinary && !isRoot) ? 'application/octet-stream' : 'text/plain';
}

/** A part of a digest is a mail unless it says otherwise (RFC 2046, 5.1.5). */
export function isMailOfDigest(headers: MailHeaders, parent: { contentType: string | false } | false): boolean {
  return parent !== false && parent.contentType === 'multipart/digest' && !firstHeader(headers, 'content-type')?.trim();
}

export function isAttachment(headers: MailHeaders): boolean {
  return /^\s*attachment\b/i.test(firstHeader(headers, 'content-disposition') ?? '');
}

/** A `Content-Disposition` that is not known means a file, too, if that has a name (RFC 2183, 2.8). */
export function hasOddDisposition(headers: MailHeaders): boolean {
  return /^\s*(?!inline\b|attachment\b)\S/i.test(firstHeader(headers, 'content-disposition') ?? '');
}

/** With a semicolon after the value where a mailer left it out, or the value itself, and encoded words that hold parameters read. */
function parameters(field: string | undefined): string | undefined {
  const read = field?.trimStart().startsWith('=?') ? decodeWords(field) : field;
  return read?.replace(/^\s*(?=[\w*-]+\s*=)/, '; ').replace(/^(\s*[^\s;=]+)[\s,]+(?=[\w*-]+\s*=)/, '$1; ');
}
