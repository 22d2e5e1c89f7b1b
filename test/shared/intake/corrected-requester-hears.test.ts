import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { openTicket, type TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, requestOf, rossi } from '../../support/stories.ts';

/** Whoever becomes the requester on an agent's word hears what is theirs now: number, time and link, once (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@bianchi.example';
const bianchi = {
  ...rossi,
  id: 'bianchi',
  name: 'Bianchi',
  contacts: ['bianchi.example'],
  plan: 'premium' as const,
  language: 'en' as const,
};

let desk: MemoryDesk;
let ticket: Ticket;
let mails = 0;

async function given(request: Partial<TicketRequest> = {}) {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  ({ ticket } = await openTicket(desk, requestOf(desk, { priority: 2, ...request })));
  await settled();
}

/** Lets all that was handed over leave, and forgets it. */
async function settled() {
  await desk.team.drain();
  desk.sent.length = 0;
  desk.pass(120);
}

beforeEach(() => given());

const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;
const by = () => ({ ticketId: ticket.id, agent: ada, at: desk.now().toISOString() });
const byCall = (address: string) => correctRequester(desk, { ...by(), requester: { address } });
const byMail = async (text: string) => {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const head = `Message-ID: <h${++mails}@x.example>\nFrom: ada@support.example\nTo: ${address}\nSubject: Re: x`;
  const mail = arrives(desk, `${head}\n\n${text}\n`, { id: `ses-h${mails}`, recipients: [address] });
  await receiveMail(desk, mail);
  return mail;
};

/** Everything twice: the delivery, the call, and the sweep afterwards. */
const WAYS: [string, (address: string) => Promise<void>][] = [
  [
    'by a mail that comes twice',
    async (address) => {
      const mail = await byMail(`#requester ${address}`);
      desk.pass(100);
      await receiveMail(desk, mail);
    },
  ],
  [
    'by two mails',
    async (address) => void [await byMail(`#requester ${address}`), await byMail(`#requester ${address}`)],
  ],
  ['by a call that is made twice', async (address) => void [await byCall(address), await byCall(address)]],
];

describe.each(WAYS)('a requester who is corrected %s', (_, correct) => {
  const corrected = async (address = BEA) => {
    await correct(address);
    desk.pass(20 * 60);
    await sweep(desk, takeInAgain);
    await desk.team.drain();
  };

  it('hears number, time and link once, and nobody else hears anything', async () => {
    await corrected();
    expect(mailed(desk)).toEqual([BEA]);
    const [mail] = desk.sent;
    expect(mail?.text).toContain(ticket.id);
    // Premium P2: an hour from 09:00 in Rome, by when the request came.
    expect(mail?.text).toContain('10:00');
    expect(mail?.text).toContain('/desk/');
    expect(mail?.tags).toMatchObject({ purpose: 'acknowledgement' });
  });

  it('hears none of what the one before wrote', async () => {
    await corrected();
    expect(desk.sent[0]?.text).not.toContain('Since this morning');
  });

  it('of the same company hears it, too, though no time changes', async () => {
    await corrected('bea@rossi.example');
    expect(mailed(desk)).toEqual(['bea@rossi.example']);
  });

  it('of a request that a machine made hears it', async () => {
    await given({ silent: true });
    await corrected();
    expect(mailed(desk)).toEqual([BEA]);
  });

  it('of what an agent passed on hears it, also as the one that was read there', async () => {
    const requester = { address: ANNA, verified: false, unconfirmed: 'forwarded' as const };
    await given({ silent: true, requester });
    await corrected(ANNA);
    expect(mailed(desk)).toEqual([ANNA]);
    expect((await now()).requester).not.toHaveProperty('unconfirmed');
  });

  it('hears how it is, and of no change before that', async () => {
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await changePriority(desk, { ...by(), priority: 3, reason: 'less' }).catch(() => {});
    desk.sent.length = 0;
    desk.pass(100);
    await corrected();
    expect(mailed(desk)).toEqual([BEA]);
    expect(desk.sent[0]?.tags).toMatchObject({ purpose: 'acknowledgement' });
  });

  it('of what is closed, or answered, hears nothing: no time runs', async () => {
    await changeState(desk, { ...by(), state: 'closed', reason: 'withdrawn', twin: undefined });
    await settled();
    await corrected();
    expect(mailed(desk)).toEqual([]);
  });

  it('hears it again when somebody else was it in between', async () => {
    await corrected();
    await settled();
    await corrected(ANNA);
    await settled();
    await corrected();
    expect(mailed(desk).filter((to) => !to.endsWith('@support.example'))).toEqual([BEA]);
  });
});

it('a name alone that is corrected is no word to anybody', async () => {
  await correctRequester(desk, { ...by(), requester: { address: ANNA, name: 'Anna R.' } });
  expect(mailed(desk)).toEqual([]);
});

describe('beside an answer', () => {
  it('they hear the answer alone', async () => {
    await byMail(`#requester ${BEA}\n\nTry the other key.`);
    desk.pass(20 * 60);
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toEqual([BEA]);
    expect(desk.sent[0]?.text).toContain('other key');
  });

  it('that is refused they are acknowledged all the same', async () => {
    await byMail('#requester bea@rossi.example\n#phoned\n\nAs I said: the other key.');
    desk.pass(20 * 60);
    await sweep(desk, takeInAgain);
    expect(mailed(desk).filter((to) => to !== 'ada@support.example')).toEqual(['bea@rossi.example']);
    expect((await now()).state).toBe('waiting');
  });
});

it('the team hears of each one whom the mail service does not reach', async () => {
  const { send } = desk.mailer;
  const lost = ['bea@rossi.example', 'dora@rossi.example'];
  desk.mailer.send = async (mail) =>
    lost.includes(mail.recipient) ? { outcome: 'refused', what: 'recipient', reason: 'no such mailbox' } : send(mail);
  for (const address of lost) {
    await byCall(address);
    await desk.team.drain();
    const told = desk.sent.filter(({ recipient }) => recipient === 'ada@support.example');
    expect(told.at(-1)?.text).toContain(`${address}: no such mailbox`);
    await settled();
  }
});
