import { Transform } from 'node:stream';
import { clean, isBase64, isLongBase64, isPureBase64, isTextInBase64, startOfWords } from './base64-lines.ts';

const NO_BASE64 = /[^A-Za-z0-9+/_-]+/g;
/** The beginning of a body that tells whether it is base64 at all. */
const HEAD = 4_000;
/** So much of what follows the first end is kept until it is known what it is, in bytes: of a text far more than is shown, of a file a lot. */
const MOST_REST = { text: 2_000_000, file: 12_000_000 };
/** Of the words in it, in characters: no list's footer is as long. */
const MAX_WORDS = 100_000;
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
  /** Bytes that the rest may still have. */
  #room: number;
  #isPlain: boolean | undefined;
  /** Characters that do not yet make three bytes. */
  #group = '';
  /** The last line, which may go on; of a long one the last character and the line ends behind it. */
  #held = '';
  /** From the first padding, blank line, or line of words on. */
  readonly #rest: Buffer[] = [];

  constructor(keepsFooter: boolean, tellCut: () => void = () => {}) {
    super();
    this.#keepsFooter = keepsFooter;
    this.#tellCut = tellCut;
    this.#room = keepsFooter ? MOST_REST.text : MOST_REST.file;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const above = this.#isPlain === undefined ? this.#wordsAbove(chunk.subarray(0, HEAD).toString('latin1')) : 0;
    if (above > 0 && this.#keepsFooter) this.push(chunk.subarray(0, above));
    if (this.#isPlain) this.push(chunk.subarray(above));
    else if (this.#rest.length > 0) this.#add(chunk);
    else this.#beforeEnd(chunk.subarray(above));
    done();
  }

  override _flush(done: () => void): void {
    if (this.#rest.length === 0 && !this.#isPlain) this.#keepRest(this.#held, startOfWords(this.#held));
    const rest = Buffer.concat(this.#rest).toString('latin1');
    const [bytes, footer] = readRest(this.#group, rest, this.#keepsFooter);
    for (const piece of bytes) this.push(piece);
    if (footer.length > MAX_WORDS) this.#tellCut();
    if (this.#keepsFooter && footer) this.push(Buffer.from(`\n${footer.slice(0, MAX_WORDS)}\n`, 'latin1'));
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
    this.#held = text.slice(until);
  }

  #keepRest(text: string, end: number): void {
    const until = end < 0 ? text.length : end;
    this.#decode(text.slice(0, until));
    this.#held = '';
    this.#add(Buffer.from(text.slice(until), 'latin1'));
  }

  #add(chunk: Buffer): void {
    const kept = chunk.subarray(0, this.#room);
    if (kept.length < chunk.length) this.#tellCut();
    this.#room -= kept.length;
    if (kept.length > 0 || this.#rest.length === 0) this.#rest.push(kept);
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

/**
 * What follows the first end: more base64, piece by piece, and words. Up to the last long line of base64 what is none is noise, or
 * words between; below it the base64 goes on line by line.
 */
function readRest(group: string, rest: string, keepsWords: boolean): [bytes: Buffer[], words: string] {
  const lines = rest.split('\n');
  const lastLong = lines.findLastIndex(isLongBase64);
  // Line by line, each piece put together once: looked at anew with each line, a long file would never end.
  const pieces: string[][] = [[group]];
  const words: string[] = [];
  let isOver = false;
  for (const [index, line] of lines.entries()) {
    const isLast = index === lastLong + 1 && index > 1 && !keepsWords && isPureBase64(line);
    const goesOn = line.trim() === '' || isBase64(line) || isLast || (index === 0 && /^(?:=|.\s*$)/.test(line));
    if (!goesOn && index > lastLong) isOver = true;
    if (isOver || !goesOn) words.push(line);
    else if (words.length > 0 && line.trim() === '') words.push(line);
    else {
      const [goingOn = '', ...begun] = clean(line).split(/=+/);
      pieces.at(-1)?.push(goingOn);
      pieces.push(...begun.map((piece) => [piece]));
    }
  }
  return [pieces.map((piece) => Buffer.from(piece.join(''), 'base64')), words.join('\n').trim()];
}
