/** Bytes that any shape of a mail can be read of in a moment: measured in docs/decisions/004-parse-budget.md. */
const HARMLESS_BYTES = 256_000;

/** True for a mail that is read faster than a thread is started, whatever is in it. */
export function isHarmless(raw: Buffer): boolean {
  return raw.length <= HARMLESS_BYTES;
}

/** The parser takes as long for an empty line as for a long one. 40 MB of base64 have half a million lines. */
const MAX_LINES = 2_000_000;
/** The parser compares each line that begins with two dashes with each boundary that is open. */
const MAX_COMPARISONS = 20_000_000;

const LINE_FEED = 0x0a;
/** Where a mail has no other line ends, it becomes one (`raw-mail.ts`). */
const CARRIAGE_RETURN = 0x0d;
const DASH = 0x2d;
/** Turns an ASCII capital into a small letter. */
const SMALL = 0x20;
const BOUNDARY = [...Buffer.from('boundary')];

/** What is read of a mail that is too much: text stands at the beginning, before the files. In bytes. */
const BEGINNING = 1_000_000;
/** Each part may begin with such a line, and the parser's memory grows with the square of nested parts. */
const MAX_DASHED_LINES_OF_BEGINNING = 2_000;

/**
 * How many bytes of the beginning of a mail may be given to the parser, by its shape alone: all of them, but for a mail that
 * is made to keep the parser busy. The same mail always gives the same answer, on any machine.
 */
export function readableBytes(raw: Buffer): number {
  return fittingBytes(raw, Number.POSITIVE_INFINITY);
}

/** The beginning of a mail, of which any shape is read in a moment, and no limit of the parser's is passed but that of a header. */
export function beginningOf(raw: Buffer): Buffer {
  const beginning = raw.subarray(0, BEGINNING);
  return beginning.subarray(0, fittingBytes(beginning, MAX_DASHED_LINES_OF_BEGINNING));
}

function fittingBytes(raw: Buffer, maxDashedLines: number): number {
  let lines = 0;
  let boundaries = 0;
  let dashedLines = 0;
  let comparisons = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0;
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && raw[at + 1] !== LINE_FEED)) {
      lines += 1;
      if (raw[at + 1] === DASH && raw[at + 2] === DASH) {
        dashedLines += 1;
        comparisons += boundaries;
      }
      if (lines > MAX_LINES || comparisons > MAX_COMPARISONS || dashedLines > maxDashedLines) return at + 1;
    } else if ((byte | SMALL) === BOUNDARY[0] && isBoundary(raw, at)) {
      boundaries += 1;
    }
  }
  return raw.length;
}

function isBoundary(raw: Buffer, at: number): boolean {
  return BOUNDARY.every((letter, index) => ((raw[at + index] ?? 0) | SMALL) === letter);
}
