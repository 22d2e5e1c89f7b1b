import * as z from 'zod';
import type { RunningDesk } from '../e2e/support/desk.ts';
import { tokensIn } from './errand.ts';

const pageSchema = z.object({
  tickets: z.array(z.object({ id: z.string(), subject: z.string() })),
  unreadable: z.array(z.string()),
  next: z.string().nullable(),
});
const ticketSchema = z.object({ messages: z.array(z.object({ text: z.string() })) });

/** How often each token stands in the desk: as a ticket's subject, and as a message's text. */
export type Stock = { tickets: Map<string, number>; messages: Map<string, number>; unreadable: string[] };

/** Reads the whole desk by its API, as an agent would. */
export async function takeStock(desk: RunningDesk): Promise<Stock> {
  const stock: Stock = { tickets: new Map(), messages: new Map(), unreadable: [] };
  const get = async (path: string) => (await desk.api(path)).json();
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: z.infer<typeof pageSchema> = pageSchema.parse(
      await get(`/api/tickets?limit=100${cursor && `&cursor=${cursor}`}`),
    );
    stock.unreadable.push(...page.unreadable);
    for (const { id, subject } of page.tickets) {
      count(stock.tickets, subject);
      const { messages } = ticketSchema.parse(await get(`/api/tickets/${id}`));
      for (const { text } of messages) count(stock.messages, text);
    }
    cursor = page.next;
  }
  return stock;
}

function count(counts: Map<string, number>, text: string): void {
  for (const token of tokensIn(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
}
