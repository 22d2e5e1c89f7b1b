import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { WORDS, wordsKey } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { ADMIN } from '../../../shared/search/writer.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import { type TicketWords, ticketWordsSchema } from '../../../shared/ticket/word-store.ts';
import type { DoctorDesk } from './doctor-desk.ts';
import { brokenFields } from './fields.ts';
import type { Finding } from './finding.ts';

/** What an item still says of what a ticket is found by. */
const legibleSchema = z.object({
  words: z.string().catch(''),
  version: z.number().catch(0),
  at: z.iso.datetime().optional().catch(undefined),
});

/** Looks at the record of what a ticket is found by. */
export function checkWords({ desk, tickets, keep }: DoctorDesk, item: Item): Finding[] {
  if (ticketWordsSchema.safeParse(item).success) return [];
  const id = String(item.pk).slice(WORDS.length);
  return [
    {
      kind: 'unreadable',
      about: `words of ticket ${id}`,
      says: `the ticket is found by old words, and not by new ones: ${brokenFields(ticketWordsSchema, item).join(', ')}`,
      mend: 'make it from the ticket as it stands; search rebuild then takes what else it is found by',
      async repair() {
        const ticket = await ifReadable(desk.tickets.get(id));
        if (!ticket) return 'its ticket has to be read first';
        await keep(item);
        const { words, version, at = ticket.createdAt } = legibleSchema.parse(item);
        // Open: whatever it says, each of the words is entered anew.
        const record: TicketWords = { ticket: id, at, words, version: version + 1, open: true };
        await tickets.client.send(new PutCommand({ TableName: tickets.name, Item: { ...wordsKey(id), ...record } }));
        await indexTicket(desk, id, ADMIN);
        return undefined;
      },
    },
  ];
}
