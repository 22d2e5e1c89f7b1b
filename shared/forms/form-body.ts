import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { PublicError } from '../public-error.ts';
import type { FormDelivery } from './provider.ts';
import type { FormFile } from './submission.ts';

/** What of a body counts together: API Gateway takes 6 MB in all, and base64 makes four bytes of three. */
const MOST_BYTES = 4 * 1024 * 1024;
/** More parts than any form has questions; each costs the parser, whatever is in it. */
const MOST_PARTS = 10_000;
const LONGEST_NAME = 1_000;

const BROKEN = 'The form is broken: it does not end where it says, or a part of it has no name.';
const LINE_FEEDS = 'The form has line feeds alone where multipart/form-data has CR LF: send it as it was made.';
const TOO_MANY = `The form has more than ${MOST_PARTS} parts.`;
const TOO_LARGE = `The form is larger than ${MOST_BYTES / 1024 / 1024} MB: send large files by the page of the desk.`;

/** A form as browsers send it: what was filled in, in its order, and what was chosen to be sent along. */
export type FormBody = {
  /** One for each value: a name that was repeated is there several times. */
  entries: { name: string; value: string }[];
  /** `name` is the question's. A place for a file where none was chosen is left out. */
  files: (FormFile & { name: string; content: Buffer })[];
};

/** Whether the body says that it is a form of either kind. */
export function isFormBody({ headers }: FormDelivery): boolean {
  return /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i.test(
    headers['content-type'] ?? '',
  );
}

/**
 * Reads `application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578), in UTF-8 or what `_charset_` names. Throws a
 * `PublicError`: 400 for a broken one, 413 for one that is too large.
 */
export async function readFormBody(delivery: FormDelivery): Promise<FormBody> {
  const { body } = delivery;
  if (body.length > MOST_BYTES) throw new PublicError(413, TOO_LARGE);
  const boundary = boundaryOf(delivery);
  if (boundary === undefined) return parsed(delivery, body);
  if (hasLineFeedsAlone(body, boundary)) throw new PublicError(400, LINE_FEEDS);
  const form = await parsed(delivery, withExtendedNames(body, boundary));
  // A part that the parser passed over would be lost without a word.
  if (form.parts !== delimitersIn(body, boundary) - 1) throw new PublicError(400, BROKEN);
  return form;
}

function parsed({ headers }: FormDelivery, body: Buffer): Promise<FormBody & { parts: number }> {
  return new Promise((resolve, reject) => {
    const form: FormBody & { parts: number } = { entries: [], files: [], parts: 0 };
    const refuse = (message: string, status = 400) => reject(new PublicError(status, message));
    const parser = parserFor(headers, body);
    if (!parser) return refuse(BROKEN);
    parser.on('field', (name: unknown, value) => {
      form.parts++;
      if (typeof name !== 'string' || name.length > LONGEST_NAME) refuse(BROKEN);
      else if (name !== '_charset_') form.entries.push({ name, value: String(value) });
    });
    parser.on('file', (name: unknown, stream, filename: unknown, _encoding, contentType) => {
      form.parts++;
      const chunks: Buffer[] = [];
      stream.on('error', () => refuse(BROKEN));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const content = Buffer.concat(chunks);
        if (typeof name !== 'string' || name.length > LONGEST_NAME) return refuse(BROKEN);
        if (content.length === 0 && !filename) return;
        form.files.push({ name, filename: String(filename || name).slice(-LONGEST_NAME), contentType, content });
      });
    });
    parser.on('error', () => refuse(BROKEN));
    parser.on('finish', () => (form.parts > MOST_PARTS ? refuse(TOO_MANY, 413) : resolve(form)));
    parser.end(body);
  });
}

/** Undefined for a content type that names no boundary. */
function parserFor(headers: FormDelivery['headers'], body: Buffer): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: { 'content-type': headers['content-type'] ?? '' },
      defCharset: charsetOf(body),
      limits: {
        parts: MOST_PARTS + 1,
        fields: MOST_PARTS + 1,
        fieldNameSize: LONGEST_NAME + 1,
        fieldSize: MOST_BYTES,
        fileSize: MOST_BYTES,
        headerPairs: 20,
      },
    });
  } catch {
    return undefined;
  }
}

/** What the form says that it is written in, by a hidden `_charset_` (HTML, 4.10.21.4; RFC 7578, section 4.6). */
function charsetOf(body: Buffer): string {
  const named =
    /(?:^|&)_charset_=([\w.:-]{1,40})(?:&|$)|name="?_charset_"?\r\n(?:[^\r\n]+\r\n)*\r\n([\w.:-]{1,40})\r\n/i;
  const found = body.includes('_charset_') ? named.exec(body.toString('latin1')) : null;
  const charset = found?.[1] ?? found?.[2] ?? 'utf8';
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return 'utf8';
  }
}

/** Undefined for a body that has none; what is quoted may have spaces. */
function boundaryOf({ headers }: FormDelivery): string | undefined {
  const type = headers['content-type'] ?? '';
  if (!/^\s*multipart\//i.test(type)) return undefined;
  return /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type)?.slice(1).find(Boolean);
}

function hasLineFeedsAlone(body: Buffer, boundary: string): boolean {
  return body.includes(`--${boundary}\n`) && !body.includes(`--${boundary}\r\n`);
}

/** How many lines of this body are its boundary, the last one among them. */
function delimitersIn(body: Buffer, boundary: string): number {
  const delimiter = `\r\n--${boundary}`;
  let count = body.indexOf(delimiter.slice(2)) === 0 ? 1 : 0;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    count++;
    // What comes behind the last is nobody's.
    if (body.subarray(at + delimiter.length, at + delimiter.length + 2).toString() === '--') break;
  }
  return count;
}

/**
 * The parser has a short way for the headers that browsers send, and does not see a `filename*` (RFC 5987) behind a `filename` on it.
 * One more space in front of the name, and it goes the long way.
 */
function withExtendedNames(body: Buffer, boundary: string): Buffer {
  if (!body.includes('filename*=')) return body;
  const delimiter = `--${boundary}`.replace(/[^\w]/g, '\\$&');
  const headers = new RegExp(
    `((?:^|\r\n)${delimiter}\r\n(?:[^\r\n]+\r\n)*?content-disposition: *form-data;)([^\r\n]*filename\\*=)`,
    'gi',
  );
  return Buffer.from(body.toString('latin1').replace(headers, '$1 $2'), 'latin1');
}
