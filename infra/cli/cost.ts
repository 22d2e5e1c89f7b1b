import { parseArgs } from 'node:util';
import { CommandError, type Io } from './command.ts';
import { costOf } from './cost/cost.ts';
import { MEASURED } from './cost/counts.ts';
import { PRICES_AS_OF } from './cost/prices.ts';
import { formatTable } from './table.ts';

/** `cost --tickets N --agents N [--mailed all|mine] [--targets N] [--json]`: dollars a month, by service. Needs no desk. */
export async function cost(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tickets: { type: 'string' },
      agents: { type: 'string' },
      mailed: { type: 'string', default: 'all' },
      targets: { type: 'string', default: '0' },
      json: { type: 'boolean' },
    },
  });
  const { mailed } = values;
  if (mailed !== 'all' && mailed !== 'mine') {
    throw new CommandError('--mailed must be all or mine: of which tickets agents like to be mailed', 2);
  }
  const desk: Parameters<typeof costOf>[0] = {
    mailed,
    tickets: countOf('tickets', values.tickets),
    agents: countOf('agents', values.agents),
    targets: countOf('targets', values.targets, 0),
  };
  const parts = costOf(desk);
  const sum = Object.values(parts).reduce((all, dollars) => all + dollars, 0);
  const as = { ...desk, counted: MEASURED.measured, pricesAsOf: PRICES_AS_OF };
  if (values.json) {
    io.stdout.write(`${JSON.stringify({ ...as, dollars: { ...parts, sum } })}\n`);
    return 0;
  }
  const rows = Object.entries({ ...parts, sum }).map(([name, dollars]) => [name, dollars.toFixed(2)]);
  io.stdout.write(formatTable(['A MONTH', 'DOLLARS'], rows));
  io.stdout.write(`\nCounted on ${MEASURED.measured}, list prices of ${PRICES_AS_OF} from memory: see docs/cost.md.\n`);
  return 0;
}

function countOf(name: 'tickets' | 'agents' | 'targets', text: string | undefined, least = 1): number {
  const count = Number(text);
  if (text === undefined || text.trim() === '' || !(Number.isInteger(count) && count >= least)) {
    const which = least === 0 ? '' : ' above 0';
    throw new CommandError(`--${name} must be a whole number${which}, as in --${name} ${least === 0 ? 2 : 1000}`, 2);
  }
  return count;
}
