/** A file as hidden words are looked for in it. */
type FileBytes = { filename: string; contentType: string; content: Buffer };

/** Files that have no words by their kind. */
const WORDLESS = /^(?:image\/(?!svg)|audio\/|video\/|font\/)/i;
/** Pages that a browser saves with their pictures are mails by their form. */
const MAIL = /^(?:message\/|multipart\/related)/i;
const MAIL_NAME = /\.(?:eml|mht|mhtml)$/i;

/** A text is looked at up to that many bytes, and a mail, whose pictures are not, up to so many. */
const MOST_BYTES = 1_000_000;
const MOST_MAIL_BYTES = 10_000_000;
/** As long as a header may be that is looked at, and as long as what is looked for may be across two pieces. */
const MOST_HEADER = 64_000;
const OVERLAP = 8_000;
/** So deep are mails looked for in mails. */
const MOST_DEPTH = 3;
/** So many encodings are tried that a mail names. */
const MOST_LABELS = 2;

const isMailFile = ({ contentType, filename }: Pick<FileBytes, 'contentType' | 'filename'>) =>
  MAIL.test(contentType) || MAIL_NAME.test(filename);

/** Whether a file is looked into: what it says it is decides, and its size in bytes. */
export function mayHaveWords(file: Pick<FileBytes, 'contentType' | 'filename'> & { size: number }): boolean {
  return !WORDLESS.test(file.contentType) && file.size <= (isMailFile(file) ? MOST_MAIL_BYTES : MOST_BYTES);
}

/**
 * All texts that a file shows to whoever opens it, as far as they are found without a parser: of a text in any encoding that browsers know,
 * of a mail also what its parts encode (RFC 2045, section 6; RFC 2047), and of mails in it. Nothing of archives, office files and PDF.
 */
export function wordsIn(file: FileBytes): string[] {
  if (!mayHaveWords({ ...file, size: file.content.length })) return [];
  return [...new Set(isMailFile(file) ? ofMail(file.content, 1) : spelt(file.content.toString('latin1'), []))];
}

function ofMail(content: Buffer, depth: number): string[] {
  const raw = content.toString('latin1');
  const labels = labelsIn(raw);
  const { bodies, rest } = withoutBase64(raw);
  const texts = pieces(rest).flatMap((piece) => spelt(piece, labels));
  const words = decoded(encodedWords(rest), labels);
  const inside = bodies.flatMap((body) => (depth < MOST_DEPTH && isMail(body) ? ofMail(body, depth + 1) : []));
  return [...texts, ...words, ...inside, ...bodies.flatMap((body) => spelt(body.toString('latin1'), labels))];
}

const isMail = (content: Buffer) => /^content-[\w-]+:/im.test(content.toString('latin1', 0, MOST_HEADER));

/** A long text in pieces, each with the end of the one before: what is looked for may stand across. */
function pieces(text: string): string[] {
  const many = Math.max(1, Math.ceil(text.length / MOST_BYTES));
  return Array.from({ length: many }, (_, at) =>
    text.slice(Math.max(0, at * MOST_BYTES - OVERLAP), (at + 1) * MOST_BYTES),
  );
}

/** Bytes as texts, and what they spell by the escapes that they have: of quoted-printable, also in vCards, of names of files (RFC 2231), of JSON. */
function spelt(bytes: string, labels: readonly string[]): string[] {
  const spellings = [
    bytes,
    ...(/=[\dA-F]{2}|=\r?\n/i.test(bytes) ? [fromQuotedPrintable(bytes)] : []),
    ...(bytes.includes('*') && bytes.includes('%') ? [fromPercents(bytes)] : []),
  ];
  const texts = spellings.flatMap((each) => decoded(latin(each), labels));
  const escaped = texts.filter((text) => text.includes('\\u'));
  return [...texts, ...escaped.map((text) => text.replace(/\\u([\da-f]{4})/gi, (_, hex) => fromHex(hex)))];
}

function fromPercents(text: string): string {
  return text.replace(/;?\s{0,20}\w{1,20}\*\d{1,2}\*?=/g, '').replace(/%([\da-f]{2})/gi, (_, hex) => fromHex(hex));
}

const latin = (text: string) => Buffer.from(text, 'latin1');

/** Up to the end of the field; the blank line; then the body, until the boundary that ends it. */
const BASE64 =
  /^content-transfer-encoding:.{0,80}\bbase-?64\b.*\r?\n((?:[ \t\w].*\r?\n){0,50}?)[ \t]*\r?\n([\s\S]*?)(?=^--|(?![\s\S]))/gim;

/** The bytes that a mail has in base64, save pictures and what is longer than any text, and all else of it. */
function withoutBase64(raw: string): { bodies: Buffer[]; rest: string } {
  const bodies: Buffer[] = [];
  const rest = raw.replaceAll(BASE64, (part: string, fields: string, body: string, at: number) => {
    const header = `${raw.slice(raw.lastIndexOf('\n--', at) + 1, at)}${fields}`;
    const isText = !/^content-type:\s*(?:image|audio|video|font)\//im.test(header);
    if (isText && body.length <= MOST_BYTES * 1.4) bodies.push(fromBase64(body));
    return part.slice(0, part.length - body.length);
  });
  return { bodies, rest };
}

/** Some programs pad each line. */
function fromBase64(text: string): Buffer {
  return Buffer.concat(text.split(/=+/).map((each) => Buffer.from(each, 'base64')));
}

function fromQuotedPrintable(text: string): string {
  return text.replace(/=[ \t]*\r?\n/g, '').replace(/=([\da-f]{2})/gi, (_, hex) => fromHex(hex));
}

const fromHex = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16));

/** The bytes of all encoded words of a mail, one behind the other: words may be cut between two of them. */
function encodedWords(text: string): Buffer {
  const words = [...text.matchAll(/=\?[^?\s]{1,60}\?([bq])\?([^?\r\n]*)\?=/gi)];
  return Buffer.concat(
    words.map(([, encoding, word = '']) =>
      encoding?.toLowerCase() === 'b'
        ? fromBase64(word)
        : Buffer.from(fromQuotedPrintable(word.replaceAll('_', ' ')), 'latin1'),
    ),
  );
}

/** The encodings that a mail names, other than those that are tried anyway. */
function labelsIn(raw: string): string[] {
  const named = [...raw.matchAll(/charset\*?=["']?([\w.:-]{1,40})|=\?([\w.:-]{1,40})(?:\*[\w-]+)?\?[bq]\?/gi)];
  const labels = named.map(([, parameter, word]) => (parameter ?? word ?? '').toLowerCase());
  return [...new Set(labels)].filter((label) => !/^(?:utf-?8|us-ascii)$/.test(label)).slice(0, MOST_LABELS);
}

/** Bytes as text: in UTF-8, in what they may be instead, and in what is named. */
function decoded(bytes: Buffer, labels: readonly string[]): string[] {
  const utf8 = bytes.toString();
  const others = [
    ...(utf8.includes('\ufffd') ? ['windows-1252'] : []),
    ...(bytes.includes(0) || /^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2))
      ? ['utf-16le', 'utf-16be']
      : []),
    ...labels,
  ];
  return [utf8, ...[...new Set(others)].flatMap((label) => decode(bytes, label))];
}

function decode(bytes: Buffer, label: string): string[] {
  try {
    return [new TextDecoder(label).decode(bytes)];
  } catch {
    // Its name is a stranger's word: one that no browser knows is none.
    return [];
  }
}
