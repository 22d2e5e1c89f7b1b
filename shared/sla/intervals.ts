/** Half-open, in milliseconds. */
export type Interval = readonly [from: number, to: number];

/** The same time as disjoint intervals in order; those that touch or overlap become one. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: [number, number][] = [];
  for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** What is left of `intervals` without the time of `holes`. */
export function subtract(intervals: readonly Interval[], holes: readonly Interval[]): Interval[] {
  return holes.reduce<Interval[]>(
    (left, [from, to]) => {
      const parts = left.flatMap(([open, close]): Interval[] => [
        [open, Math.min(close, from)],
        [Math.max(open, to), close],
      ]);
      return parts.filter(([open, close]) => open < close);
    },
    [...intervals],
  );
}
