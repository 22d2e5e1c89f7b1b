const FENCE = /^\s{0,3}```/;

/** The lines between two fences of backticks, fences included: nothing in there is a quote, a rule or a signature. */
export function codeLines(lines: readonly string[]): ReadonlySet<number> {
  const code = new Set<number>();
  let opened: number | undefined;
  lines.forEach((line, at) => {
    if (!FENCE.test(line)) return;
    if (opened === undefined) {
      opened = at;
      return;
    }
    for (let inside = opened; inside <= at; inside += 1) code.add(inside);
    opened = undefined;
  });
  return code;
}
