import { createHandler as createApi } from '../../../functions/api/handler.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { ask } from '../../support/http.ts';
import { waitingTicket } from '../../support/stories.ts';
import { AGENTS, ANNA, mailOf, type Parts, SUPPORT } from './mails.ts';
import { add, handIn, type Input, mailNotice, request, type World } from './world.ts';

export const KEY = 'a signing key for tests only';
const CLAIMS = { email: 'ada@support.example' };
export const START = Date.parse('2026-11-30T08:00:00.000Z');

/** What the ticket that the flows begin with has. */
export const FIRST = 'customer public: Since this morning nobody gets in.';
export const NOTICES = AGENTS.map((agent) => `notice ${agent}`);
/** Word to Bruno that Ada has answered. */
export const ANSWERED = 'answered bruno@support.example';
export const OPENED = [`acknowledgement ${ANNA}`, ...NOTICES];

export function arrive({ desk }: World, parts: Parts, recipient = SUPPORT, id = 'ses-9'): Input {
  desk.stored.set(`raw/${id}`, { content: Buffer.from(mailOf(parts, recipient)), contentType: 'message/rfc822' });
  return mailNotice(noticeOf(desk.now(), recipient, { ...parts, id }));
}

function noticeOf(
  now: Date,
  recipient: string,
  { spam = false, unproved = false, id }: Pick<Parts, 'spam' | 'unproved'> & { id: string },
): string {
  const status = { status: 'PASS' };
  return JSON.stringify({
    notificationType: 'Received',
    receipt: {
      timestamp: now.toISOString(),
      recipients: [recipient],
      spamVerdict: spam ? { status: 'FAIL' } : status,
      virusVerdict: status,
      spfVerdict: status,
      dkimVerdict: status,
      dmarcVerdict: unproved ? { status: 'GRAY' } : status,
      action: { type: 'S3', objectKey: `raw/${id}` },
    },
    mail: { messageId: id, source: ANNA },
  });
}

export const ticketIn = async (world: World, change = {}): Promise<Ticket> => waitingTicket(world.desk, change);

export const api = (method: string, path: string, body: unknown): Input =>
  request(`${method} ${path}`, (desk) =>
    ask(createApi(desk), {
      method,
      path,
      claims: CLAIMS,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { 'idempotency-key': 'key-1' },
    }),
  );

/** Something that happened before, all of it. */
export async function before(world: World, input: Input): Promise<void> {
  await handIn(world, add(world, input));
  await world.desk.team.drain();
}

export const reply = (ticketId: string, agentId?: string) =>
  replyAddress(KEY, SUPPORT, { ticketId, ...(agentId && { agentId }) });
