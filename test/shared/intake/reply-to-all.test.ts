import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** Who answers to all holds an agent's address of the ticket, too: they are who they are (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';

let desk: MemoryDesk;
let id: string;
let adas: string;
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  id = (await waitingTicket(desk, { participants: [{ address: BEA }] })).id;
  adas = replyAddress(KEY, DESK, { ticketId: id, agentId: 'ada' });
  desk.pass(60);
  await respond(desk, {
    ticketId: id,
    agent: bruno,
    source: 'api:1',
    text: 'Try it.',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });
  await desk.team.drain();
  desk.sent.length = 0;
});

const ownOf = (address: string) => replyAddress(KEY, DESK, { ticketId: id, reader: readerName(address) });

async function writes(from: string, to: string[], { text = 'Still broken.', head = '', proved = true } = {}) {
  desk.pass(60);
  const raw = `Message-ID: <all-${++mails}@x>\nFrom: ${from}\nTo: ${to.join(', ')}\n${head}Subject: Re: The door\n\n${text}\n`;
  const delivery = { id: `ses-${mails}`, recipients: to, envelopeFrom: from, authenticated: proved };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

const last = async () => (await messagesOf(desk, id)).at(-1);
const now = () => desk.tickets.get(id);

/** Whose address stands in the mail of whom. */
const WAYS: [string, string, () => string[]][] = [
  ['the requester’s, beside their own', ANNA, () => [adas, ownOf(ANNA)]],
  ['the requester’s, behind their own', ANNA, () => [ownOf(ANNA), adas]],
  ['the requester’s, alone', ANNA, () => [adas]],
  ['a participant’s', BEA, () => [adas, ownOf(BEA)]],
  ['a participant’s, beside the requester’s', BEA, () => [adas, ownOf(ANNA)]],
];

describe.each(WAYS)('a mail with an agent’s signed address: %s', (_, from, to) => {
  it.each(['registered', 'removed', 'another by now'])('is its writer’s, with the agent %s', async (agent) => {
    if (agent !== 'registered') await desk.agents.remove('ada');
    if (agent === 'another by now') await desk.agents.put(ada);
    await writes(from, to());
    expect(await last()).toMatchObject({ author: 'customer', by: from, text: 'Still broken.\n' });
    expect((await last())?.undone).toBeUndefined();
    expect((await last())?.fromOutside).toBeUndefined();
    expect(await now()).toMatchObject({ state: 'answered', lastPublic: { by: 'customer' } });
    expect(desk.sent.map(({ text }) => text).join()).not.toContain('not taken');
  });

  it('re-opens what was closed', async () => {
    await changeState(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), state: 'closed' });
    await writes(from, to());
    expect(await now()).toMatchObject({ state: 'answered' });
    expect(await ticketsOf(desk)).toHaveLength(1);
  });
});

describe('what is not proved', () => {
  it('is a known writer’s by their own address, whatever else stands there', async () => {
    await writes(ANNA, [adas, ownOf(ANNA)], { proved: false });
    expect(await last()).toMatchObject({ author: 'customer', verified: false });
    expect((await last())?.fromOutside).toBeUndefined();
  });

  it('is from outside by an agent’s alone, which no customer was given', async () => {
    await writes(ANNA, [adas], { proved: false });
    expect(await last()).toMatchObject({ author: 'customer', fromOutside: true });
    expect((await now())?.lastPublic?.by).toBe('agent');
  });
});

describe('an agent’s address still makes', () => {
  it('an answer of the agent’s own mail, also where a reader’s stands beside it', async () => {
    await writes('ada@support.example', [ownOf(ANNA), adas], { text: 'Try it again.' });
    expect(await last()).toMatchObject({ author: 'agent', by: 'ada' });
  });

  it.each(['mallory@evil.example', 'lead@support.example', 'bruno@support.example'])(
    'nothing of the mail of %s, who does not belong there',
    async (from) => {
      await writes(from, [adas, ownOf(ANNA)]);
      expect(await last()).toMatchObject({ author: 'unverified', undone: { why: expect.any(String) } });
      expect((await now())?.lastPublic?.by).toBe('agent');
    },
  );
});
