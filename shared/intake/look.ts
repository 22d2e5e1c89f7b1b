import type { AgentDirectory, CustomerDirectory, Desk, Secrets } from '../ticket/ports.ts';
import type { MailPlace, TicketStore } from '../ticket/ticket-store.ts';

/** What deciding on a mail looks at. It writes nothing, so a desk without tickets will do. */
export type Look = Pick<Desk, 'settings'> & {
  secrets: Pick<Secrets, 'signingKeys'>;
  agents: Pick<AgentDirectory, 'list'>;
  customers: Pick<CustomerDirectory, 'find' | 'get'>;
  tickets: Pick<TicketStore, 'get' | 'getMessage' | 'messages' | 'findByMailId' | 'putOn'>;
};

/** The same for one mail: of each Message-ID it is asked once where it is known from. */
export function lookingOnce(look: Look): Look {
  const asked = new Map<string, Promise<MailPlace[]>>();
  const { tickets } = look;
  const findByMailId = (mailId: string) => {
    const places = asked.get(mailId) ?? tickets.findByMailId(mailId);
    asked.set(mailId, places);
    return places;
  };
  return { ...look, tickets: { ...tickets, findByMailId } };
}
