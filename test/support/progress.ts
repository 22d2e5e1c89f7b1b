/** A line that is written over itself on a terminal; a line a minute where output is kept. */
export function progressLine(write: (line: string) => void, isTerminal: boolean) {
  const EVERY_MS = isTerminal ? 500 : 60_000;
  let next = 0;
  return (line: () => string): void => {
    if (Date.now() < next) return;
    next = Date.now() + EVERY_MS;
    write(isTerminal ? `\r\u001b[K${line()}` : `${line()}\n`);
  };
}

/** `[######....]` for 0.6. */
export function bar(share: number): string {
  const WIDTH = 30;
  const full = Math.round(Math.min(1, share) * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
}
