const FENCE = /^\s{0,3}```/;

/**
 * The lines between two fences of backticks, fences included: nothing in there is a quote, a rule or a signature. A fence that
 * nobody closed goes to the end, or to the first line that `endsAt`.
 */
export function codeLines(lines: readonly string[], endsAt: (at: number) => boolean): ReadonlySet<number> {
  const code = new Set<number>();
  let opened: number | undefined;
  lines.forEach((line, at) => {
    if (!FENCE.test(line)) return;
    if (opened === undefined) {
      opened = at;
      return;
    }
    addAll(code, opened, at);
    opened = undefined;
  });
  if (opened === undefined) return code;
  let last = opened;
  while (last + 1 < lines.length && !endsAt(last + 1)) last += 1;
  addAll(code, opened, last);
  return code;
}

function addAll(code: Set<number>, first: number, last: number): void {
  for (let at = first; at <= last; at += 1) code.add(at);
}
