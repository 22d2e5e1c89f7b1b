import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { PublicError } from '../public-error.ts';
import { CHARSET_FIELD, charsetIn, charsetOf, decoderOf } from './form-charset.ts';
import { BROKEN, contentTypeOf, forParser, isInUtf8, MOST_PARTS, partHeads, TOO_MANY } from './form-parts.ts';
import type { FormDelivery } from './provider.ts';
import type { FormFile } from './submission.ts';

/** What of a body counts together: API Gateway takes 6 MB in all, and base64 makes four bytes of three. */
const MOST_BYTES = 4 * 1024 * 1024;
const LONGEST_NAME = 1_000;
/** RFC 2046, section 5.1.1. To look for a long one takes as long as both lengths multiplied, where it nearly stands everywhere. */
const LONGEST_BOUNDARY = 70;

const LINE_FEEDS = 'The form has line feeds alone where multipart/form-data has CR LF: send it as it was made.';
const TOO_LARGE = `The form is larger than ${MOST_BYTES / 1024 / 1024} MB: send large files by the page of the desk.`;

type Entry = { name: string; value: string };

/** A form as browsers send it: what was filled in, in its order, and what was chosen to be sent along. */
export type FormBody = {
  /** One for each value: a name that was repeated is there several times. */
  entries: Entry[];
  /** `name` is the question's. A place for a file where none was chosen is left out. */
  files: (FormFile & { name: string; content: Buffer })[];
};

/** Whether the body says that it is a form of either kind. */
export function isFormBody({ headers }: FormDelivery): boolean {
  return /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i.test(
    headers['content-type'] ?? '',
  );
}

/** What a parser found: texts in which each letter is a byte, and how many parts it has seen. */
type Parsed = { entries: (Entry & { part: number })[]; files: FormBody['files']; parts: number };

/**
 * Reads `application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578), in UTF-8 or what `_charset_` names. Takes time in
 * proportion to the body, whatever is in it: nobody has proved anything yet. Throws a `PublicError`: 400 for a broken one, 413 for one that
 * is too large.
 */
export async function readFormBody({ headers, body }: FormDelivery): Promise<FormBody> {
  if (body.length > MOST_BYTES) throw new PublicError(413, TOO_LARGE);
  const type = headers['content-type'] ?? '';
  if (!/^\s*multipart\//i.test(type)) return readPairs(type, body);
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type)?.slice(1).find(Boolean);
  if (boundary === undefined || boundary.length > LONGEST_BOUNDARY) throw new PublicError(400, BROKEN);
  return readParts(type, body, boundary);
}

async function readPairs(type: string, body: Buffer): Promise<FormBody> {
  const { entries, files } = await parsed('application/x-www-form-urlencoded', body);
  const decode = decoderOf(charsetIn(type) ?? charsetOf(entries));
  const pairs = entries.map(({ name, value }) => ({ name: decode(name), value: decode(value) }));
  return { entries: pairs.filter(isAsked), files };
}

async function readParts(type: string, body: Buffer, boundary: string): Promise<FormBody> {
  // What has one and no CR LF behind it was changed on its way.
  if (body.includes(`--${boundary}\n`) && !body.includes(`--${boundary}\r\n`)) throw new PublicError(400, LINE_FEEDS);
  const heads = partHeads(body, boundary);
  let form = await parsed(type, forParser(body, heads));
  // A part that the parser passed over would be lost without a word.
  if (form.parts !== heads.length) throw new PublicError(400, BROKEN);
  const decode = decoderOf(charsetOf(form.entries));
  // The parser reads names in UTF-8 alone, and in what they are written is known only now.
  if (!heads.every(isInUtf8)) form = await parsed(type, forParser(body, heads, decode));
  const { entries, files } = form;
  const fields = entries.map(({ name, value, part }) => {
    const own = charsetIn(contentTypeOf(heads[part]));
    return { name, value: (own === undefined ? decode : decoderOf(own))(value) };
  });
  return { entries: fields.filter(isAsked), files };
}

/** What the browser says of the form itself is no answer. */
const isAsked = ({ name }: Entry) => name !== CHARSET_FIELD;

function parsed(type: string, body: Buffer): Promise<Parsed> {
  return new Promise((resolve, reject) => {
    const form: Parsed = { entries: [], files: [], parts: 0 };
    const refuse = (message: string, status = 400) => reject(new PublicError(status, message));
    const parser = parserFor(type);
    if (!parser) return refuse(BROKEN);
    parser.on('field', (name: unknown, value) => {
      const part = form.parts++;
      if (typeof name !== 'string' || name.length > LONGEST_NAME) refuse(BROKEN);
      else form.entries.push({ name, value: String(value), part });
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

/** Undefined for a content type that it cannot use. */
function parserFor(type: string): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      // It decodes few charsets, and needs to know which before it has read the field that names it.
      defCharset: 'latin1',
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
