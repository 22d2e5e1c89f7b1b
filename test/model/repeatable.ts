/** From here on a wait is no pause but a bound, which no service of a story reaches: it stands. In ms. */
const BOUND_MS = 2_000;

/**
 * Makes runs repeatable and quick, and gives what undoes it: queues spread by chance what comes again, and the desk waits for
 * others by the clock on the wall, who in a story of one process have all gone on by then.
 */
export function makeRepeatable(): () => void {
  const { random } = Math;
  const { setTimeout } = globalThis;
  Math.random = () => 0.5;
  globalThis.setTimeout = ((run: () => void, ms = 0) => setTimeout(run, ms < BOUND_MS ? 0 : ms)) as typeof setTimeout;
  return () => {
    Math.random = random;
    globalThis.setTimeout = setTimeout;
  };
}
