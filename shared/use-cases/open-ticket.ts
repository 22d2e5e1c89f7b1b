import { cutBytes } from '../bytes.ts';
import type { Customer } from '../customer/customer.ts';
import { customerOf } from '../customer/customer-of.ts';
import { LANGUAGES } from '../language.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { METRIC } from '../names.ts';
import type { Priority } from '../sla/terms.ts';
import { audited, firstTimer } from '../ticket/clock.ts';
import { reportWarnings, withWarnings } from '../ticket/clock-warnings.ts';
import { snapshotOf } from '../ticket/customer-snapshot.ts';
import type { Door } from '../ticket/desk-addresses.ts';
import { firstClock } from '../ticket/first-clock.ts';
import { ticketIdFor } from '../ticket/identity.ts';
import type { Link } from '../ticket/links.ts';
import { shortName, withParticipants, withProposed } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { isSmoke, SMOKE_PRIORITY, smokeTerms } from '../ticket/smoke.ts';
import { claim, isLeft, TaskBusy } from '../ticket/task.ts';
import { type Channel, MOST_SUBJECT_BYTES, type Ticket } from '../ticket/ticket.ts';
import type { Undone } from '../ticket/undone.ts';
import { withOlderHidden } from './steps/hide-in-linked.ts';
import type { MessageFile } from './steps/message-files.ts';
import { noteKeptAgain } from './steps/note-copy.ts';
import { claimOpening, finishOpening } from './steps/opening.ts';
import { newMessage, storeMessage } from './steps/store-message.ts';

/** A request as a door hands it in, already parsed. */
export type TicketRequest = {
  /** Channel and the channel's own id: a second delivery of the same request has the same. */
  source: string;
  channel: Channel;
  /** When it reached the desk (ISO, UTC): the start of the clock. */
  receivedAt: string;
  requester: Ticket['requester'];
  /** Who wrote it, proved, when that is not who asks: an agent, to the requester. */
  writer?: Mailbox | undefined;
  /** Whom the requester copied, without addresses of ours. */
  participants?: Ticket['participants'];
  subject: string;
  text: string;
  /** What of the text its writer added, without quotes and signature. */
  replyText?: string | undefined;
  html?: string | undefined;
  attachments: MessageFile[];
  /** As the requester or the agent chose it; else the default. */
  priority?: Priority | undefined;
  /** Id of the agent who has it already. */
  assignee?: string | undefined;
  /** ISO 639-1, guessed: for a requester whose customer record names none. */
  language?: string | undefined;
  /** Where it came in, and what that means for what nobody says. */
  door?: Door;
  messageId?: string | undefined;
  /** Named in a mail that proves nothing: they are proposed to the agents. */
  proposed?: Ticket['participants'];
  /** Whom agents removed from the older ticket that it goes on with. */
  removedReaders?: Ticket['removedReaders'];
  /** The older ticket that the requester wrote about. */
  older?: Link | undefined;
  /** Id of a duplicate that its writer reads, where the older one goes on for it. */
  readOn?: string | undefined;
  /** Key of the raw mail. */
  raw?: string | undefined;
  /** Acknowledge nobody: the request came from a machine. */
  silent: boolean;
  /** It is one of too many, see `shared/ticket/flood.ts`. */
  flood?: boolean;
  /** It is of `desk smoke`: signed so, and by nothing else. */
  smoke?: true | undefined;
  warnings: string[];
  /** It was meant for something else, and that is not done. */
  undone?: Undone | undefined;
  /** Author for the audit trail: `customer:<address>` or `agent:<id>`. */
  by: string;
  /** Somebody let it out of quarantine. */
  released?: Release | undefined;
};

/** Who let a mail out, `agent:<id>`, and which entry of the quarantine it was. */
export type Release = { by: string; entry: string };

/** How often a delivery looks again while another one is opening the same ticket, and how long it waits between, in ms. */
const PATIENCE = { looks: 10, pause: 200 };

/**
 * A request becomes a ticket with a deadline; the same request again finds its ticket.
 *
 * 1. Find the customer and plan the first response on their terms.
 * 2. Create the ticket, with what was hidden where its writer belongs hidden, or find the one this request made before and go on where that delivery stopped.
 * 3. Store the message and its attachments.
 * 4. Register the timer, acknowledge, tell the agents.
 *
 * Throws `TaskBusy` while another delivery of the same request is at work, and whatever a port throws: in both cases the
 * delivery is to be repeated, and nothing is done twice.
 */
export async function openTicket(desk: Desk, request: TicketRequest): Promise<{ ticket: Ticket; duplicate: boolean }> {
  const customer = isSmoke(request) ? undefined : await customerOf(desk, request.requester);
  const { draft, hidden } = await withOlderHidden(desk, draftTicket(desk, request, customer), request);
  const { ticket, duplicate } = await createOrFind(desk, draft);

  const { requester, writer = requester } = request;
  const message = newMessage({
    ticketId: ticket.id,
    source: request.source,
    author: 'customer',
    by: writer.address,
    name: writer.name,
    verified: request.writer !== undefined || requester.verified,
    kind: 'public',
    at: request.receivedAt,
    subject: request.subject,
    text: request.text,
    replyText: request.replyText,
    messageId: request.messageId,
    raw: request.raw,
    ...(request.undone && { undone: request.undone }),
    warnings: request.warnings,
  });
  const isDone = ticket.opening.state === 'done';
  // A sweep that came first may have finished the opening; what the requester wrote is stored all the same.
  const before = isDone && (await desk.tickets.getMessage(ticket.id, message.key));
  if (before) {
    if (request.raw !== undefined && before.redaction) await noteKeptAgain(desk, before, request.raw);
    return { ticket, duplicate };
  }
  const hiding = { ...ticket, redactions: [...(ticket.redactions ?? []), ...hidden] };
  const stored = await storeMessage(desk, message, { html: request.html, files: request.attachments }, hiding);
  return { ticket: isDone ? ticket : await finishOpening(desk, ticket, stored), duplicate };
}

/** The ticket as it would be created, with the id of a first attempt. */
function draftTicket(desk: Desk, request: TicketRequest, customer: Customer | undefined): Ticket {
  const settings = { ...desk.settings, defaults: { ...desk.settings.defaults, ...request.door?.defaults } };
  const guessed = LANGUAGES.find((known) => known === request.language);
  const language = customer?.language ?? request.door?.defaults.language ?? guessed ?? settings.defaults.language;
  // Whoever is a customer's is told of, whatever else says that it is not.
  const smoke = isSmoke(request);
  const priority = smoke ? SMOKE_PRIORITY : (request.priority ?? settings.defaults.priority);
  const whose = smoke ? smokeTerms(settings) : customer;
  const { terms, clock, problem } = firstClock(settings, whose, priority, request.receivedAt);
  if (problem !== undefined) desk.log.error("a ticket is not on its customer's terms", { problem });
  const ticket: Ticket = {
    id: ticketIdFor(request.source),
    source: request.source,
    channel: request.channel,
    ...(request.raw && { raw: request.raw }),
    ...(request.door && { door: request.door.name }),
    state: 'waiting',
    priority,
    declared: request.priority ? [{ priority: request.priority, at: request.receivedAt }] : [],
    subject: cutBytes(request.subject, MOST_SUBJECT_BYTES),
    requester: { ...request.requester, name: shortName(request.requester.name) },
    participants: [],
    ...(request.removedReaders && { removedReaders: request.removedReaders }),
    customer: customer && snapshotOf(customer),
    terms,
    language,
    clock,
    timer: firstTimer(clock, desk.now().toISOString()),
    messageId: request.messageId,
    ...(request.assignee && { assignee: request.assignee }),
    silent: request.silent,
    ...(request.flood && { flood: true }),
    ...(smoke && { smoke: true as const }),
    opening: claim(desk.machineNow()),
    escalations: [],
    lastPublic: { at: request.receivedAt, by: 'customer' },
    links: request.older ? [request.older] : [],
    tags: [],
    sent: [],
    audit: [],
    auditMoved: 0,
    createdAt: request.receivedAt,
    version: 1,
  };
  const withPeople = withProposed(withParticipants(ticket, request.participants ?? []), request.proposed ?? []);
  const opened = audited(withPeople, {
    at: request.receivedAt,
    by: request.by,
    action: 'opened',
    detail: clock.why,
  });
  const warned = withWarnings(opened, { at: request.receivedAt, problem });
  return request.released ? withRelease(warned, request.released, desk.now().toISOString()) : warned;
}

/** The ticket with the line that says who let its mail out; it stands there once. `at`: ISO, UTC. */
export function withRelease(ticket: Ticket, { by, entry }: Release, at: string): Ticket {
  return audited(ticket, { at, by, action: 'released', detail: entry }, { once: true });
}

/** Creates the ticket, stepping over ids that tickets of other sources took; or takes over the one of this source. */
async function createOrFind(desk: Desk, draft: Ticket): Promise<{ ticket: Ticket; duplicate: boolean }> {
  for (let attempt = 0; ; attempt += 1) {
    const ticket = { ...draft, id: ticketIdFor(draft.source, attempt) };
    const created = await desk.tickets.create(ticket);
    if (created) {
      if (!created.smoke) desk.log.count(METRIC.ticketOpened);
      reportWarnings(desk, created);
      return { ticket: created, duplicate: false };
    }
    const existing = await desk.tickets.get(ticket.id);
    if (existing?.source === draft.source) {
      desk.log.count(METRIC.duplicate);
      return { ticket: await takeOver(desk, existing), duplicate: true };
    }
  }
}

/** The ticket with its opening done, or with the claim on what is left of it. */
async function takeOver(desk: Desk, existing: Ticket): Promise<Ticket> {
  let ticket = existing;
  for (let look = 0; look < PATIENCE.looks; look += 1) {
    if (ticket.opening.state === 'done') return ticket;
    if (isLeft(ticket.opening, desk.machineNow())) {
      const claimed = await claimOpening(desk, ticket);
      if (claimed) return claimed;
    }
    await new Promise((resolve) => setTimeout(resolve, PATIENCE.pause));
    ticket = (await desk.tickets.get(ticket.id)) ?? ticket;
  }
  throw new TaskBusy();
}
