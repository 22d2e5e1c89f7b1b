import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addMeters } from '../../support/metered-dynamo.ts';
import { ticketsOf } from '../../support/stories.ts';
import { type Measurement, progress, within } from '../report.ts';
import { BUDGETS } from './budgets.ts';
import { type MeteredDesk, startMeteredDesk } from './metered-desk.ts';
import {
  type Cost,
  measureLists,
  measureMessages,
  measureOpenAndAnswer,
  measureSweep,
  measureTicket,
  measureWords,
} from './operations.ts';
import { measureTeamMail } from './team-mail.ts';

/** Units of the table per operation, counted on the wire (docs/data-model.md). */
export async function measureUnits(): Promise<Measurement> {
  progress('counting read and write units');
  const costs = [
    ...(await measureTickets()),
    ...(await onNewDesk((metered) => withSample(metered, measureLists))),
    await onNewDesk((metered) => withSample(metered, (on, sample) => measureMessages(on, sample, 200))),
    await onNewDesk((metered) => withSample(metered, (on, sample) => measureMessages(on, sample, 2_000))),
  ];
  return {
    title: 'Read and write units of DynamoDB',
    headings: ['OPERATION', 'WRITES', 'WITHIN', 'READS', 'WITHIN', 'CALLS'],
    rows: costs.map(({ name, meter: { writes, reads, calls } }) => {
      const budget = BUDGETS[name];
      return [name, `${writes}`, within(writes, budget?.writes), `${reads}`, within(reads, budget?.reads), `${calls}`];
    }),
    notes: [],
  };
}

/** All that is about one ticket, and the sweep. */
export async function measureTickets(): Promise<Cost[]> {
  return [
    sumOf('opened and answered, mails of text', await onNewDesk((metered) => measureOpenAndAnswer(metered))),
    sumOf('opened and answered, 16 kB of HTML', await onNewDesk((metered) => measureOpenAndAnswer(metered, 16_000))),
    ...(await onNewDesk(measureTicket)),
    ...(await onNewDesk(measureSweep)),
    ...(await onNewDesk(measureTeamMail)),
    ...(await onNewDesk(measureWords)),
  ];
}

/** Runs `use` on a desk of its own: what one operation leaves behind must not make another one dearer. */
export async function onNewDesk<T>(use: (metered: MeteredDesk) => Promise<T>): Promise<T> {
  const metered = await startMeteredDesk();
  try {
    return await use(metered);
  } finally {
    await metered.close();
  }
}

/** Gives `use` a ticket as the desk makes it. */
export async function withSample<T>(
  metered: MeteredDesk,
  use: (metered: MeteredDesk, sample: Ticket) => Promise<T>,
): Promise<T> {
  await measureOpenAndAnswer(metered);
  const [sample] = await ticketsOf(metered.unmetered);
  if (!sample) throw new Error('there is no ticket');
  return use(metered, sample);
}

/** Several operations as one. */
function sumOf(name: string, costs: readonly Cost[]): Cost {
  return { name, meter: costs.map(({ meter }) => meter).reduce(addMeters) };
}
