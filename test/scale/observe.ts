import { ticketKey } from '../../shared/aws/keys.ts';
import type { OutgoingMail } from '../../shared/mail/outgoing.ts';
import { dueAt } from '../../shared/ticket/due.ts';
import type { NoticeRecord } from '../../shared/ticket/team-notice.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import type { MemoryTickets } from '../support/memory-tickets.ts';
import { type Kind, type Lateness, noLateness } from './lateness.ts';
import type { Span } from './plan.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What leaves the desk, and how late. */
export type Observer = {
  lateness: Lateness;
  mails: Map<string, number>;
  onSent(mail: OutgoingMail): void;
  onTold(notice: NoticeRecord): void;
  /** Tickets with something that is overdue. */
  owing(): number;
};

/** Watches mails leave and notices be told, of what fell due within `measured`. */
export function observe(time: VirtualTime, measured: Span, items: () => MemoryTickets['items']): Observer {
  const lateness = noLateness();
  const mails = new Map<string, number>();
  const ticketOf = (id: string) => {
    const { pk, sk } = ticketKey(id);
    return items().get(`${pk} ${sk}`) as unknown as Ticket | undefined;
  };
  const late = (kind: Kind, due: string) => {
    const at = Date.parse(due);
    if (at >= measured.from && at < measured.to) lateness[kind].push((time.now().getTime() - at) / 1000);
  };
  const escalated = ({ priority }: Ticket, due: string) => {
    late('escalation', due);
    if (priority === 1) late('escalation of a P1', due);
  };
  return {
    lateness,
    mails,
    onSent({ tags = {} }) {
      const { purpose = '', ticket: id = '' } = tags;
      mails.set(purpose, (mails.get(purpose) ?? 0) + 1);
      const ticket = ticketOf(id);
      const due = ticket?.escalations.at(-1)?.due;
      if (ticket && purpose === 'acknowledgement') late('acknowledgement', ticket.createdAt);
      if (ticket && purpose === 'escalation' && due) escalated(ticket, due);
    },
    onTold({ about, at, ticketId, told }) {
      if (about.kind === 'new') late('notice', at);
      // One that went alone was seen as a mail.
      const ticket = about.kind === 'level' && told === 'digest' ? ticketOf(ticketId) : undefined;
      const due = ticket?.escalations.find(({ timer }) => about.kind === 'level' && timer === about.timer)?.due;
      if (ticket && due) escalated(ticket, due);
    },
    owing() {
      const now = time.now().toISOString();
      const isOwing = (ticket: Ticket) => (dueAt(ticket) ?? '~') < now;
      return [...items().values()].filter((item) => item.sk === 'TICKET' && isOwing(item as unknown as Ticket)).length;
    },
  };
}
