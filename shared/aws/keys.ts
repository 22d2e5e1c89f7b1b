import { createHash } from 'node:crypto';
import { cutBytes } from '../bytes.ts';
import type { Priority } from '../sla/terms.ts';
import type { MailRef } from '../ticket/mail-report.ts';
import { quarantineMonth } from '../ticket/quarantine.ts';
import type { RepliesOf } from '../ticket/saved-reply.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { ClaimedTask } from '../ticket/ticket-store.ts';
import { type View, viewKeyOf, viewOf } from '../ticket/view.ts';

/** Every key of the two tables, see docs/data-model.md. A partition key has at most 2,048 bytes, a sort key 1,024. */

/** Of either table: what a caller may put into a key, bounded in bytes, so that no stranger's text makes a write fail. */
export function keyPart(text: string, bytes = 255): string {
  return cutBytes(text, bytes);
}

export const TICKET = 'TICKET#';
export const MESSAGE = 'MESSAGE#';
export const AUDIT = 'AUDIT#';
export const REFERRED = 'REFERRED#';
export const CAME = 'CAME#';
/** The sort key of the tickets themselves. */
export const TICKET_SORT = 'TICKET';

export const ticketKey = (id: string) => ({ pk: TICKET + keyPart(id), sk: TICKET_SORT });
export const messageKey = (ticketId: string, key: string) => ({
  pk: TICKET + keyPart(ticketId),
  sk: MESSAGE + keyPart(key),
});
/** `from`: how many lines of the trail there are before these. */
export const auditKey = (ticketId: string, from: number) => ({
  pk: TICKET + keyPart(ticketId),
  sk: AUDIT + String(from).padStart(6, '0'),
});
/** All steps of a task that were noted under one claim. */
export const stepsPrefix = ({ task, until }: ClaimedTask) => `STEP#${keyPart(task)}#${keyPart(until, 40)}#`;
export const stepKey = (task: ClaimedTask, step: string) => ({
  pk: TICKET + keyPart(task.ticketId),
  sk: stepsPrefix(task) + keyPart(step, 400),
});
export const referredKey = (ticketId: string, mailId: string) => ({
  pk: TICKET + keyPart(ticketId),
  sk: REFERRED + mailIdKey(mailId),
});

/** What the console keeps of an agent. Of one agent: the next of that id has another serial. */
export const accountKey = ({ id, serial = 0 }: { id: string; serial?: number | undefined }) => ({
  pk: `ACCOUNT#${keyPart(id)}`,
  sk: String(serial),
});

/** Who has which ticket open: one partition, an item an agent. */
export const PRESENCE = 'PRESENCE';
export const presenceKey = (agentId: string) => ({ pk: PRESENCE, sk: keyPart(agentId) });

/** Saved replies: the team's are a partition, and those of all agents of an id are one, by the agent's serial. */
const REPLIES = 'REPLIES';
export const repliesPartition = (owner: RepliesOf) => (owner === 'team' ? REPLIES : `${REPLIES}#${keyPart(owner.id)}`);
export const repliesPrefix = (owner: RepliesOf) => (owner === 'team' ? 'REPLY#' : `REPLY#${owner.serial ?? 0}#`);
export const replyKey = (owner: RepliesOf, id: string) => ({
  pk: repliesPartition(owner),
  sk: repliesPrefix(owner) + keyPart(id),
});

/** What a message came as that is found by what it went out as. */
export const cameKey = (ticketId: string, key: string) => ({
  pk: TICKET + keyPart(ticketId),
  sk: CAME + keyPart(key),
});

/** On which other ticket a message was put that came to a signed address of this one. */
export const putKey = (ticketId: string, key: string) => ({
  pk: TICKET + keyPart(ticketId),
  sk: `PUT#${keyPart(key)}`,
});

/** What became of one mail to one recipient. */
export const mailReportKey = ({ ticketId, mail, to }: MailRef) => ({
  pk: TICKET + keyPart(ticketId),
  sk: `SENT#${keyPart(mail)}#${keyPart(to)}`,
});

export const threadKey = (root: string) => ({ pk: `THREAD#${mailIdKey(root)}`, sk: 'THREAD' });

/** All customers, and all agents, are one partition each: few, listed whole, written by an admin. */
export const CUSTOMERS = 'CUSTOMERS';
export const AGENTS = 'AGENTS';
export const customerKey = (id: string) => ({ pk: CUSTOMERS, sk: keyPart(id) });
export const contactKey = (contact: string) => ({ pk: `CONTACT#${keyPart(contact, 320)}`, sk: 'CONTACT' });
export const agentKey = (id: string) => ({ pk: AGENTS, sk: keyPart(id) });
/** Not with those who are there: every mail reads them all. */
export const FORMER_AGENTS = 'FORMER_AGENTS';
export const formerAgentKey = (id: string) => ({ pk: FORMER_AGENTS, sk: keyPart(id) });

/** Quarantined mails are a partition a month (`YYYY-MM`): a flood of one month slows no other. */
export const quarantineKey = (month: string, id: string) => ({ pk: `QUARANTINE#${month}`, sk: id });
export const quarantineEntryKey = (id: string) => quarantineKey(quarantineMonth(id), id);

/** What somebody of the team is told, or was: by ticket, and of one ticket by when it came about. */
const NOTICES = 'NOTICES#';
export const noticeKey = (reader: string, name: string) => ({
  pk: NOTICES + keyPart(reader, 320),
  sk: keyPart(name, 500),
});
/** What went to a reader in a minute (`YYYY-MM-DDTHH:mm`). No ticket's number begins so. */
export const minuteKey = (reader: string, minute: string) => noticeKey(reader, `MINUTE#${minute}`);
/** Those for whom something was ever left to the sweep. */
export const NOTICE_READERS_KEY = { pk: 'NOTICES', sk: 'READERS' };
/** Partition of the due index with what waits for a reader. */
export const noticeShard = (reader: string) => NOTICES + keyPart(reader, 320);

/** Unproved requests of a domain in a UTC hour (`YYYY-MM-DDTHH`). No domain that exists has 255 bytes. */
export const floodKey = (domain: string, hour: string) => ({ pk: `FLOOD#${keyPart(domain)}`, sk: hour });

/** Requests of pages, of what a cap counts, in a window of time that begins then (ISO, UTC). */
export const pageKey = (of: string, from: string) => ({ pk: `PAGE#${keyPart(of)}`, sk: from });

/** What came of the sources of forms: one partition, few of them, listed whole. */
export const FORMS = 'FORMS';
export const formKey = (name: string) => ({ pk: FORMS, sk: keyPart(name) });
/** Deliveries of a source that were refused for their body, each by where it is kept. */
export const rejectedKey = (name: string, raw: string) => ({ pk: `${FORMS}#${keyPart(name)}`, sk: keyPart(raw, 500) });

/** Targets: one partition in either table, of the people's as admins set them, of the tickets' how each does. Few, listed whole. */
export const TARGETS = 'TARGETS';
export const targetKey = (name: string) => ({ pk: TARGETS, sk: keyPart(name) });
/** What became of telling a target of an event. */
export const TOLD = 'TOLD#';
export const toldKey = (target: string, event: string) => ({ pk: TOLD + keyPart(target), sk: keyPart(event, 500) });

/** How full a bucket of tokens is. A form's name has at most 64 bytes. */
export const bucketKey = (name: string) => ({ pk: `BUCKET#${keyPart(name)}`, sk: 'BUCKET' });

/** What reports know of the tickets that were opened on a UTC day (`YYYY-MM-DD`). */
export const FACT = 'FACT#';
export const factKey = (day: string, ticketId: string) => ({ pk: FACT + day, sk: keyPart(ticketId) });

/** What a ticket is found by: not in its partition, so that whoever writes it needs no right to write a ticket. */
export const WORDS = 'WORDS#';
export const wordsKey = (ticketId: string) => ({ pk: WORDS + keyPart(ticketId), sk: 'WORDS' });
/** Words that begin alike stand together, so that the beginning of one finds them: a partition for each three letters. */
export const WORD = 'WORD#';
export const wordPartition = (word: string) => WORD + [...word].slice(0, 3).join('');
/** A ticket below one of its words: of one word by time. A word has 40 characters at most. */
export const wordEntryKey = (word: string, { at, ticket }: { at: string; ticket: string }) => ({
  pk: wordPartition(word),
  sk: `${word}#${at}#${keyPart(ticket)}`,
});

/** The one item about the mails that the desk sends itself. */
export const CANARY_KEY = { pk: 'CANARY', sk: 'LAST' } as const;

/** The one item about the sweep. */
export const SWEEP_KEY = { pk: 'SWEEP', sk: 'LAST' } as const;

/** The one item of the daily digest of what is held. */
export const DIGEST_KEY = { pk: 'DIGEST', sk: 'HELD' } as const;

/** Automatic mails to a recipient on a UTC day (`YYYY-MM-DD`). No mailbox that exists has an address of 320 bytes. */
export const sentKey = (recipient: string, day: string) => ({
  pk: `SENT#${keyPart(recipient.toLowerCase(), 320)}`,
  sk: day,
});

/** That a recipient is not mailed of unproved requests of pages. No day is called so. */
export const mutedKey = (recipient: string) => sentKey(recipient, 'MUTED');

/** A Message-ID as an index key: itself when it is short and plain, as nearly all are, else its hash. */
export function mailIdKey(mailId: string): string {
  return /^[!-~]{1,255}$/.test(mailId) ? mailId : `sha256:${sha256(mailId)}`;
}

/** The partition of a customer's tickets; whom no record knows is found by a hash of the address. */
function customerPartition(ticket: Pick<Ticket, 'customer' | 'requester'>): string {
  return ticket.customer ? keyPart(ticket.customer.id) : addressPartition(ticket.requester.address);
}

/** The partition of the tickets of an address that no record knows: as an id of a customer, it lists them. */
export const addressPartition = (address: string) => `address:${sha256(address)}`;

/** The partition of `by-view`: a view and a priority. */
export const viewPartition = (view: View, priority: Priority) => `${view}#${priority}`;

/** What the list indexes are made of. */
export function listKeys(ticket: Ticket) {
  const view = viewPartition(viewOf(ticket), ticket.priority);
  const viewKey = viewKeyOf(ticket);
  return {
    view,
    viewKey,
    customerId: customerPartition(ticket),
    ...(ticket.assignee && { assigneeId: keyPart(ticket.assignee) }),
    listKey: `${view}#${viewKey}`,
  };
}

/** Shards of the due index: a night's end makes thousands due in one minute, and one partition takes a thousand writes a second. */
export const DUE_SHARDS = Array.from({ length: 8 }, (_, shard) => String(shard));

/**
 * The partition of the due index with all tickets of floods. One: what lets a flood in, and tells of it, writes far less than a partition
 * takes.
 */
export const FLOOD_SHARD = 'flood';

/** When a ticket of a flood is due (ISO, UTC), and how urgent it then is (`urgencyOf`): the first is what is asked for, the second the order. */
export const floodDueKey = (at: string, urgency: string) => `${at}#${urgency}`;

/** Partitions of the due index beside those of tickets: held mails that the agents are to be told of, and those of the digest. */
export const HELD_SHARD = { untold: 'held', digest: 'digest' } as const;

export function dueShard(ticketId: string): string {
  const hash = createHash('sha256').update(ticketId).digest();
  return String(hash.readUInt8(0) % DUE_SHARDS.length);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
