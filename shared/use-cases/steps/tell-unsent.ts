import { mailboxOf } from '../../notify/post.ts';
import type { Outcome } from '../../outcome.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { shortReason } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { recipientsFor } from './recipients.ts';
import { tellTeam } from './tell-team.ts';

/**
 * Hands word that the mail service refused an agent's answer for one of its readers (`to`) to its writer and to whoever hears of a mail that
 * came back (docs/promise.md section 9). `at`: when that came about (ISO, UTC). `isWriterGone`: the writer cannot be told.
 */
export async function tellUnsent(
  desk: Desk,
  ticket: Ticket,
  answer: Message,
  { to: address, reason, at }: { to: string; reason: string; at: string },
  { isWriterGone = false }: { isWriterGone?: boolean } = {},
): Promise<Outcome> {
  const agents = await desk.agents.list();
  const writer = isWriterGone ? [] : agents.filter(({ id }) => id === answer.by).map(mailboxOf);
  const unreached = new Set(isWriterGone ? [answer.by] : []);
  const people = recipientsFor(desk, ticket, 'unsent', agents, unreached);
  const others = people.filter(({ agentId }) => agentId !== answer.by);
  const lost = { address, reason: shortReason(reason) };
  const about = { kind: 'unsent', messageKey: answer.key, cause: 'once', lost } as const;
  return tellTeam(desk, ticket, [...writer, ...others], { at, about });
}
