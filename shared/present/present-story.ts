import type { Message } from '../ticket/message.ts';
import { wasRemoved } from '../ticket/removed-readers.ts';
import type { AuditEntry, Ticket } from '../ticket/ticket.ts';
import type { Conversation } from '../ticket/ticket-store.ts';
import type { OlderTrail } from '../ticket/trail.ts';
import { newestPage, writeCursor } from './newest-page.ts';
import { type Link, presentMessage } from './present-message.ts';
import { presentClock, presentParked, presentTicket, presentWatch } from './present-ticket.ts';

/** A ticket with its clock and the newest of its story: `docs/api.md`. The older pages have addresses of their own. */
export function presentStory(ticket: Ticket, conversation: Conversation, link: Link) {
  const page = presentMessages(conversation.messages, link);
  const changes = presentTrail([newestLines(ticket)]);
  return {
    ...presentTicket(ticket),
    language: ticket.language,
    declared: ticket.declared.map(({ priority, at, raise }) => ({ priority, at, raise: raise ?? null })),
    door: ticket.door ?? null,
    participants: ticket.participants.map(presentPerson),
    proposed: (ticket.proposed ?? []).map((person) => ({
      ...presentPerson(person),
      wasRemoved: wasRemoved(ticket, person.address),
    })),
    fromOutside: (ticket.outside ?? []).map((each) => ({ message: each.message, at: each.at, ...presentPerson(each) })),
    links: ticket.links,
    followLinksFrom: ticket.linksFrom ?? null,
    mergedInto: ticket.mergedInto ?? null,
    disputed: ticket.disputed ?? null,
    satisfaction: ticket.satisfaction?.is ?? null,
    clock: presentClock(ticket),
    watch: presentWatch(ticket),
    escalations: ticket.escalations.map(({ level, due, at }) => ({ level, due, at })),
    parked: presentParked(ticket, conversation.messages),
    redactionDue: presentRedactionDue(conversation.messages),
    ...page,
    unreadableMessages: conversation.unreadable,
    trail: [...changes.trail, ...page.messages.map(lineOf)].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    olderTrail: changes.olderTrail,
  };
}

export type Story = ReturnType<typeof presentStory>;

function presentPerson({ address, name }: { address: string; name?: string | undefined }) {
  return { address, name: name ?? null };
}

/** A page of the messages, in order of time: the newest, or those before a cursor. */
export function presentMessages(messages: readonly Message[], link: Link, before?: string | undefined) {
  const { shown, older } = newestPage(messages, {
    before,
    placeOf: ({ at, key }) => `${at}#${key}`,
    show: (message) => presentMessage(message, link),
  });
  return { messages: shown, olderMessages: older };
}

/** Messages whose hidden parts an admin has still to delete from the bucket (`desk redact`), and how many objects those are. */
function presentRedactionDue(messages: readonly Message[]) {
  return messages.flatMap(({ key, redaction }) =>
    redaction && redaction.due.length > 0 ? [{ message: key, since: redaction.at, objects: redaction.due.length }] : [],
  );
}

type Line = { at: string; by: string; action: string; detail: string | null };

/** A message's line in the trail: a change stands before its message. */
function lineOf({ id, at, author, by, kind }: ReturnType<typeof presentMessage>): Line {
  return { at, by: `${author}:${by}`, action: kind === 'note' ? 'note' : 'message', detail: id };
}

/** A page of the changes, in order of time: the newest, or those before a cursor. `from`: how many lines came before these. */
function presentTrail(
  batches: readonly { from: number; entries: readonly AuditEntry[] }[],
  before?: string | undefined,
) {
  const numbered = batches.flatMap(({ from, entries }) =>
    entries.map((entry, index) => ({ entry, number: from + index })),
  );
  const { shown } = newestPage(numbered, {
    before,
    placeOf: ({ number }) => numberPlace(number),
    show: ({ entry: { at, by, action, detail }, number }) => ({
      number,
      line: { at, by, action, detail: detail ?? null },
    }),
  });
  const first = shown[0]?.number ?? 0;
  return { trail: shown.map(({ line }): Line => line), olderTrail: first > 0 ? writeCursor(numberPlace(first)) : null };
}

/** The whole trail of a ticket; `unreadableTrail`: how many lines there are before each ten that cannot be read. */
export function presentWholeTrail(ticket: Ticket, older: OlderTrail, before?: string | undefined) {
  // A write that failed may have left a copy of lines that are still on the ticket.
  const moved = older.batches.filter(({ from }) => from < ticket.auditMoved);
  return { ...presentTrail([...moved, newestLines(ticket)], before), unreadableTrail: older.unreadable };
}

const newestLines = ({ audit, auditMoved }: Ticket) => ({ from: auditMoved, entries: audit });

const numberPlace = (number: number) => String(number).padStart(9, '0');
