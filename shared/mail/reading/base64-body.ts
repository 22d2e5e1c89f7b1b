import { Transform } from 'node:stream';
import { isBase64, isPureBase64, isTextInBase64, startOfWords } from './base64-lines.ts';
import { Base64Rest } from './base64-rest.ts';

const NO_BASE64 = /[^A-Za-z0-9+/_-]+/g;
/** The beginning of a body that tells whether it is base64 at all. */
const HEAD = 4_000;
/** A line may be longer, and is base64 then. */
const MAX_LINE = 1_000;

/**
 * Undoes base64 (RFC 2045, 6.8) up to its padding, to a blank line or a line of words with other text below: there stands what a list
 * server put under the body, or a gateway above it. With `keepsFooter` that is a part of the text, as it stands there; a file goes
 * without it. `tellCut` hears that more followed than is kept.
 */
export class Base64Body extends Transform {
  readonly #keepsFooter: boolean;
  readonly #tellCut: () => void;
  #isPlain: boolean | undefined;
  /** Characters that do not yet make three bytes. */
  #group = '';
  /** The last line, which may go on; of a long one the last character and the line ends behind it. */
  #held = '';
  /** From the first padding, blank line, or line of words on. */
  #rest: Base64Rest | undefined;

  constructor(keepsFooter: boolean, tellCut: () => void = () => {}) {
    super();
    this.#keepsFooter = keepsFooter;
    this.#tellCut = tellCut;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const above = this.#isPlain === undefined ? this.#wordsAbove(chunk.subarray(0, HEAD).toString('latin1')) : 0;
    if (above > 0 && this.#keepsFooter) this.push(chunk.subarray(0, above));
    if (this.#isPlain) this.push(chunk.subarray(above));
    else if (this.#rest) this.#pushAll(this.#rest.add(chunk.toString('latin1')));
    else this.#beforeEnd(chunk.subarray(above));
    done();
  }

  override _flush(done: () => void): void {
    if (!this.#rest && !this.#isPlain) this.#keepRest(this.#held, startOfWords(this.#held));
    const { bytes, words } = this.#rest?.end() ?? { bytes: [], words: '' };
    this.#pushAll(bytes);
    if (this.#keepsFooter && words) this.push(Buffer.from(`\n${words}\n`, 'latin1'));
    done();
  }

  /**
   * How much of a text stands above the base64. It is plain when its first line is no base64, and none of the next ones is text in
   * base64: that it is base64 is merely said.
   */
  #wordsAbove(head: string): number {
    const start = head.search(/\S/);
    this.#isPlain = false;
    if (start < 0) return 0;
    let at = start;
    for (const line of head.slice(start).split('\n')) {
      if (at === start && !this.#keepsFooter && isPureBase64(line)) return 0;
      if (at === start ? isBase64(line) : isTextInBase64(line)) return at === start ? 0 : at;
      at += line.length + 1;
    }
    this.#isPlain = true;
    return 0;
  }

  #beforeEnd(chunk: Buffer): void {
    const text = this.#held + chunk.toString('latin1');
    const ends = [text.search(/=|(?<=[A-Za-z0-9+/_-][^\S\n]*)\n\s*\n/), startOfWords(completeLines(text))];
    const end = Math.min(...ends.filter((each) => each >= 0));
    if (end < Number.POSITIVE_INFINITY) {
      this.#keepRest(text, end);
      return;
    }
    const until = Math.min(Math.max(0, text.trimEnd().length - 1), completeLines(text).length);
    this.#decode(text.slice(0, until));
    this.#held = withoutLongGap(text.slice(until));
  }

  #keepRest(text: string, end: number): void {
    const until = end < 0 ? text.length : end;
    this.#decode(text.slice(0, until));
    this.#held = '';
    this.#rest = new Base64Rest(this.#group, this.#keepsFooter, this.#tellCut);
    this.#pushAll(this.#rest.add(text.slice(until)));
  }

  #pushAll(blocks: readonly Buffer[]): void {
    for (const block of blocks) this.push(block);
  }

  #decode(text: string): void {
    const body = this.#group + text.replace(NO_BASE64, '');
    const whole = body.length - (body.length % 4);
    this.#group = body.slice(whole);
    if (whole > 0) this.push(Buffer.from(body.slice(0, whole), 'base64'));
  }
}

/** Without the last line when that may go on. */
function completeLines(text: string): string {
  const last = text.lastIndexOf('\n');
  return last < 0 && text.length > MAX_LINE
    ? text
    : text.slice(0, text.length - last > MAX_LINE ? text.length : last + 1);
}

/** Megabytes of spaces or of empty lines would be looked at anew with all that comes: one, or two line ends, say as much. */
function withoutLongGap(held: string): string {
  const end = held.trimEnd().length;
  if (held.length - end <= MAX_LINE) return held;
  return (
    held.slice(0, end) +
    held
      .slice(end)
      .replace(/[^\n]+/g, ' ')
      .replace(/\n\s*\n/, '\n\n')
  );
}
