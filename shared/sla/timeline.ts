import { type Interval, merge } from './intervals.ts';
import { DAY } from './local-date.ts';
import { SlaError } from './sla-error.ts';
import { offsetPieces, type Piece } from './zone.ts';

/** The openings of a local date (days since 1970-01-01), in milliseconds since its midnight, disjoint and in order. */
export type DayRule = (day: number) => readonly Interval[];

const YEAR = 365.25 * DAY;
/** What a first deadline compiles: it nearly always falls within it, and a cold function pays for no more. */
const FIRST = 35 * DAY;
/** The farthest a clock looks: a calendar that is closed for so long is a mistake, and must end with an error. */
export const HORIZON = 100 * YEAR;
/** A range that lies farther than this from what is compiled replaces it, instead of everything between being compiled. */
const FAR = 10 * YEAR;
/** `Date` ends at 8.64e15 ms. */
const LAST_INSTANT = 8.64e15 - 2 * HORIZON;

/**
 * The openings of a schedule as UTC segments with prefix sums, over a range that grows on demand at both ends.
 *
 * An instant is open when its local reading, at the offset of that instant, falls into an opening of its local date
 * (promise.md section 3). So time is cut where the offset changes; within a piece, local openings are shifted by one
 * integer and clipped to the piece. Skipped and repeated hours need no case of their own, since no wall time is resolved.
 */
export class Timeline {
  readonly timeZone: string;
  readonly #rule: DayRule;
  /** What is compiled: [from, to). */
  from = 0;
  to = 0;
  /** Disjoint, in order, never touching. */
  starts = new Float64Array(0);
  ends = new Float64Array(0);
  /** Open milliseconds before each segment; one entry more than segments, the last is the total. */
  before = new Float64Array(1);
  /** For each day since `from`, the index of the first segment that ends after the day began; one entry more for its end. */
  #firstOfDay = new Uint32Array(1);

  constructor(timeZone: string, rule: DayRule) {
    this.timeZone = timeZone;
    this.#rule = rule;
  }

  /** Compiles as much as [from, to] needs. Refuses instants that no `Date` has, and more than the horizon (`beyond-horizon`). */
  cover(from: number, to: number): void {
    if (from >= this.from && to < this.to) return;
    this.#reach(from, to);
  }

  /** Compiles more of the future. */
  grow(): void {
    this.#set(this.from, this.to + this.#step());
  }

  /**
   * The index of the first segment that ends after an instant of the compiled range; their number when there is none. The day's
   * entry leaves a step or two of the search, however much is compiled: it is most of what a deadline costs.
   */
  segmentAt(instant: number): number {
    const { ends } = this;
    const day = Math.floor((instant - this.from) / DAY);
    let low = this.#firstOfDay[day] as number;
    let high = this.#firstOfDay[day + 1] as number;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] as number) > instant) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #reach(from: number, to: number): void {
    if (![from, to].every((instant) => Number.isSafeInteger(instant) && Math.abs(instant) <= LAST_INSTANT)) {
      throw new SlaError(
        'invalid-instant',
        'The clock reads instants as whole milliseconds within the years a Date has',
      );
    }
    if (to - from > HORIZON) throw new SlaError('beyond-horizon', 'The clock looks no farther than 100 years');
    if (this.from === this.to || from > this.to + FAR || to < this.from - FAR) this.#restart(from);
    while (from < this.from) this.#set(this.from - this.#step(), this.to);
    while (to >= this.to) this.grow();
  }

  /** Doubling keeps the work in proportion to the range, whatever the number of steps. */
  #step(): number {
    return Math.min(Math.max(this.to - this.from, FIRST), FAR);
  }

  /** Starts a week early: a desk also looks back a little, at tickets that wait already. */
  #restart(instant: number): void {
    this.from = this.to = Math.floor(instant / DAY) * DAY - 7 * DAY;
    this.#store([]);
  }

  /** Widens the compiled range to [from, to). */
  #set(from: number, to: number): void {
    const known = Array.from(this.starts, (start, index): Interval => [start, this.ends[index] as number]);
    const segments = merge([...this.#compile(from, this.from), ...known, ...this.#compile(this.to, to)]);
    this.from = from;
    this.to = to;
    this.#store(segments);
  }

  #store(segments: readonly Interval[]): void {
    this.starts = Float64Array.from(segments, ([start]) => start);
    this.ends = Float64Array.from(segments, ([, end]) => end);
    this.before = new Float64Array(segments.length + 1);
    segments.forEach(([start, end], index) => {
      this.before[index + 1] = (this.before[index] as number) + end - start;
    });
    let index = 0;
    this.#firstOfDay = Uint32Array.from({ length: Math.ceil((this.to - this.from) / DAY) + 1 }, (_, day) => {
      while (index < segments.length && (this.ends[index] as number) <= this.from + day * DAY) index++;
      return index;
    });
  }

  #compile(from: number, to: number): Interval[] {
    return from < to ? offsetPieces(this.timeZone, from, to).flatMap((piece) => this.#openingsIn(piece)) : [];
  }

  #openingsIn({ from, to, offset }: Piece): Interval[] {
    const openings: Interval[] = [];
    for (let day = Math.floor((from + offset) / DAY); day * DAY - offset < to; day++) {
      for (const [open, close] of this.#rule(day)) {
        const start = Math.max(from, day * DAY + open - offset);
        const end = Math.min(to, day * DAY + close - offset);
        if (start < end) openings.push([start, end]);
      }
    }
    return openings;
  }
}
