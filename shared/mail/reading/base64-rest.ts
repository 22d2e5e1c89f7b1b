import { clean, isBase64, isLongBase64, isPureBase64 } from './base64-lines.ts';

/** Characters that are kept until it is known whether base64 goes on below them: of a text far more than is shown, of a file a lot. */
const MOST_OPEN = { text: 2_000_000, file: 12_000_000 };
/** Of the words among them, in characters: no list's footer is as long. */
const MAX_WORDS = 100_000;
/** Each costs something, however short. 40 MB have half a million of the usual length; a blank one between costs little. */
const MAX_LINES = 550_000;
/** Bytes are undone into blocks: hundreds of thousands of padded pieces, each a buffer, would keep the memory busy. */
const BLOCK = 64_000;

/**
 * What follows the first end of base64: more of it, piece by piece, and words. Up to the last long line of base64 what is none is noise, or
 * words between; below it the base64 goes on line by line. What is certain is undone as it comes, so that no file is too long.
 */
export class Base64Rest {
  readonly #keepsWords: boolean;
  readonly #tellCut: () => void;
  /** Blocks since the last call, and the one that is not full. */
  #full: Buffer[] = [];
  #block = Buffer.alloc(0);
  #length = 0;
  /** Of the piece that goes on. */
  #group: string;
  /** Of the line that is not over. */
  #line: string[] = [];
  /** From the first line on that is no base64, unless more of it comes below. */
  #open: string[] = [];
  #openLength = 0;
  /** How many lines were undone, and how many when the last long one was. */
  #count = 0;
  #countAtLong = 0;
  /** Lines with something on them so far. */
  #lines = 0;
  readonly #words: string[] = [];
  #wordsLength = 0;

  /** `group`: the characters above that do not yet make three bytes. `tellCut` hears that more followed than is kept. */
  constructor(group: string, keepsWords: boolean, tellCut: () => void) {
    this.#group = group;
    this.#keepsWords = keepsWords;
    this.#tellCut = tellCut;
  }

  /** The bytes of what is base64 for certain by now. */
  add(text: string): Buffer[] {
    const kept = text.slice(0, MOST_OPEN[this.#keepsWords ? 'text' : 'file'] - this.#openLength);
    if (kept.length < text.length) this.#tellCut();
    const [first = '', ...others] = kept.split('\n');
    this.#line.push(first);
    this.#openLength += first.length;
    for (const line of others) {
      this.#take(this.#line.join(''));
      this.#line = [line];
      this.#openLength += line.length + 1;
    }
    return this.#undone();
  }

  /** The bytes that are left, and the words. */
  end(): { bytes: Buffer[]; words: string } {
    this.#take(this.#line.join(''));
    const isBelowLong = this.#count > 1 && this.#count === this.#countAtLong;
    const [first = ''] = this.#open;
    // The last line of a file may be of any length.
    if (isBelowLong && !this.#keepsWords && isPureBase64(first)) this.#undo(this.#open.shift() ?? '');
    const over = this.#open.findIndex((line) => !goesOn(line));
    const end = over < 0 ? this.#open.length : over;
    for (const line of this.#open.slice(0, end)) this.#settle(line, true);
    for (const line of this.#open.slice(end)) this.#keepWords(line);
    const words = this.#words.join('\n').trim();
    if (words.length > MAX_WORDS) this.#tellCut();
    this.#write(this.#group);
    this.#group = '';
    return { bytes: this.#undone(), words: words.slice(0, MAX_WORDS) };
  }

  #take(line: string): void {
    if (line.trim() !== '') this.#lines += 1;
    if (this.#lines > MAX_LINES) {
      this.#tellCut();
      return;
    }
    const isFirst = this.#count === 0 && this.#open.length === 0;
    const isCertain = this.#open.length === 0 && (goesOn(line) || (isFirst && /^(?:=|.\s*$)/.test(line)));
    if (isCertain) this.#settle(line, true);
    else this.#open.push(line);
    if (isLongBase64(line)) {
      for (const above of this.#open) this.#settle(above, goesOn(above));
      this.#open = [];
      this.#countAtLong = this.#count;
    }
    if (this.#open.length === 0) this.#openLength = 0;
  }

  #settle(line: string, isBase64: boolean): void {
    this.#count += 1;
    if (!isBase64 || (this.#words.length > 0 && line.trim() === '')) this.#keepWords(line);
    else this.#undo(line);
  }

  #undo(line: string): void {
    const [goingOn = '', ...begun] = clean(line).split(/=+/);
    this.#group += goingOn;
    for (const piece of begun) {
      this.#write(this.#group);
      this.#group = piece;
    }
  }

  #keepWords(line: string): void {
    if (this.#wordsLength > MAX_WORDS && line.trim() !== '') this.#tellCut();
    if (this.#wordsLength > MAX_WORDS) return;
    this.#words.push(line);
    this.#wordsLength += line.length + 1;
  }

  #write(base64: string): void {
    if (this.#block.length - this.#length < base64.length) {
      this.#full.push(this.#block.subarray(0, this.#length));
      this.#block = Buffer.allocUnsafe(Math.max(BLOCK, base64.length));
      this.#length = 0;
    }
    this.#length += this.#block.write(base64, this.#length, 'base64');
  }

  #undone(): Buffer[] {
    const whole = this.#group.length - (this.#group.length % 4);
    this.#write(this.#group.slice(0, whole));
    this.#group = this.#group.slice(whole);
    const blocks = [...this.#full, this.#block.subarray(0, this.#length)];
    this.#full = [];
    this.#block = this.#block.subarray(this.#length);
    this.#length = 0;
    return blocks.filter(({ length }) => length > 0);
  }
}

function goesOn(line: string): boolean {
  return line.trim() === '' || isBase64(line);
}
