import { MailParser, type MailParserOptions, type MessageText } from 'mailparser';
import { decodeText } from './charset.ts';
import { type HeaderLine, isDoubtfulHeader, type MailHeaders, readHeaders } from './headers.ts';
import { heldText, type Room, roomForTexts, textMark } from './held-text.ts';
import type { MailParts, TextPart } from './mail-parts.ts';
import type { Internals, Node, SplitNode } from './parser-node.ts';
import { hasOddDisposition, isAttachment, isMailOfDigest, partCharset, partName, partType } from './part-type.ts';
import { strayText } from './stray-text.ts';
import { begunWith, decoderOf, transferEncoding, upToMost } from './transfer-encoding.ts';

const OPTIONS: MailParserOptions = {
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  checksumAlgo: false,
  skipTextToHtml: true,
  skipHtmlToText: true,
};

/**
 * Of all headers of a mail together, in bytes. The splitter reads their parameters character by character and holds thirty bytes for one,
 * as long as the part. Its own limit, 1 MB, is for each.
 */
const MAX_HEADERS = 2_000_000;

const Parser = MailParser as unknown as new (options: MailParserOptions) => MailParser & Internals;

/** mailparser, told what a part is, how it is decoded and in which charset it is written. */
export class PartsParser extends Parser {
  #lines: readonly HeaderLine[] | undefined;
  /** Of the part that is being made. */
  #headers: MailHeaders = new Map();
  #root: Node | undefined;
  /** Label of the first text that has one. */
  #charset: string | undefined;
  /** What some text without a label was taken for. */
  #guessed: string | undefined;
  #isDoubtful = false;
  /** A first delimiter was taken for a field of the header above, or the type that has parts stands behind another one. */
  #isSwallowed = false;
  #headerBytes = 0;
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
    this.#headerBytes += data.headers.getList().reduce((sum, { line }) => sum + line.length, 0);
    if (this.#headerBytes > MAX_HEADERS)
      this.destroy(Object.assign(new Error('too many headers'), { code: 'EMAXLEN' }));
    const { fields, below, between } = strayText(data.headers.getList());
    this.#lines ??= fields;
    this.#headers = readHeaders(fields, this.#charset);
    const isInDigest = isMailOfDigest(this.#headers, data.parentNode);
    data.contentType = isInDigest ? 'message/rfc822' : partType(this.#headers, data.contentType, data.root);
    const isText = this.#isText(data);
    // The parser takes a text of any other disposition for a file.
    if (isPlainOrHtml(data.contentType)) data.disposition = isText ? 'inline' : 'attachment';
    const encoding = transferEncoding(data.encoding || '');
    if (encoding) data.encoding = encoding;
    const usual = data.getDecoder.bind(data);
    const tellCut = () => this.#cut();
    const decoder = () => decoderOf(encoding, { isText, tellCut, usual });
    // Some set the header of such a mail right below the delimiter, where it is the part's.
    const head = isInDigest ? headOfMail(fields) : undefined;
    const beginning = head === undefined ? below : [head, ...(below === undefined ? [] : [below])].join('\n');
    data.getDecoder = () => begunWith(beginning, isText && data.flowed ? upToMost(decoder(), tellCut) : decoder());
    const node = super.createNode(data);
    node.charset ??= partCharset(this.#headers);
    this.#charset ??= node.charset;
    if (isText && between) node.stray = decodeText(Buffer.from(between, 'latin1'), node.charset);
    node.charset = textMark(node.charset, data.contentType);
    const [first = '', ...others] = this.#headers.get('content-type') ?? [];
    if (!/^\W*multipart/i.test(first) && others.some((type) => /^\W*multipart/i.test(type))) this.#isSwallowed = true;
    if (/^\W*multipart/i.test(first)) {
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
    if (!data.root && hasOddDisposition(this.#headers) && partName(this.#headers) !== undefined) return false;
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

/** The fields of a mail among those of its part; undefined when there are none. */
function headOfMail(fields: readonly HeaderLine[]): string | undefined {
  const own = fields.filter(({ key }) => !key.startsWith('content-'));
  return own.length === 0 ? undefined : `${own.map(({ line }) => line).join('\n')}\n`;
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
