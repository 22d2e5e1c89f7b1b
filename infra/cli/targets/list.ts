import { parseArgs } from 'node:util';
import { makeTarget } from '../../../shared/targets/make-target.ts';
import type { Health } from '../../../shared/targets/ports.ts';
import type { Route, StoredTarget } from '../../../shared/targets/stored-target.ts';
import type { Io } from '../command.ts';
import { counted } from '../counted.ts';
import { formatTable, widthOf } from '../table.ts';
import { openTargets } from './open.ts';

const HEADINGS = ['NAME', 'KIND', 'STATE', 'LAST TOLD', 'ROUTES', 'TURN'];

/** `targets list [--json]`: who is told outside, of what, and how each does; nothing secret is shown. */
export async function targetsList(args: string[], io: Io, open = openTargets): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, stage: { type: 'string' } } });
  const desk = await open(values.stage);
  const [targets, secrets, health] = await Promise.all([
    desk.targets.list(),
    desk.secret.read(),
    desk.tellings.health(),
  ]);
  const rows = targets.map((target) => {
    const made = makeTarget(target.kind, secrets[target.name]);
    const found = health.find(({ name }) => name === target.name);
    return { ...target, ...found, ...('why' in made && { unusable: made.why }) };
  });
  if (values.json) {
    for (const row of rows) io.stdout.write(`${JSON.stringify(row)}\n`);
    return 0;
  }
  if (rows.length === 0) io.stdout.write('nobody is told outside: targets add\n');
  else io.stdout.write(formatTable(HEADINGS, rows.map(cells), widthOf(io.stdout)));
  return 0;
}

type Row = StoredTarget & Partial<Health> & { unusable?: string };

function cells(row: Row): string[] {
  const { name, kind, routes, turn, lastOk = '' } = row;
  return [
    name,
    kind,
    stateOf(row),
    lastOk,
    routes.map(wordsOf).join('; or '),
    turn ? `${turn.place} of ${turn.list}` : '',
  ];
}

function stateOf({ unusable, paused, givenUp, failingSince, failures = 0, why, lastOk }: Row): string {
  if (unusable !== undefined) return `cannot be used: ${unusable}`;
  if (paused !== undefined) return `paused since ${paused}`;
  if (givenUp !== undefined) return `given up at ${givenUp}: ${why}`;
  if (failingSince !== undefined) return `fails since ${failingSince}, ${counted(failures, 'failure')}: ${why}`;
  return lastOk === undefined ? 'never told yet' : 'well';
}

function wordsOf({ on, levels, priorities, plans, doors, customers }: Route): string {
  const parts = [on, levels, priorities?.map((each) => `P${each}`), plans, doors, customers];
  return parts.flatMap((part) => (part ? [part.join(',')] : [])).join(' ');
}
