import { PublicError } from '../public-error.ts';

/** A page is at most so many entries, and so many bytes of JSON: an answer stays far below the 6 MB that Lambda gives back. */
const MOST = { entries: 50, bytes: 1_000_000 };

/** A page of a story, in order of time, and the cursor of the page before it. */
export type Page<Shown> = { shown: Shown[]; older: string | null };

/**
 * The newest entries of a story that is in order of time, before the cursor when there is one. `placeOf` is where an entry
 * stands, unique and in that order. At least one entry, however large. Throws a 400 for a cursor that is none.
 */
export function newestPage<Entry, Shown>(
  entries: readonly Entry[],
  {
    before,
    placeOf,
    show,
  }: { before?: string | undefined; placeOf: (entry: Entry) => string; show: (entry: Entry) => Shown },
): Page<Shown> {
  const end = before === undefined ? undefined : readCursor(before);
  const candidates = end === undefined ? entries : entries.filter((entry) => placeOf(entry) < end);
  const shown: Shown[] = [];
  let bytes = 0;
  for (const entry of candidates.toReversed()) {
    const next = show(entry);
    bytes += Buffer.byteLength(JSON.stringify(next));
    if (shown.length > 0 && (shown.length === MOST.entries || bytes > MOST.bytes)) break;
    shown.unshift(next);
  }
  const first = candidates[candidates.length - shown.length];
  const hasOlder = first !== undefined && shown.length < candidates.length;
  return { shown, older: hasOlder ? writeCursor(placeOf(first)) : null };
}

/** A place in a story as the cursor of the page before it. */
export function writeCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

function readCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (/^[\w.:#-]{1,100}$/.test(place)) return place;
  const message = 'use the cursor that the page after it gave, or leave it out';
  throw new PublicError(400, 'The request is not valid.', [{ field: 'before', message }]);
}
