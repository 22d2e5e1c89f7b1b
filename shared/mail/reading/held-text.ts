import { Transform } from 'node:stream';
import { type Decoded, readText } from './charset.ts';
import { metaCharset } from './meta-charset.ts';

/** Marks a charset name, so that the parser hands every text over instead of reading UTF-8 and ASCII by itself. */
const HELD = 'held';

/** Bytes that are kept of one text before it is decoded: far more than what of a text is shown (`text-bounds.ts`), in any charset. */
export const MOST_BYTES = 4_000_000;

/** Room that the texts of a mail have left, in bytes before decoding; whether one found none. */
export type Room = { bytes: number; isCut: boolean };

/** Room for the texts of one mail. */
export function roomForTexts(): Room {
  return { bytes: 12_000_000, isCut: false };
}

/** What a text is marked with: whether it is HTML, and its label. */
export function textMark(charset: string | undefined, contentType: string | false): string {
  return [HELD, contentType === 'text/html' ? 'html' : 'plain', charset ?? ''].join(' ');
}

/**
 * Takes the place of a charset decoder of the parser: waits for all bytes of a text, because only they tell whether the label is
 * true. What finds no room is let go. `tell` hears in which encoding each was that has no label.
 */
export function heldText(room: Room, tell: (decoded: Decoded) => void): new (mark: string) => Transform {
  // Not a class for each mail: the engine makes nothing quick of one that it sees once.
  return HeldText.bind(undefined, room, tell);
}

class HeldText extends Transform {
  readonly #room: Room;
  readonly #tell: (decoded: Decoded) => void;
  readonly #isHtml: boolean;
  readonly #label: string | undefined;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(room: Room, tell: (decoded: Decoded) => void, mark: string) {
    super();
    this.#room = room;
    this.#tell = tell;
    const [, type, ...label] = mark.split(' ');
    this.#isHtml = type === 'html';
    this.#label = label.join(' ') || undefined;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const kept = chunk.subarray(0, Math.min(MOST_BYTES - this.#bytes, this.#room.bytes));
    if (kept.length < chunk.length) this.#room.isCut = true;
    if (kept.length > 0) this.#chunks.push(kept);
    this.#bytes += kept.length;
    this.#room.bytes -= kept.length;
    done();
  }

  override _flush(done: () => void): void {
    const bytes = Buffer.concat(this.#chunks);
    const label = this.#label ?? (this.#isHtml ? metaCharset(bytes) : undefined);
    const decoded = readText(bytes, label);
    if (label === undefined || decoded.isDoubtful) this.#tell(decoded);
    this.push(decoded.text);
    done();
  }
}
