import { Transform } from 'node:stream';
import { decodeLine, hasBegin, isUuencoded, looksUuencoded } from './uuencode.ts';

/** The beginning of a body that tells whether it is what it says. */
const HEAD = 4_000;
/** A text may hold a file that is none: `uuencodedFiles` finds it. */
const NO_TEXT = /^begin [0-7]{3,4} [^\n]*\.(?!te?xt\s*$)\w+\s*$/m;
/** Longer is no line of it. */
const MAX_LINE = 1_000;

/**
 * Undoes uuencoding, an encoding that is older than MIME. What stands around the lines of the file is kept where it is text, and
 * a body that merely says it is encoded so stays as it is.
 */
export class UuencodedBody extends Transform {
  readonly #keepsWords: boolean;
  #isPlain: boolean | undefined;
  /** What the lines are that come. */
  #place: 'above' | 'inside' | 'below' = 'inside';
  /** The last line, which may go on. */
  #held = '';

  constructor(keepsWords: boolean) {
    super();
    this.#keepsWords = keepsWords;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#isPlain === undefined) this.#begin(chunk.subarray(0, HEAD).toString('latin1'));
    if (this.#isPlain) this.push(chunk);
    else this.#decode(this.#held + chunk.toString('latin1'));
    done();
  }

  override _flush(done: () => void): void {
    if (this.#held) this.#decode(`${this.#held}\n`);
    done();
  }

  #decode(text: string): void {
    const lines = text.split('\n');
    this.#held = lines.pop() ?? '';
    if (this.#held.length > MAX_LINE) lines.push(this.#held);
    if (this.#held.length > MAX_LINE) this.#held = '';
    const pieces = lines.map((line) => this.#line(line.trimEnd()));
    const bytes = Buffer.concat(pieces);
    if (bytes.length > 0) this.push(bytes);
  }

  #begin(head: string): void {
    this.#isPlain = !looksUuencoded(head) || (this.#keepsWords && NO_TEXT.test(head));
    if (hasBegin(head)) this.#place = 'above';
  }

  #line(line: string): Buffer {
    const isInside = this.#place === 'inside';
    if (isInside && isUuencoded(line)) return decodeLine(line);
    if (isInside && line === 'end') this.#place = 'below';
    else if (this.#place === 'above' && hasBegin(line)) this.#place = 'inside';
    else if (this.#keepsWords && (!isInside || !/^[` ]?$/.test(line))) return Buffer.from(`${line}\n`, 'latin1');
    return Buffer.alloc(0);
  }
}
