/**
 * Makes runs repeatable and quick, and gives what undoes it: queues spread by chance what comes again, and the desk waits for
 * others by the clock on the wall, who in a story of one process have all gone on by then.
 */
export function makeRepeatable(): () => void {
  const { random } = Math;
  const { setTimeout } = globalThis;
  Math.random = () => 0.5;
  globalThis.setTimeout = ((run: () => void) => setTimeout(run, 0)) as typeof setTimeout;
  return () => {
    Math.random = random;
    globalThis.setTimeout = setTimeout;
  };
}
