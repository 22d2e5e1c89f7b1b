import { Transform } from 'node:stream';
import { type Decoded, readText } from './charset.ts';
import { metaCharset } from './meta-charset.ts';

/** Marks a charset name, so that the parser hands every text over instead of reading UTF-8 and ASCII by itself. */
const HELD = 'held';

/** What a text is marked with: whether it is HTML, and its label. */
export function textMark(charset: string | undefined, contentType: string | false): string {
  return [HELD, contentType === 'text/html' ? 'html' : 'plain', charset ?? ''].join(' ');
}

/**
 * Takes the place of a charset decoder of the parser: waits for all bytes of a text, because only they tell whether the label is
 * true. `tell` hears in which encoding each was that has no label.
 */
export function heldText(tell: (decoded: Decoded) => void): new (mark: string) => Transform {
  return class HeldText extends Transform {
    readonly #isHtml: boolean;
    readonly #label: string | undefined;
    readonly #chunks: Buffer[] = [];

    constructor(mark: string) {
      super();
      const [, type, ...label] = mark.split(' ');
      this.#isHtml = type === 'html';
      this.#label = label.join(' ') || undefined;
    }

    override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
      this.#chunks.push(chunk);
      done();
    }

    override _flush(done: () => void): void {
      const bytes = Buffer.concat(this.#chunks);
      const label = this.#label ?? (this.#isHtml ? metaCharset(bytes) : undefined);
      const decoded = readText(bytes, label);
      if (label === undefined || decoded.isDoubtful) tell(decoded);
      this.push(decoded.text);
      done();
    }
  };
}
