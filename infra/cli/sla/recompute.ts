import { parseArgs } from 'node:util';
import { checkTimeZone } from '../../../shared/sla/zone.ts';
import { waitingTickets } from '../../../shared/use-cases/recompute.ts';
import { CommandError, type Io } from '../command.ts';
import { type Connect, type Connection, connect } from '../connect.ts';
import { prepareRetiming } from '../retiming.ts';

const OPTIONS = {
  zone: { type: 'string' },
  all: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  stage: { type: 'string' },
} as const;

/**
 * `sla recompute --zone ZONE | --all [--dry-run] [--stage S]`: brings the waiting tickets of a zone up to date, after its rules,
 * the holiday table or the settings have changed (docs/runbook.md).
 */
export async function recompute(args: string[], io: Io, open: Connect<Connection> = connect): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { zone, all = false } = values;
  if ((zone === undefined) !== all) throw new CommandError('say --zone ZONE, or --all', 2);
  if (zone !== undefined) checkTimeZone(zone);
  const desk = await open(values.stage);
  const waiting = await waitingTickets(desk);
  const tickets = waiting.tickets.filter(({ terms }) => all || isSameZone(terms.timeZone, zone));
  io.stdout.write(`${tickets.length} waiting ${all ? '' : `in ${zone}`}; zone data ${process.versions.tz}\n`);
  const customers = await desk.customers.list();
  const reason = `sla recompute, zone data ${process.versions.tz}`;
  const retiming = prepareRetiming(desk, { tickets, unreadable: waiting.unreadable, customers, reason }, io);
  if (values['dry-run']) {
    retiming.foretell();
    return 0;
  }
  await (await retiming.ready())();
  return 0;
}

function isSameZone(one: string, other = ''): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
