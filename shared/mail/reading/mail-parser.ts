import { Transform } from 'node:stream';
import { type AttachmentStream, MailParser, type MailParserOptions, type MessageText } from 'mailparser';
import { decodeText } from './charset.ts';
import { type HeaderLine, type MailHeaders, readHeaders } from './headers.ts';

/** A part of a mail that holds text, or other parts. */
export type TextPart = { contentType: string; text?: string; children: TextPart[] };

/** A part that is a file; its header fields, name and all, are still to be read. */
export type FilePart = { contentType: string; headers: MailHeaders; content: Buffer };

/** The parts of a mail, before anything is made of them. `isCut`: its texts were too long, and only their beginning is there. */
export type MailParts = { headers: MailHeaders; body: TextPart; files: FilePart[]; isCut: boolean };

/** What mailparser 3.14 knows of a part while it reads. Not in its types: the version is pinned, and tests hold it. */
type Node = { contentType: string | false; charset?: string; textContent?: string; children: Node[] };
type SplitNode = { contentType: string | false; encoding: string | false; root: boolean };
type Internals = { createNode(node: SplitNode): Node; processHeaders(lines: HeaderLine[]): MailHeaders };

const OPTIONS: MailParserOptions = {
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  checksumAlgo: false,
  skipTextToHtml: true,
  skipHtmlToText: true,
};

/** Marks a charset name, so that the parser hands every text over instead of reading UTF-8 and ASCII by itself. */
const HELD = 'held ';

const Parser = MailParser as unknown as new (options: MailParserOptions) => MailParser & Internals;

/**
 * Splits a mail into its parts and undoes their transfer encodings, by mailparser. Charsets, header fields and conversions
 * between text and HTML are not its business: it decodes by the label alone, reads each field of each part, and does not end
 * on nested HTML.
 * @throws what mailparser throws: over its limits of parts (1,000, unless `maxParts`), nesting and header size (1 MB)
 */
export async function splitMail(raw: Buffer, maxParts = 1_000): Promise<MailParts> {
  const room = { bytes: ROOM_FOR_TEXTS, isCut: false };
  const parser = new PartsParser({ ...OPTIONS, Iconv: heldTextIn(room), maxChildNodes: maxParts });
  const files: FilePart[] = [];
  parser.on('data', (data) => {
    if (data.type === 'attachment') collect(data, files);
  });
  const done = new Promise<void>((resolve, reject) => parser.on('end', resolve).on('error', reject));
  parser.end(raw);
  await done;
  return { headers: parser.fields(), body: parser.body(), files, isCut: room.isCut };
}

class PartsParser extends Parser {
  #lines: HeaderLine[] | undefined;
  #root: Node | undefined;
  /** Label of the first text that has one. */
  #charset: string | undefined;

  override createNode(data: SplitNode): Node {
    // RFC 2045, 5.2 and 5.3: a type that is none is plain text.
    if (data.contentType && !data.contentType.includes('/')) data.contentType = 'text/plain';
    // `base64;` and `"base64"` are sent, and mean what they say.
    const encoding = /^\W*(base64|quoted.?printable)\b/i.exec(data.encoding || '')?.[1]?.toLowerCase();
    if (encoding) data.encoding = encoding === 'base64' ? encoding : 'quoted-printable';
    const node = super.createNode(data);
    this.#charset ??= node.charset;
    node.charset = `${HELD}${node.charset ?? ''}`;
    if (data.root) this.#root = node;
    return node;
  }

  /** Called for every part; the mail's own come first. */
  override processHeaders(lines: HeaderLine[]): MailHeaders {
    this.#lines ??= lines;
    return readHeaders(lines, this.#charset);
  }

  /** Read when the charset of the body is known: the fields may be written in it, unencoded and unlabelled. */
  fields(): MailHeaders {
    return readHeaders(this.#lines ?? [], this.#charset);
  }

  /** The parser's own joins text and HTML of all parts, whichever are alternatives of each other. */
  getTextContent(): MessageText {
    return { type: 'text' };
  }

  body(): TextPart {
    return this.#root ? textPart(this.#root) : { contentType: 'text/plain', children: [] };
  }
}

function textPart({ contentType, textContent, children }: Node): TextPart {
  return {
    contentType: contentType || 'text/plain',
    ...(textContent !== undefined && { text: textContent }),
    children: children.map(textPart),
  };
}

function collect(file: AttachmentStream, files: FilePart[]): void {
  const chunks: Buffer[] = [];
  const { contentType, content, headers } = file;
  content.on('data', (chunk: Buffer) => chunks.push(chunk));
  content.on('end', () => {
    const bytes = Buffer.concat(chunks);
    files.push({ contentType, headers: headers as unknown as MailHeaders, content: bytes });
    file.release?.();
  });
}

/**
 * Bytes that are kept of one text, and of all texts of a mail, before they are decoded: far more than what of a text is shown
 * (`text-bounds.ts`), in any charset.
 */
const ROOM_FOR_TEXT = 4_000_000;
const ROOM_FOR_TEXTS = 12_000_000;

type Room = { bytes: number; isCut: boolean };

/** The parser wants a class that takes a charset. */
function heldTextIn(room: Room) {
  return class extends HeldText {
    constructor(label: string) {
      super(label, room);
    }
  };
}

/**
 * Takes the place of a charset decoder: waits for all bytes of a text, because only they tell whether the label is true. What
 * finds no room is let go.
 */
class HeldText extends Transform {
  readonly #label: string;
  readonly #chunks: Buffer[] = [];
  readonly #room: Room;
  #bytes = 0;

  constructor(label: string, room: Room) {
    super();
    this.#label = label.slice(HELD.length);
    this.#room = room;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const kept = chunk.subarray(0, Math.min(ROOM_FOR_TEXT - this.#bytes, this.#room.bytes));
    if (kept.length < chunk.length) this.#room.isCut = true;
    if (kept.length > 0) this.#chunks.push(kept);
    this.#bytes += kept.length;
    this.#room.bytes -= kept.length;
    done();
  }

  override _flush(done: () => void): void {
    this.push(decodeText(Buffer.concat(this.#chunks), this.#label));
    done();
  }
}
