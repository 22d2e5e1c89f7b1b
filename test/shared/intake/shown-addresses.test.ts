import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** A reader's signed address that others have seen proves nothing once one of the readers is taken away (decision 008). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const CARLA = 'carla@rossi.example';

let desk: MemoryDesk;
let id: string;
let address: string;
let mails = 0;

const addressOf = (ticketId: string) => replyAddress(KEY, DESK, { ticketId, reader: readerName(ANNA) });
const people = { participants: [{ address: CARLA }] };

beforeEach(async () => {
  desk = deskOf();
  id = (await waitingTicket(desk, people)).id;
  address = addressOf(id);
});

type Mail = {
  from: string;
  to?: string;
  cc?: string;
  text?: string;
  head?: string;
  proved?: boolean;
  envelope?: string;
};

async function comes({ from, to = address, cc, text = 'Hello.', head, proved = true, envelope = address }: Mail) {
  desk.pass(60);
  const lines = [`From: ${from}`, `To: ${to}`, ...(cc ? [`Cc: ${cc}`] : []), ...(head ? [head] : [])];
  const raw = `Message-ID: <s-${++mails}@x>\n${lines.join('\n')}\nSubject: Re: The door\n\n${text}\n`;
  const delivery = { id: `ses-${mails}`, recipients: [envelope], envelopeFrom: from, authenticated: proved };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

const word = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });

/** Whether Carla, taken away, can write in Anna's name to the address. */
async function isKnownToCarla(): Promise<boolean> {
  await removeReader(desk, { ...word(), address: CARLA });
  await comes({ from: ANNA, text: 'It is me.', proved: false });
  const last = (await messagesOf(desk, id)).find(({ text }) => text.startsWith('It is me.'));
  if (last) return last.fromOutside !== true;
  throw new Error('the mail is not there');
}

it('the address counts on where nobody else has seen it', async () => {
  await comes({ from: ANNA });
  await comes({ from: ANNA, cc: ada.addresses[0] ?? '' });
  expect(await isKnownToCarla()).toBe(true);
});

describe('it counts no more after a mail that showed it', () => {
  it.each<[string, Mail]>([
    ['from a private address of hers, with a Cc', { from: 'anna@private.example', cc: CARLA }],
    ['from a private address of hers, unproved', { from: 'anna@private.example', cc: CARLA, proved: false }],
    ['from somebody who was given it', { from: 'zoe@elsewhere.example' }],
    ['in her name, unproved, with a Cc', { from: ANNA, cc: CARLA, proved: false }],
    ['of a machine of hers, with a Cc', { from: ANNA, cc: CARLA, head: 'Auto-Submitted: auto-replied' }],
    ['of an agent who answers to all', { from: ada.addresses[0] ?? '', cc: `${ANNA}, ${CARLA}` }],
    ['in an agent’s name, unproved', { from: ada.addresses[0] ?? '', cc: CARLA, proved: false }],
    ['of an escalation contact', { from: 'lead@support.example', cc: CARLA }],
    ['that opened a ticket of its own', { from: 'anna@private.example', cc: CARLA, text: 'Priority: 1' }],
  ])('%s', async (_, mail) => {
    await comes(mail);
    expect(await isKnownToCarla()).toBe(false);
  });

  it('to the address of a duplicate, whose number it has', async () => {
    const twin = (await waitingTicket(desk, { ...people, source: 'mail:two', messageId: '<two@rossi.example>' })).id;
    await changeState(desk, { ...word(), state: 'closed', reason: 'duplicate', twin });
    id = twin;
    await comes({ from: ANNA, cc: CARLA });
    expect(await isKnownToCarla()).toBe(false);
  });
});

describe('a mail that more than one address leads to', () => {
  const warnings = async () => (await messagesOf(desk, id)).flatMap((message) => message.warnings).join();

  it.each([
    ['two readers’', () => replyAddress(KEY, DESK, { ticketId: id, reader: readerName(CARLA) })],
    ['a reader’s and an agent’s', () => replyAddress(KEY, DESK, { ticketId: id, agentId: 'ada' })],
    ['a reader’s and the one of before', () => replyAddress(KEY, DESK, { ticketId: id })],
  ])('is about one ticket: %s', async (_, other) => {
    await comes({ from: ANNA, to: `${address}, ${other()}` });
    expect(await warnings()).not.toContain('more tickets');
  });
});
