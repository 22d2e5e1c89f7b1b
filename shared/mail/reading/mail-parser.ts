import { Readable, type Transform } from 'node:stream';
import { type AttachmentStream, MailParser, type MailParserOptions, type MessageText } from 'mailparser';
import { Base64Body } from './base64-body.ts';
import { decodeText } from './charset.ts';
import { firstHeader, type HeaderLine, isDoubtfulHeader, type MailHeaders, readHeaders } from './headers.ts';
import { heldText, MOST_BYTES, type Room, roomForTexts, textMark } from './held-text.ts';
import { isAttachment, partCharset, partName, partType } from './part-type.ts';
import { strayText } from './stray-text.ts';

/** A part of a mail that holds text, or other parts. */
export type TextPart = { contentType: string; text?: string; children: TextPart[] };

/** A part that is a file; its header fields, name and all, are still to be read. */
export type FilePart = { contentType: string; headers: MailHeaders; content: Buffer };

/** The parts of a mail, before anything is made of them. */
export type MailParts = {
  headers: MailHeaders;
  body: TextPart;
  files: FilePart[];
  /** Something that says it has parts has none. */
  isBroken: boolean;
  /** In which encoding some text is, is a mere guess. */
  isDoubtful: boolean;
  /** Its texts were too long, and only their beginning is there. */
  isCut: boolean;
};

/** What mailparser 3.14 knows of a part while it reads. Not in its types: the version is pinned, and tests hold it. */
type Node = {
  contentType: string | false;
  charset?: string | undefined;
  textContent?: string;
  children: Node[];
  /** Ours: text that stands between its fields. */
  stray?: string;
};
type SplitNode = {
  contentType: string | false;
  encoding: string | false;
  disposition: string | false;
  flowed?: boolean;
  root: boolean;
  parentNode: SplitNode | false;
  headers: { getList(): HeaderLine[] };
  getDecoder(): Transform;
};
type Internals = { createNode(node: SplitNode): Node; processHeaders(): MailHeaders };

const OPTIONS: MailParserOptions = {
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  checksumAlgo: false,
  skipTextToHtml: true,
  skipHtmlToText: true,
};

const Parser = MailParser as unknown as new (options: MailParserOptions) => MailParser & Internals;

/**
 * Splits a mail into its parts and undoes their transfer encodings, by mailparser. Charsets, header fields and conversions
 * between text and HTML are not its business: it decodes by the label alone, reads each field of each part, and does not end
 * on nested HTML.
 * @throws what mailparser throws: over its limits of parts (1,000, unless `maxParts`), nesting and header size (1 MB)
 */
export async function splitMail(raw: Buffer, maxParts = 1_000): Promise<MailParts> {
  const parser = new PartsParser(maxParts);
  const files: FilePart[] = [];
  parser.on('data', (data) => {
    if (data.type === 'attachment') collect(data, files);
  });
  const done = new Promise<void>((resolve, reject) => parser.on('end', resolve).on('error', reject));
  Readable.from(slices(raw)).pipe(parser);
  await done;
  return { ...parser.parts(), files };
}

/** In one piece the parser would hold whatever it makes of the mail at the same time: a file of 40 MB three times. */
const SLICE = 1_000_000;

function* slices(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += SLICE) yield raw.subarray(at, at + SLICE);
}

class PartsParser extends Parser {
  #lines: readonly HeaderLine[] | undefined;
  /** Of the part that is being made. */
  #headers: MailHeaders = new Map();
  #root: Node | undefined;
  /** Label of the first text that has one. */
  #charset: string | undefined;
  /** What some text without a label was taken for. */
  #guessed: string | undefined;
  #isDoubtful = false;
  /** A first delimiter was taken for a field of the header above. */
  #isSwallowed = false;
  #hasText = false;
  /** How many parts each has so far. */
  readonly #children = new Map<SplitNode | false, number>();
  readonly #multiparts: Node[] = [];
  readonly #room: Room;

  constructor(maxParts: number) {
    const room = roomForTexts();
    const Iconv = heldText(room, ({ encoding, isDoubtful }) => {
      this.#guessed ??= encoding;
      if (isDoubtful) this.#isDoubtful = true;
    });
    super({ ...OPTIONS, Iconv, maxChildNodes: maxParts });
    this.#room = room;
  }

  override createNode(data: SplitNode): Node {
    const { fields, below, between } = strayText(data.headers.getList());
    this.#lines ??= fields;
    this.#headers = readHeaders(fields, this.#charset);
    data.contentType = partType(this.#headers, data.contentType, data.root);
    const isText = this.#isText(data);
    if (!isText && isPlainOrHtml(data.contentType)) data.disposition = 'attachment';
    // `base64;` and `"base64"` are sent, and mean what they say.
    const encoding = /^\W*(?:x-)?(base-?64|quoted.?printable)\b/i.exec(data.encoding || '')?.[1]?.toLowerCase();
    if (encoding) data.encoding = encoding.startsWith('base') ? 'base64' : 'quoted-printable';
    const decoder =
      data.encoding === 'base64' ? () => new Base64Body(isText, () => this.#cut()) : data.getDecoder.bind(data);
    const bounded = () => (isText && data.flowed ? upToMost(decoder(), () => this.#cut()) : decoder());
    data.getDecoder = () => begunWith(below, bounded());
    const node = super.createNode(data);
    node.charset ??= partCharset(this.#headers);
    this.#charset ??= node.charset;
    if (isText && between) node.stray = decodeText(Buffer.from(between, 'latin1'), node.charset);
    node.charset = textMark(node.charset, data.contentType);
    if (/^\W*multipart/i.test(firstHeader(this.#headers, 'content-type') ?? '')) {
      this.#multiparts.push(node);
      if (/^--\S/m.test(below ?? '')) this.#isSwallowed = true;
    }
    if (data.root) this.#root = node;
    return node;
  }

  /**
   * Whether a part is what the mail says: plain text or HTML, and no file. One with a name is a file where another text stands
   * before it, unless it is an alternative to that, or what the files beside it belong to (RFC 2387).
   */
  #isText(data: SplitNode): boolean {
    const place = this.#children.get(data.parentNode) ?? 0;
    this.#children.set(data.parentNode, place + 1);
    if (!isPlainOrHtml(data.contentType) || isAttachment(this.#headers)) return false;
    const parent = data.parentNode ? data.parentNode.contentType : false;
    const isAlternative = parent === 'multipart/alternative' || (parent === 'multipart/related' && place === 0);
    if (this.#hasText && !isAlternative && partName(this.#headers) !== undefined) return false;
    this.#hasText = true;
    return true;
  }

  #cut(): void {
    this.#room.isCut = true;
  }

  /** Called for every part by the parser's own `createNode`, which has no use for them. */
  override processHeaders(): MailHeaders {
    return this.#headers;
  }

  /** The parser's own joins text and HTML of all parts, whichever are alternatives of each other. */
  getTextContent(): MessageText {
    return { type: 'text' };
  }

  /** The fields are read when the charset of the body is known: they may be written in it, unencoded and unlabelled. */
  parts(): Omit<MailParts, 'files'> {
    const lines = this.#lines ?? [];
    const charset = this.#charset ?? this.#guessed;
    return {
      headers: readHeaders(lines, charset),
      body: this.#root ? textPart(this.#root) : { contentType: 'text/plain', children: [] },
      isBroken: this.#isSwallowed || this.#multiparts.some(({ children }) => children.length === 0),
      isDoubtful: this.#isDoubtful || isDoubtfulHeader(lines, charset),
      isCut: this.#room.isCut,
    };
  }
}

/** A body whose first lines were taken for its header. */
function begunWith(lines: string | undefined, decoder: Transform): Transform {
  if (lines !== undefined) decoder.write(Buffer.from(`${lines}\r\n`, 'latin1'));
  return decoder;
}

/** The parser unwraps flowed text (RFC 3676) in one piece, before any of it can be let go. */
function upToMost(decoder: Transform, tellCut: () => void): Transform {
  let room = MOST_BYTES;
  const push = decoder.push.bind(decoder);
  decoder.push = (chunk: Buffer | null) => {
    if (chunk === null) return push(null);
    const kept = chunk.subarray(0, room);
    if (kept.length < chunk.length) tellCut();
    room -= kept.length;
    return kept.length === 0 || push(kept);
  };
  return decoder;
}

function isPlainOrHtml(contentType: string | false): boolean {
  return contentType === 'text/plain' || contentType === 'text/html';
}

function textPart({ contentType, textContent, stray, children }: Node): TextPart {
  const text = stray === undefined ? textContent : `${stray}\n${textContent ?? ''}`;
  return {
    contentType: contentType || 'text/plain',
    ...(text !== undefined && { text }),
    children: children.map(textPart),
  };
}

function collect(file: AttachmentStream, files: FilePart[]): void {
  const chunks: Buffer[] = [];
  const { contentType, content, headers } = file;
  content.on('data', (chunk: Buffer) => chunks.push(chunk));
  content.on('end', () => {
    files.push({ contentType, headers: headers as unknown as MailHeaders, content: inOwnMemory(chunks.splice(0)) });
    file.release?.();
  });
}

/** Not from the pool that small buffers share: a file that leaves the thread would take all of it along, copied. */
function inOwnMemory(chunks: readonly Buffer[]): Buffer {
  const bytes = Buffer.allocUnsafeSlow(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(bytes, at);
  return bytes;
}
