import type { InboundMail } from '../mail/inbound.ts';
import { ticketIdFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';

/** Where they wrote from, when that is not where they read. */
type Requester = { from?: string | undefined; address: string };

/** A desk for one mail, or one delivery of a form, and what has it asked ahead. */
export type LookingAhead = {
  desk: Desk;
  /** Who is in the team: of each mail it is asked, whatever becomes of it. */
  team(): void;
  /** What opening a ticket asks of its requester: whose customer they are, and what they were mailed today. */
  opening(requester: Requester): void;
  /**
   * What deciding on a mail asks first; and what opening a ticket asks, of a mail that answers nothing and was sent to no ticket's address: it
   * opens one, most likely. `isHeld`: nothing is asked of a mail that is held for what it carries.
   */
  about(
    mail: InboundMail,
    known: { source: string; requester: Requester; isHeld: boolean; isAddressed: boolean },
  ): void;
};

/**
 * A desk that is asked side by side what one mail needs to know, instead of one after the other: each trip to a store is time that its
 * writer waits (docs/decisions/016-the-way-to-the-acknowledgement.md). An answer that was asked for ahead is given once, to who asks first;
 * whoever asks again is answered anew. The team alone is the same for the whole mail.
 */
export function lookingAhead(desk: Desk): LookingAhead {
  const { tickets, customers, sendCounter } = desk;
  const ticket = ahead((id: string) => tickets.get(id));
  const mailIds = ahead((mailId: string) => tickets.findByMailId(mailId));
  const thread = ahead((root: string) => tickets.threadClaim(root));
  const customer = ahead((address: string) => customers.find(address));
  const mails = ahead((recipient: string, at: string) => sendCounter.recent(recipient, at));
  const agents = ahead(() => desk.agents.list(), { isKept: true });
  const opening: LookingAhead['opening'] = ({ from, address }) => {
    customer.begin(from ?? address);
    mails.begin(address, desk.now().toISOString());
  };
  return {
    desk: {
      ...desk,
      tickets: { ...tickets, get: ticket.ask, findByMailId: mailIds.ask, threadClaim: thread.ask },
      customers: { ...customers, find: customer.ask },
      sendCounter: { ...sendCounter, recent: mails.ask },
      agents: { ...desk.agents, list: agents.ask },
    },
    team: () => agents.begin(),
    opening,
    about(mail, { source, requester, isHeld, isAddressed }) {
      if (mail.bounce || isHeld) return;
      ticket.begin(ticketIdFor(source));
      mailIds.begin(mail.messageId);
      if (isAddressed || mail.inReplyTo !== undefined || mail.references.length > 0) return;
      thread.begin(mail.messageId);
      opening(requester);
    },
  };
}

/** A question that may be begun before it is asked; what it is about is its first argument. `isKept`: one answer is for all who ask. */
function ahead<Args extends [about?: string, ...rest: string[]], Answer>(
  read: (...args: Args) => Promise<Answer>,
  { isKept = false } = {},
) {
  const begun = new Map<string | undefined, Promise<Answer>>();
  const begin = (...args: Args) => {
    const answer = read(...args);
    // Thrown to who asks for it; when nobody does, it has failed for nobody.
    answer.catch(() => {});
    begun.set(args[0], answer);
  };
  const ask = (...args: Args): Promise<Answer> => {
    if (isKept && !begun.has(args[0])) begin(...args);
    const answer = begun.get(args[0]);
    if (!isKept) begun.delete(args[0]);
    return answer ?? read(...args);
  };
  return { begin, ask };
}
