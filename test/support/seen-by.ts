import { conversationFor } from '../../shared/present/conversation-for.ts';
import { readersOf } from '../../shared/ticket/readers.ts';
import type { MemoryDesk } from './memory-desk.ts';
import { messagesOf, ticketsOf } from './stories.ts';

/** All that somebody is shown by their links, on every ticket that they read. */
export async function seenBy(desk: MemoryDesk, reader: string): Promise<string> {
  const theirs = (await ticketsOf(desk)).filter((ticket) =>
    readersOf(ticket).some(({ address }) => address === reader),
  );
  const page = { reader, settings: desk.settings };
  const pages = theirs.map(async (ticket) => conversationFor(ticket, await messagesOf(desk, ticket.id), page));
  return (await Promise.all(pages)).flatMap((messages) => messages.map(({ text }) => text)).join();
}
