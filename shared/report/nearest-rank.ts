/**
 * The smallest of these values that at least this share (0 to 1) of them do not exceed: a percentile by nearest rank, always a value that was there.
 * The median of two is the first. `sorted`: ascending; undefined for none.
 */
export function nearestRank(sorted: ArrayLike<number>, share: number): number | undefined {
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1];
}
