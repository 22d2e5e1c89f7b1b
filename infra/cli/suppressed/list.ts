import { parseArgs } from 'node:util';
import { atStage } from '../../../shared/at-stage.ts';
import type { Io } from '../command.ts';
import { formatTable, widthOf } from '../table.ts';
import { type OpenSuppressed, openSuppressed } from './open.ts';

const OPTIONS = { json: { type: 'boolean' }, stage: { type: 'string' } } as const;

/**
 * `suppressed list [--json] [--stage S]`: to whom SES sends nothing. One of the team among them is a warning: they hear of no
 * ticket, and others are told in their place.
 */
export async function suppressedList(args: string[], io: Io, open: OpenSuppressed = openSuppressed): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { agents, settings, suppressed } = await open(values.stage);
  const { lead, manager } = settings.escalation;
  const team = new Set([...(await agents.list()).flatMap(({ addresses }) => addresses), ...lead, ...manager]);
  const rows = (await suppressed.list()).map((each) => ({ ...each, isTeam: team.has(each.address.toLowerCase()) }));
  if (values.json) {
    io.stdout.write(`${JSON.stringify(rows)}\n`);
  } else {
    const cells = rows.map(({ address, reason, at, isTeam }) => [address, reason, at, isTeam ? 'of the team' : '']);
    io.stdout.write(formatTable(['ADDRESS', 'WHY', 'SINCE', 'WHO'], cells, widthOf(io.stdout)));
  }
  for (const { address } of rows.filter(({ isTeam }) => isTeam)) {
    const mend = `suppressed remove ${address}${atStage(values.stage)}`;
    io.stderr.write(`warning: ${address} is of the team and hears of no ticket: ${mend}\n`);
  }
  return 0;
}
