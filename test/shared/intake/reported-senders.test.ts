import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

/** Mails that people reported of some support desk: who wrote them, and whom an answer goes to (docs/promise.md section 9). */

const HELP = 'help@support.example.com';
const luca = { id: 'luca', name: 'Luca Ferri', addresses: ['luca@team.example'] };
const marta = { id: 'marta', name: 'Marta Conti', addresses: ['marta@team.example'] };
const bianchi = {
  ...rossi,
  id: 'bianchi',
  name: 'Bianchi',
  contacts: ['marco@bianchi.example'],
  plan: 'premium' as const,
};

async function received(name: string, change: Partial<ReceivedMail> = {}) {
  const raw = readFileSync(new URL(`fixtures/who-wrote/${name}.eml`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  const desk = deskOf({ agents: [luca, marta], customers: [rossi, bianchi], settings: { supportAddress: HELP } });
  const [, from = ''] = /^From:.*?<?([^<>\s]+@[^<>\s]+?)>?$/m.exec(raw) ?? [];
  await receiveMail(desk, arrives(desk, raw, { recipients: [HELP], envelopeFrom: from, ...change }));
  const [ticket, ...others] = await ticketsOf(desk);
  if (!ticket || others.length > 0) throw new Error('there is not one ticket');
  const [message] = await messagesOf(desk, ticket.id);
  return { desk, ticket, warnings: message?.warnings.join('\n') ?? '', text: message?.text ?? '' };
}

/** Whom an answer goes to, by the envelopes. */
async function answered(desk: MemoryDesk, ticketId: string) {
  desk.sent.length = 0;
  await respond(desk, {
    ticketId,
    agent: luca,
    source: 'answer',
    text: 'Done.',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });
  return mailed(desk);
}

const noticeTo = (desk: MemoryDesk) => desk.sent.find(({ recipient }) => recipient === 'luca@team.example')?.text ?? '';

describe.each([
  ['01-replyto-form', 'www-data@shop.example'],
  ['02-replyto-own-from', HELP],
  ['03-noreply-from-replyto', 'no-reply@shop.example'],
  ['52-reply-to-premium-p1', 'no-reply@forms.example'],
])('a form mailer names the customer in Reply-To: %s', (name, from) => {
  it.each([true, false])(
    'proved or not (%s): record, plan, acknowledgement and answer go by it',
    async (authenticated) => {
      const { desk, ticket } = await received(name, { authenticated });
      expect(ticket).toMatchObject({
        requester: { address: 'marco@bianchi.example', verified: false, unconfirmed: 'reply-to' },
        customer: { id: 'bianchi' },
        terms: { plan: 'premium' },
      });
      expect(mailed(desk)).toEqual(['marco@bianchi.example', 'luca@team.example', 'marta@team.example']);
      expect(noticeTo(desk)).toContain('marco@bianchi.example');
      expect(noticeTo(desk)).toContain(from);
      expect(await answered(desk, ticket.id)).toEqual(['marco@bianchi.example']);
    },
  );
});

it('a priority that was typed into a form counts', async () => {
  const { ticket } = await received('52-reply-to-premium-p1');
  expect(ticket.priority).toBe(1);
});

it.each(['04-google-group-via', '05-google-group-own-address'])(
  'of a mailing group the original sender wrote: %s',
  async (name) => {
    const { desk, ticket, warnings } = await received(name);
    expect(ticket).toMatchObject({
      requester: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: false },
      customer: { id: 'rossi' },
      participants: [],
    });
    expect(warnings).toMatch(/it came by the group \S+; anna@rossi\.example wrote it, not proved/);
    expect(mailed(desk).filter((each) => each === HELP || each.includes('group'))).toEqual([]);
    expect(await answered(desk, ticket.id)).toEqual(['anna@rossi.example']);
  },
);

it.each(['04-google-group-via', '05-google-group-own-address'])(
  'the acknowledgement goes to the writer alone: %s',
  async (name) => {
    const { desk } = await received(name);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'luca@team.example', 'marta@team.example']);
  },
);

it.each([
  ['06-agent-forward', 'marco@bianchi.example', 'Marco Bianchi', 'luca'],
  ['56-agent-fwd-outlook', 'susan@hudson.example', 'Susan Hudson', 'marta'],
  ['57-agent-fwd-attachment', 'susan@hudson.example', 'Susan Hudson', 'marta'],
])(
  'what an agent passes on is its writer’s, unproved, and nobody is acknowledged: %s',
  async (name, address, person, by) => {
    const { desk, ticket, warnings } = await received(name);
    expect(ticket.requester).toEqual({ address, name: person, verified: false, unconfirmed: 'forwarded' });
    expect(ticket.audit[0]).toMatchObject({ action: 'opened', by: `agent:${by}` });
    expect(ticket.clock.start).toBe(desk.now().toISOString());
    expect(mailed(desk)).toEqual(['luca@team.example', 'marta@team.example']);
    expect(warnings).toContain('#confirm');
    expect(await answered(desk, ticket.id)).toEqual([address]);
  },
);

it('of certified mail the message inside is the message', async () => {
  const { desk, ticket, warnings, text } = await received('50-pec');
  expect(ticket).toMatchObject({
    requester: { address: 'anna@rossi.example', verified: false },
    subject: '[P1] Server fermo',
    priority: 1,
    customer: { id: 'rossi' },
  });
  expect(text).toContain('Il server della cassa');
  expect(warnings).toContain('certified mail (PEC), unproved: pec-provider.example is on no list');
  expect(mailed(desk)[0]).toBe('anna@rossi.example');
  const [message] = await messagesOf(desk, ticket.id);
  expect(message?.attachments.map(({ filename }) => filename)).toEqual(
    expect.arrayContaining(['daticert.xml', 'postacert.eml']),
  );
});

it('where the desk is in Bcc only, the people in To do not read along', async () => {
  const { desk, ticket } = await received('70-bcc');
  expect(ticket).toMatchObject({ participants: [] });
  expect(ticket.proposed ?? []).toEqual([]);
  expect(await answered(desk, ticket.id)).toEqual(['b1795821475@x.example']);
});

it('no-reply@ and postmaster@ are never in Cc of an answer', async () => {
  const { desk, ticket } = await received('71-cc-noreply');
  expect(ticket.participants).toEqual([]);
  expect(await answered(desk, ticket.id)).toEqual(['b1795821475@x.example']);
  expect(desk.sent[0]?.cc ?? []).toEqual([]);
});
