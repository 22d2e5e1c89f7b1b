import { formatTable } from '../../infra/cli/table.ts';
import type { Mutant } from './mutants.ts';

/** A mutant that was tried: killed when a test failed, or never ended. */
export type Tried = { mutant: Mutant; killed: boolean };

/** The share of mutants that tests found, in whole percent; undefined when none was tried. */
export function scoreOf(tried: readonly Tried[]): number | undefined {
  if (tried.length === 0) return undefined;
  return Math.floor((100 * tried.filter(({ killed }) => killed).length) / tried.length);
}

/** A row for each file, the weakest first, one for each room, and the survivors. */
export function describe(tried: readonly Tried[], rooms: readonly string[]): string {
  const byFile = [...Map.groupBy(tried, ({ mutant }) => mutant.file)].sort(
    ([, a], [, b]) => (scoreOf(a) ?? 0) - (scoreOf(b) ?? 0),
  );
  const byRoom = rooms.map((room): [string, Tried[]] => [room, ofRoom(tried, room)]);
  const rows = [...byFile, ...byRoom].map(([name, some]) => {
    const killed = some.filter((each) => each.killed).length;
    return [name, `${some.length}`, `${killed}`, `${some.length - killed}`, `${scoreOf(some) ?? '-'} %`];
  });
  const survivors = tried
    .filter(({ killed }) => !killed)
    .map(({ mutant: { file, line, before, after } }) => ({
      file,
      line,
      text: `${file}:${line}  ${before}  →  ${after}`,
    }))
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  const list = survivors.map(({ text }) => `${text}\n`).join('');
  return `${formatTable(['FILE', 'TRIED', 'KILLED', 'SURVIVED', 'SCORE'], rows)}\n${list}`;
}

export function ofRoom(tried: readonly Tried[], room: string): Tried[] {
  return tried.filter(({ mutant }) => mutant.file.startsWith(`${room}/`));
}
