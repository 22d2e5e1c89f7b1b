import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

/** Whom nobody would acknowledge as a mail of its own hears nothing of what is filed as a ticket, either (docs/promise.md sections 5 and 9). */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const EVE = 'eve@elsewhere.example';

let desk: MemoryDesk;
let n = 0;
let id = '';
beforeEach(async () => {
  desk = deskOf({ customers: [rossi] });
  await comes(ANNA);
  id = (await ticketsOf(desk))[0]?.id ?? '';
});

type Verdict = 'PASS' | 'FAIL' | 'GRAY';
type Mail = {
  head?: string;
  subject?: string;
  dmarc?: Verdict;
  policy?: 'none' | 'reject' | 'quarantine';
  id?: number;
};

async function comes(from: string, mail: Mail = {}): Promise<void> {
  desk.pass(60);
  const { head = '', subject = 'Hello', dmarc = 'PASS', policy = 'none', id: named = ++n } = mail;
  const raw = `Message-ID: <u${named}@x.example>\nFrom: ${from}\nTo: ${DESK}\nSubject: ${subject}\n${head}\nBuy ${named}.\n`;
  const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc, dmarcPolicy: policy } as const;
  const authenticated = dmarc === 'PASS';
  const delivery = { id: `u${++n}`, recipients: [DESK], envelopeFrom: from, authenticated, verdicts };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

const at = () => desk.now().toISOString();
const withdraw = () => withdrawByLink(desk, { ticketId: id, reader: ANNA, at: at() });
const file = () => fileOutside(desk, { ticketId: id, agent: ada, at: at() });
const mailsTo = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
const others = async () => (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);

const NOBODYS: [string, Mail][] = [
  ['DMARC FAIL of a domain that asks to reject', { dmarc: 'FAIL', policy: 'reject' }],
  ['DMARC FAIL of a domain that asks for quarantine', { dmarc: 'FAIL', policy: 'quarantine' }],
  ['a machine’s', { head: 'Auto-Submitted: auto-generated\n' }],
  ['a list’s', { head: 'List-Id: <l.list.example>\nPrecedence: bulk\n' }],
];

describe.each(NOBODYS)('what is from outside, %s', (_, mail) => {
  it.each([
    ['is withdrawn by its requester', withdraw],
    ['is open, and an agent files it', file],
  ])('is acknowledged to nobody where the ticket %s', async (__, act) => {
    await comes(EVE, { ...mail, subject: `[${id}] x` });
    await act();
    await desk.team.drain();
    expect(await others()).toMatchObject([{ requester: { address: EVE }, silent: true, state: 'waiting' }]);
    expect(mailsTo(EVE)).toEqual([]);
    const [filed] = await others();
    expect((await messagesOf(desk, filed?.id ?? ''))[0]?.warnings[0]).toMatch(/^not acknowledged: /);
  });

  it('is acknowledged to nobody where it comes while the ticket is closed', async () => {
    const { addMessage } = desk.tickets;
    desk.tickets.addMessage = async (...args: Parameters<typeof addMessage>) => {
      const result = await addMessage(...args);
      desk.tickets.addMessage = addMessage;
      await changeState(desk, { ticketId: id, agent: ada, at: at(), state: 'closed', reason: 'withdrawn' });
      return result;
    };
    await comes(EVE, { ...mail, subject: `[${id}] x` });
    expect(await others()).toMatchObject([{ requester: { address: EVE }, silent: true }]);
    expect(mailsTo(EVE)).toEqual([]);
  });
});

it.each<[string, Mail]>([
  ['proved', {}],
  ['that nobody proves', { dmarc: 'GRAY' }],
  ['that fails DMARC of a domain that asks for nothing', { dmarc: 'FAIL' }],
])('a stranger’s own %s is acknowledged as ever', async (_, mail) => {
  await comes(EVE, { ...mail, subject: `[${id}] x` });
  await withdraw();
  expect(mailsTo(EVE)).toHaveLength(1);
});

it('is acknowledged once its proved copy has come', async () => {
  const named = 77;
  await comes(EVE, { dmarc: 'FAIL', policy: 'reject', subject: `[${id}] x`, id: named });
  await comes(EVE, { subject: `[${id}] x`, id: named });
  await withdraw();
  expect(mailsTo(EVE)).toHaveLength(1);
});

it('counts for a flood: of twelve in the name of one that nobody proves, five are acknowledged', async () => {
  for (let each = 0; each < 12; each += 1) await comes(EVE, { dmarc: 'GRAY', subject: `[${id}] x` });
  await withdraw();
  await desk.team.drain();
  expect(await others()).toHaveLength(12);
  expect(mailsTo(EVE)).toHaveLength(5);
});
