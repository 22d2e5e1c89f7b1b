import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { tellNotices } from '../../../shared/notify/digest-mail.ts';
import { tellEscalation } from '../../../shared/notify/escalation-mail.ts';
import { tellAgent, tellUnresponsive } from '../../../shared/notify/notices.ts';
import { mailboxOf } from '../../../shared/notify/post.ts';
import type { Escalation } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/**
 * Anybody may write any name: each mail to the team names a writer by address, and says what is in doubt of it (docs/promise.md section
 * 9). Eve calls herself Anna Rossi, who asked.
 */

const EVE = 'eve@evil.example';
const AS_ANNA = `Anna Rossi <${EVE}>`;
const BREACH: Escalation = {
  level: 'breach',
  clock: 1,
  timer: 1,
  due: '2026-11-30T10:00:00.000Z',
  at: '2026-11-30T10:00:00.000Z',
  notice: { state: 'done' },
};

/** A desk with a ticket of Anna's on which somebody else has written in her name. */
async function written(from: string, change: Partial<ReceivedMail> = {}, agentId?: string) {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.pass(60);
  const to = replyAddress('a signing key for tests only', 'help@support.example', {
    ticketId: id,
    ...(agentId && { agentId }),
  });
  const raw = `Message-ID: <e@evil.example>\nFrom: ${from}\nTo: ${to}\nSubject: Re: door\n\nIt works again, thank you.\n`;
  await receiveMail(desk, arrives(desk, raw, { recipients: [to], envelopeFrom: EVE, ...change }));
  await desk.team.drain();
  desk.sent.length = 0;
  const ticket = await desk.tickets.get(id);
  if (!ticket) throw new Error('no ticket');
  const messages = await messagesOf(desk, id);
  return { desk, ticket, messages, message: messages.at(-1) as (typeof messages)[number] };
}

const CASES: [string, string, Partial<ReceivedMail>, string | undefined, string][] = [
  ['an outsider who proves the own address', AS_ANNA, {}, undefined, `${AS_ANNA} (from outside)`],
  ['an outsider', AS_ANNA, { authenticated: false }, undefined, `${AS_ANNA} (from outside, sender not verified)`],
  ['who holds an agent’s address', AS_ANNA, {}, 'ada', `${AS_ANNA} (from outside)`],
  [
    'who names an agent',
    'Ada <ada@support.example>',
    { authenticated: false },
    'ada',
    'Ada <ada@support.example> (from outside, sender not verified)',
  ],
  ['an escalation contact', 'Lead <lead@support.example>', {}, undefined, 'Lead <lead@support.example>'],
  [
    'the requester, unproved',
    'Anna Rossi <anna@rossi.example>',
    { authenticated: false },
    undefined,
    'Anna Rossi <anna@rossi.example> (sender not verified)',
  ],
];

describe.each(CASES)('%s', (_, from, change, agentId, named) => {
  it('stands so in the mail of an escalation', async () => {
    const { desk, ticket, messages } = await written(from, change, agentId);
    await tellEscalation(desk, ticket, BREACH, messages, { address: 'lead@support.example' });
    expect(desk.sent[0]?.text).toContain(`--- ${named}, `);
    expect(desk.sent[0]?.text).toMatch(/--- Anna Rossi <anna@rossi\.example>, /);
  });

  it('stands so in a notice, whatever it is sent for', async () => {
    const { desk, ticket, message } = await written(from, change, agentId);
    await tellAgent(desk, ticket, message, mailboxOf(ada), 'assigned');
    expect(desk.sent[0]?.text).toMatch(new RegExp(`^From: +${named.replace(/[.()]/g, '\\$&')}$`, 'm'));
  });

  it('stands so in a digest, by address alone', async () => {
    const { desk, ticket, message } = await written(from, change, agentId);
    await tellNotices(desk, mailboxOf(ada), [{ ticket, kind: 'assigned', message }]);
    expect(desk.sent[0]?.text).toContain(`: Rossi S.r.l., ${named.replace(/^[^<]*<([^>]+)>/, '$1')}\n`);
  });
});

it('a requester whose name is a claim is named by address where the P1’s silence is told', async () => {
  const desk = deskOf();
  const requester = { address: EVE, name: 'Anna Rossi', verified: false };
  const ticket = await waitingTicket(desk, { priority: 1, requester });
  const at = desk.now().toISOString();
  const watch = { askedBy: 'ada', askedAt: at, until: at } as Parameters<typeof tellUnresponsive>[2];
  await tellUnresponsive(desk, ticket, watch, { to: mailboxOf(ada), asker: 'Ada' });
  expect(desk.sent[0]?.text).toContain(`${AS_ANNA} (sender not verified) was asked by Ada`);
  desk.sent.length = 0;
  await tellEscalation(desk, ticket, BREACH, await messagesOf(desk, ticket.id), { address: 'lead@support.example' });
  expect(desk.sent[0]?.text).toContain(`${AS_ANNA} (sender not verified) has been waiting`);
});
