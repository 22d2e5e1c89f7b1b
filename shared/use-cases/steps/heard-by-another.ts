import type { Account } from '../../customer/account.ts';
import type { Recipient } from '../../notify/post.ts';
import { readerOf, recipientsOf } from '../../notify/recipients-of.ts';
import { isWanted } from '../../notify/wanted-notice.ts';
import type { Desk } from '../../ticket/ports.ts';
import { unreachedBy } from './hand-on.ts';
import type { Heard } from './notice-told.ts';
import { withoutWriter } from './tell-writer.ts';

/** What an agent likes; nothing of somebody who is none. Throws what the table throws. */
export async function likedBy(
  { accounts }: Pick<Desk, 'accounts'>,
  { agentId: id, serial }: Recipient,
): Promise<Account> {
  return id === undefined ? {} : accounts.of({ id, serial });
}

/** Whether anybody but its reader is to hear of a message, and wants to. Throws what the table throws. */
export async function isHeardByAnother(
  desk: Desk,
  { record, ticket, kind, message }: Extract<Heard, { message: unknown }>,
): Promise<boolean> {
  const agents = await desk.agents.list();
  const unreached = await unreachedBy(desk, record, agents);
  const { people } = recipientsOf(ticket, kind, { agents, settings: desk.settings, now: desk.now(), unreached });
  for (const person of withoutWriter(people, message)) {
    const reader = readerOf(person);
    if (reader === record.reader) continue;
    if (isWanted(await likedBy(desk, person), record.about, { ticket, reader, isUrgent: false })) return true;
  }
  return false;
}
