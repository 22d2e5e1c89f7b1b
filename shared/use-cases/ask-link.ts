import { ServiceBusy } from '../outcome.ts';
import type { Desk } from '../ticket/ports.ts';

/**
 * Somebody asks, on the page, for a new link: to the ticket of this number, or to their company's page. Who that is, and whether there is
 * anything to mail, is found out behind the queue: nothing that they see, the time that it takes included, tells them (docs/promise.md
 * section 9). Throws `ServiceBusy` when the queue takes nothing.
 */
export async function askLink(
  desk: Pick<Desk, 'teamMail'>,
  asked: { address: string; ticket?: string },
): Promise<void> {
  const { address, ticket } = asked;
  const put = await desk.teamMail.put([{ linkFor: address, ...(ticket && { ticket }) }]);
  if (put.outcome !== 'done') throw new ServiceBusy(put);
}
