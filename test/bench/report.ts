/** What one measurement found, as a table and the remarks below it. */
export type Measurement = { title: string; headings: string[]; rows: string[][]; notes: string[] };

/** A ratio as a table shows it. */
export function times(ratio: number): string {
  return `${ratio.toFixed(2)} x`;
}

/** `yes`, `NO` or nothing at all when there is no budget. */
export function within(value: number, budget: number | undefined): string {
  if (budget === undefined) return '';
  return value <= budget ? 'yes' : 'NO';
}

/** The middle of the values; of an even number, the lower one of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The value that a quarter is below: for times of whole processes, which others' load can only lengthen. */
export function lowerQuartile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 4)] ?? Number.NaN;
}

/** CPU time that some work takes, in ms, all threads of this process included. */
export async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Says on stderr what goes on, so that the tables alone are on stdout. */
export function progress(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}
