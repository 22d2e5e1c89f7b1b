import type { AgentDirectory, CustomerDirectory, Desk, Secrets } from '../ticket/ports.ts';
import type { TicketStore } from '../ticket/ticket-store.ts';

/** What deciding on a mail looks at. It writes nothing, so a desk without tickets will do. */
export type Look = Pick<Desk, 'settings'> & {
  secrets: Pick<Secrets, 'signingKeys'>;
  agents: Pick<AgentDirectory, 'list'>;
  customers: Pick<CustomerDirectory, 'find'>;
  tickets: Pick<TicketStore, 'get' | 'getMessage' | 'messages' | 'findByMailId'>;
};
