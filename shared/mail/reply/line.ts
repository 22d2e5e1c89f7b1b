/** A longer line is nobody's attribution, header field or footer: it is text, and no pattern is tried on it. */
export const LONGEST_MARK = 600;

/** Characters that show nothing: zero-width ones, joiners, those of direction, the soft hyphen and the mark that Gmail's trackers leave. */
const INVISIBLE = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u1427]/g;

/** The line without spaces around it and without characters that show nothing. */
export function bare(line: string): string {
  return line.replace(INVISIBLE, '').trim();
}

/** True for a line with nothing to see on it. */
export function isBlank(line: string): boolean {
  return bare(line) === '';
}

/** A line that only separates: at least two of `-`, `_`, `=`, `*`, `~` and their kin, with or without spaces. */
export function isRule(line: string): boolean {
  return line.length <= LONGEST_MARK && /^[-_=*~#─—–═\s]{2,}$/.test(bare(line));
}

/** The line above `at` with anything on it; -1 for none. */
export function lastShown(lines: readonly string[], at: number): number {
  let above = at - 1;
  while (above >= 0 && isBlank(lines[above] ?? '')) above -= 1;
  return above;
}
