import { Transform } from 'node:stream';

/** Of a body that is put together of several pieces, each padded, or has blank lines in it, so many characters stand in a line. */
const LINE_OF_BASE64 = /^[A-Za-z0-9+/]{40,}={0,2}[ \t]*\r?$/gm;
/** The shorter one behind them. */
const LAST_LINE = /^\s*\n[A-Za-z0-9+/]{1,39}={0,2}[ \t]*\r?(?:\n|$)/;
/** What no base64 has, not even broken one: other characters, or words. */
const FOREIGN = /[^A-Za-z0-9+/=\s]|[A-Za-z0-9+/][ \t]+[A-Za-z0-9+/]/;
const NO_BASE64 = /[^A-Za-z0-9+/]+/g;

/** So much of what follows the first padding is kept until it is known what it is, in bytes. No list's footer is as long. */
const MAX_REST = 100_000;

/**
 * Undoes base64 (RFC 2045, 6.8) up to its padding, or up to a blank line with other text below: there stands what a list server put
 * under the body. With `keepsFooter` that is a part of the text, as it stands there; a file goes without it.
 * `tellCut` hears that more followed than is kept.
 */
export class Base64Body extends Transform {
  readonly #keepsFooter: boolean;
  #isPlain: boolean | undefined;
  /** Characters that do not yet make three bytes. */
  #group = '';
  /** The last character and the line ends behind it: a blank line may follow. */
  #held = '';
  /** From the first padding, or blank line, on. */
  #rest: string | undefined;
  #isOver = false;
  readonly #tellCut: () => void;

  constructor(keepsFooter: boolean, tellCut: () => void = () => {}) {
    super();
    this.#keepsFooter = keepsFooter;
    this.#tellCut = tellCut;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // Words in the first line: a text that says it is base64 and is not.
    this.#isPlain ??= this.#keepsFooter && /^\s*[^\s=]+[ \t]+[^\s=]/.test(chunk.subarray(0, 200).toString('latin1'));
    if (this.#isPlain) this.push(chunk);
    else if (this.#rest !== undefined) this.#afterEnd(chunk);
    else this.#beforeEnd(chunk);
    done();
  }

  override _flush(done: () => void): void {
    const rest = this.#rest ?? '';
    const end = endOfBase64(rest);
    this.#pushPieces(rest.slice(0, end));
    this.push(Buffer.from(this.#group, 'base64'));
    const footer = rest.slice(end).trim();
    if (this.#keepsFooter && footer) this.push(Buffer.from(`\n${footer}\n`, 'latin1'));
    done();
  }

  #beforeEnd(chunk: Buffer): void {
    const text = this.#held + chunk.toString('latin1');
    const end = text.search(/=|[A-Za-z0-9+/]\s*\n\s*\n/);
    const until = end < 0 ? Math.max(0, text.trimEnd().length - 1) : end;
    const body = this.#group + text.slice(0, until).replace(NO_BASE64, '');
    const whole = body.length - (body.length % 4);
    this.#group = body.slice(whole);
    this.#held = end < 0 ? text.slice(until) : '';
    if (whole > 0) this.push(Buffer.from(body.slice(0, whole), 'base64'));
    if (end >= 0) this.#afterEnd(Buffer.from(text.slice(end), 'latin1'));
  }

  /** Bounded: what is surely base64 is undone at once, and of what is none its beginning is kept. */
  #afterEnd(chunk: Buffer): void {
    for (let at = 0; at < chunk.length && !this.#isOver; at += MAX_REST) {
      this.#add(chunk.toString('latin1', at, Math.min(at + MAX_REST, chunk.length)));
    }
  }

  #add(text: string): void {
    const rest = (this.#rest ?? '') + text;
    this.#rest = rest;
    if (rest.length <= MAX_REST) return;
    const sure = sureBase64(rest);
    this.#pushPieces(rest.slice(0, sure));
    this.#rest = rest.slice(sure, sure + MAX_REST);
    this.#isOver = rest.length - sure > MAX_REST;
    if (this.#isOver) this.#tellCut();
  }

  /** What does not yet make three bytes behind the last padding waits for more. */
  #pushPieces(text: string): void {
    const pieces = (this.#group + this.#held + text).split(/=+/).map((piece) => piece.replace(NO_BASE64, ''));
    const last = pieces.pop() ?? '';
    const whole = last.length - (last.length % 4);
    for (const piece of [...pieces, last.slice(0, whole)]) this.push(Buffer.from(piece, 'base64'));
    this.#group = last.slice(whole);
    this.#held = '';
  }
}

/**
 * How much of a rest that is not yet at its end is base64, whatever follows. The last two lines of it wait: a footer begins, and a short
 * line is base64, by what stands beside them.
 */
function sureBase64(rest: string): number {
  const end = FOREIGN.test(rest) ? endOfBase64(rest) : rest.length;
  const lastLine = rest.lastIndexOf('\n', end - 2);
  const sure = rest.lastIndexOf('\n', lastLine - 1) + 1;
  // A line may be as long as the mail; what stays of it is still a line of base64.
  return sure > 0 || end < MAX_REST / 2 ? sure : end - 100;
}

/** Where in what follows the first padding, or a character before a blank line, the base64 is over. */
function endOfBase64(rest: string): number {
  const start = /^(?:=+|[A-Za-z0-9+/])/.exec(rest)?.[0].length ?? 0;
  const more = rest.slice(start);
  let end = 0;
  for (const { 0: line, index } of more.matchAll(LINE_OF_BASE64)) end = index + line.length;
  if (end > 0) return start + end + (LAST_LINE.exec(more.slice(end))?.[0].length ?? 0);
  const isGroups = more.replace(NO_BASE64, '').length % 4 === 0;
  return FOREIGN.test(more) || !isGroups ? start : rest.length;
}
