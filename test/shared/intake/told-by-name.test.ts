import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, messagesOf, sweepLater, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * Whoever wrote something that was not done hears it by name, with the reason and the way to do it right (docs/promise.md section 9), at
 * the address that the desk has of them.
 */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const CUSTOMER = 'anna@rossi.example';
const HOME = 'someone@home.example';
const LEAD = 'lead@support.example';
const [ADA = '', BRUNO = ''] = [...ada.addresses, ...bruno.addresses];
const WORD = 'What you wrote was not done';

let desk: MemoryDesk;
let ticket: Ticket;
let mails = 0;

/** A ticket that waits and is Ada's. */
beforeEach(async () => {
  desk = deskOf();
  const { id } = await waitingTicket(desk);
  ticket = await assign(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), to: 'me' });
  await desk.team.drain();
  desk.sent.length = 0;
  desk.pass(60);
});

const tokenOf = (agentId?: string) => replyAddress(KEY, DESK, { ticketId: ticket.id, ...(agentId && { agentId }) });

type Written = {
  from: string;
  to?: string;
  text?: string;
  subject?: string;
  header?: string;
  change?: Partial<ReceivedMail>;
  id?: string;
};

async function writes({
  from,
  to = DESK,
  text = 'Try again now.',
  subject = `Re: [${ticket.id}] The door`,
  header = '',
  change = {},
  id = `w-${++mails}`,
}: Written) {
  const lines = [`Message-ID: <${id}@x.example>`, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`];
  const raw = `${lines.join('\n')}\n${header && `${header}\n`}\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `ses-${id}`, recipients: [to], envelopeFrom: from, ...change }));
  await desk.team.drain();
}

const to = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
const words = () => desk.sent.filter(({ subject }) => subject.includes(WORD));
const state = async () => (await desk.tickets.get(ticket.id))?.state;

const UNPROVED = { authenticated: false };
const CASES: [string, () => Written, { who: string; why: RegExp; others: RegExp }][] = [
  [
    'an agent from an address that is not registered',
    () => ({ from: HOME, to: tokenOf('bruno') }),
    {
      who: BRUNO,
      why: /not registered for you.*from the mailbox in which you read it/,
      others: /one that is not registered/,
    },
  ],
  [
    'an agent from there, unproved',
    () => ({ from: HOME, to: tokenOf('bruno'), change: UNPROVED }),
    { who: BRUNO, why: /not registered for you/, others: /one that is not registered/ },
  ],
  [
    'an unproved agent, to the own signed address',
    () => ({ from: BRUNO, to: tokenOf('bruno'), change: UNPROVED }),
    { who: BRUNO, why: /nothing proves that you sent it.*DKIM/, others: /nothing proves who sent it/ },
  ],
  [
    'an unproved agent, by the number',
    () => ({ from: BRUNO, change: UNPROVED }),
    { who: BRUNO, why: /nothing proves that you sent it/, others: /nothing proves who sent it/ },
  ],
  [
    'an unproved agent, to the customer’s signed address',
    () => ({ from: BRUNO, to: tokenOf(), change: UNPROVED }),
    { who: BRUNO, why: /nothing proves that you sent it/, others: /nothing proves who sent it/ },
  ],
  [
    'an agent to the signed address of another',
    () => ({ from: BRUNO, to: tokenOf('ada') }),
    { who: BRUNO, why: /signed for a colleague.*Reply to this mail/, others: /signed address of another/ },
  ],
  [
    'an agent whose mail somebody has sent again',
    () => ({ from: BRUNO, header: `Resent-From: ${HOME}` }),
    { who: BRUNO, why: /sent a mail of yours again/, others: /sent a mail of an agent again/ },
  ],
  [
    'an escalation contact who is no agent, in answer to an escalation',
    () => ({ from: LEAD, to: tokenOf() }),
    {
      who: LEAD,
      why: /not registered as an agent.*Ask one of the agents/,
      others: /told of escalations and is no agent/,
    },
  ],
  [
    'an escalation contact, by the number',
    () => ({ from: LEAD }),
    { who: LEAD, why: /not registered as an agent/, others: /told of escalations and is no agent/ },
  ],
  [
    'an escalation contact, to the signed address of an agent',
    () => ({ from: LEAD, to: tokenOf('bruno') }),
    { who: LEAD, why: /not registered as an agent/, others: /told of escalations and is no agent/ },
  ],
  [
    'an escalation contact, unproved, to the signed address of the assignee',
    () => ({ from: LEAD, to: tokenOf('ada'), change: UNPROVED }),
    { who: LEAD, why: /not registered as an agent/, others: /told of escalations and is no agent/ },
  ],
  [
    'an escalation contact, to the signed address of one who has left',
    () => ({ from: LEAD, to: tokenOf('carla') }),
    { who: LEAD, why: /not registered as an agent/, others: /told of escalations and is no agent/ },
  ],
];

describe.each(CASES)('%s', (_, mailOf, { who, why, others }) => {
  it.each(['Try again now.', '#close', 'Done.\n\n#close spam', '', '👍'])(
    'hears by name that nothing was done, and why, and the assignee hears it as another’s: %j',
    async (text) => {
      await writes({ ...mailOf(), text });
      expect(await state()).toBe('waiting');
      expect(mailed(desk).toSorted()).toEqual([ADA, who].toSorted());
      const [word] = to(who);
      expect(word?.subject).toContain(WORD);
      expect(word?.text.replaceAll('\n', ' ')).toMatch(why);
      expect(word?.html).toContain(WORD);
      expect(word?.text).toContain('no command in it was carried out');
      const [notice] = to(ADA);
      expect(notice?.subject).not.toContain(WORD);
      expect(notice?.text).toMatch(others);
      expect(notice?.text).toMatch(/or you answer|answer yourself/);
      expect(notice?.text).toContain('Its writer is told so');
    },
  );

  it('hears it once, however often the mail is delivered', async () => {
    const mail = { ...mailOf(), id: 'same' };
    await writes(mail);
    await writes(mail);
    await sweepLater(desk);
    expect(words()).toHaveLength(1);
    expect(to(ADA)).toHaveLength(1);
  });

  it('hears nothing when a machine wrote it', async () => {
    await writes({ ...mailOf(), header: 'Auto-Submitted: auto-replied' });
    expect(desk.sent).toEqual([]);
  });

  it('hears it five times a day, and never at the address that wrote', async () => {
    for (let round = 0; round < 40; round += 1) {
      await writes({ ...mailOf(), text: `Round ${round}` });
      desk.pass(10 * 60);
    }
    expect(words()).toHaveLength(5);
    expect(mailed(desk)).not.toContain(HOME);
    expect(to(ADA)).toHaveLength(40);
    desk.sent.length = 0;
    desk.pass(24 * 60 * 60);
    await writes(mailOf());
    expect(words()).toHaveLength(1);
  });

  it('hears it once a day in the words of a robot that sets no field', async () => {
    const text = 'I am out of the office until Monday. In urgent cases please write to office@home.example.';
    for (let round = 0; round < 6; round += 1) {
      await writes({ ...mailOf(), subject: `Automatic reply: [${ticket.id}] The door`, text });
      desk.pass(30 * 60);
    }
    expect(words()).toHaveLength(1);
  });
});

describe('after five mails in the name of the ticket’s own agent', () => {
  beforeEach(async () => {
    for (let round = 0; round < 5; round += 1) {
      await writes({ from: ADA, text: `Round ${round}`, change: UNPROVED });
      desk.pass(10 * 60);
    }
    expect(words()).toHaveLength(5);
    desk.sent.length = 0;
  });

  it.each([
    ['to a colleague’s signed address', () => ({ from: ADA, to: tokenOf('bruno') })],
    ['passed on', () => ({ from: ADA, subject: `Fwd: [${ticket.id}] The door` })],
  ])('what that agent wrote, proved, is told by name: %s', async (_, mail) => {
    await writes(mail());
    expect(mailed(desk)).toEqual([ADA]);
    expect(words()).toHaveLength(1);
  });

  it.each([
    ['to the support address', () => ({ from: ADA, change: UNPROVED })],
    ['to the own signed address', () => ({ from: ADA, to: tokenOf('ada'), change: UNPROVED })],
    ['from elsewhere', () => ({ from: HOME, to: tokenOf('ada'), change: UNPROVED })],
  ])('the sixth is told as any mail of the ticket: %s', async (_, mail) => {
    await writes(mail());
    expect(mailed(desk)).toEqual([ADA]);
    expect(words()).toEqual([]);
  });
});

describe('what others write in an agent’s name', () => {
  const own = () => writes({ from: BRUNO, to: tokenOf('ada') });

  it.each<[string, () => Written]>([
    ['forged', () => ({ from: BRUNO, to: tokenOf('bruno'), change: UNPROVED })],
    ['forged, by the number', () => ({ from: BRUNO, change: UNPROVED })],
    ['proved to be somebody else’s, to the agent’s own address', () => ({ from: HOME, to: tokenOf('bruno') })],
    ['sent again', () => ({ from: BRUNO, to: tokenOf('bruno'), header: `Resent-From: ${HOME}` })],
    ['forged in the words of a robot', () => ({ from: BRUNO, change: UNPROVED, text: 'I am out of the office.' })],
  ])('takes no word from what is surely theirs: %s', async (_, mailOf) => {
    for (let round = 0; round < 8; round += 1) {
      await writes({ text: `Round ${round}`, ...mailOf() });
      desk.pass(10 * 60);
    }
    const before = words().length;
    expect(before).toBeLessThanOrEqual(5);
    await own();
    expect(words()).toHaveLength(before + 1);
  });

  it('takes none from an escalation contact', async () => {
    for (let round = 0; round < 8; round += 1) {
      await writes({ from: LEAD, to: tokenOf(), change: UNPROVED });
      desk.pass(10 * 60);
    }
    const before = to(LEAD).length;
    await writes({ from: LEAD, to: tokenOf() });
    expect(to(LEAD)).toHaveLength(before + 1);
  });
});

describe('the reader of the word', () => {
  it('is told once and not as one of the team, also when the ticket is theirs', async () => {
    await writes({ from: HOME, to: tokenOf('ada') });
    expect(mailed(desk)).toEqual([ADA]);
    expect(to(ADA)[0]?.subject).toContain(WORD);
  });

  it('can do it right by replying to it', async () => {
    await writes({ from: HOME, to: tokenOf('bruno') });
    const [word] = to(BRUNO);
    await writes({ from: BRUNO, to: word?.replyTo ?? '', text: 'Try again now.' });
    expect(await state()).toBe('answered');
    expect(to(CUSTOMER)[0]?.text).toContain('Try again now.');
  });

  it('hears of it though away', async () => {
    await desk.agents.put({ ...bruno, absent: { until: '2027-12-31' } });
    await writes({ from: HOME, to: tokenOf('bruno') });
    expect(to(BRUNO)[0]?.subject).toContain(WORD);
  });

  it('has others hear in their place when the mail service refuses the address, each once', async () => {
    const { send } = desk.mailer;
    desk.mailer.send = async (mail) =>
      mail.recipient === ADA ? { outcome: 'refused', what: 'recipient', reason: 'no such user' } : send(mail);
    await writes({ from: HOME, to: tokenOf('ada') });
    expect(mailed(desk)).toEqual([BRUNO]);
    expect(to(BRUNO)[0]?.subject).not.toContain(WORD);
  });

  it('reads it in a digest when much comes at once, with the reason', async () => {
    for (let round = 0; round < 9; round += 1) {
      const other = await waitingTicket(desk, { source: `mail:x${round}`, messageId: `<x${round}@rossi.example>` });
      desk.sent.length = 0;
      const address = replyAddress(KEY, DESK, { ticketId: other.id, agentId: 'bruno' });
      await writes({ from: HOME, to: address });
    }
    await sweepLater(desk);
    const digest = to(BRUNO).find(({ subject }) => subject.includes('notices in one mail'));
    expect(digest?.text).toContain('What you wrote was not done');
    expect(digest?.text).toContain('not registered for you');
  });

  it('is nobody when the agent has left; the team hears all the same', async () => {
    await desk.agents.remove('bruno');
    await writes({ from: BRUNO, to: tokenOf('bruno') });
    expect(mailed(desk)).toEqual([ADA]);
    expect(to(ADA)[0]?.text).toContain('is no longer registered');
    expect(to(ADA)[0]?.text).not.toContain('Its writer is told so');
  });

  it('reads it in the language of the desk', async () => {
    desk.settings = { ...desk.settings, defaults: { ...desk.settings.defaults, language: 'it' } };
    await writes({ from: HOME, to: tokenOf('bruno') });
    expect(to(BRUNO)[0]?.text).toContain('non è registrato a tuo nome');
    expect(to(ADA)[0]?.text).toContain('oppure rispondi tu');
  });
});

describe('a customer', () => {
  it.each(['#close', 'Done.\n\n#close spam', '#assign me'])(
    'who writes a command wrote a text, and hears nothing: %j',
    async (text) => {
      await writes({ from: CUSTOMER, to: tokenOf(), text });
      expect(await state()).toBe('waiting');
      expect(mailed(desk)).toEqual([ADA]);
      expect((await messagesOf(desk, ticket.id)).at(-1)).toMatchObject({
        author: 'customer',
        text: expect.stringContaining(text),
      });
      expect((await messagesOf(desk, ticket.id)).at(-1)?.undone).toBeUndefined();
    },
  );
});

describe('a new mail of an agent’s that passes one on', () => {
  const FORWARDED =
    '---------- Forwarded message ---------\nFrom: Marco <marco@bianchi.example>\nSubject: Login\n\nI cannot log in.';
  const forward = (change: Partial<ReceivedMail>) => {
    const raw = `Message-ID: <f@x.example>\nFrom: ${BRUNO}\nTo: ${DESK}\nSubject: Fwd: Login\n\n${FORWARDED}\n`;
    return receiveMail(desk, arrives(desk, raw, { id: 'ses-f', envelopeFrom: BRUNO, ...change }));
  };

  it('is a ticket when it is unproved, and its agent hears why it is nobody’s yet', async () => {
    await forward(UNPROVED);
    await desk.team.drain();
    const opened = (await ticketsOf(desk)).find(({ id }) => id !== ticket.id);
    expect(opened).toMatchObject({ state: 'waiting', silent: true, requester: { address: BRUNO, verified: false } });
    expect(mailed(desk).toSorted()).toEqual([ADA, BRUNO]);
    expect(to(BRUNO)[0]?.subject).toContain(WORD);
    expect(to(BRUNO)[0]?.text).toContain('#requester with the address does it');
    expect(to(ADA)[0]?.text).toContain('nothing proves who sent it');
  });

  it('is the customer’s when it is proved', async () => {
    await forward({});
    const opened = (await ticketsOf(desk)).find(({ id }) => id !== ticket.id);
    expect(opened?.requester).toMatchObject({ address: 'marco@bianchi.example' });
    expect(words()).toEqual([]);
  });
});

describe('a mail of an agent’s that comes once more, proved now', () => {
  const sends = async (text: string, isProved: boolean, to = tokenOf('ada')) => {
    desk.pass(60);
    const raw = `Message-ID: <same@x.example>\nDate: Mon, 30 Nov 2026 09:05:00 +0100\nFrom: ${ADA}\nTo: ${to}\nSubject: Re: [${ticket.id}] The door\n\n${text}\n`;
    const id = `same-${isProved}-${desk.now().getTime()}`;
    await receiveMail(desk, arrives(desk, raw, { id, authenticated: isProved, recipients: [to], envelopeFrom: ADA }));
  };

  it.each([
    ['to the address of the notice', () => tokenOf('ada')],
    ['to everybody', () => `${DESK}, ${CUSTOMER}`],
  ])('is an answer, once, %s', async (_, to) => {
    await sends('Try the other key.', false, to());
    expect((await desk.tickets.get(ticket.id))?.state).toBe('waiting');
    await sends('Try the other key.', true, to());
    await sends('Try the other key.', true, to());
    expect((await desk.tickets.get(ticket.id))?.state).toBe('answered');
    expect(mailed(desk).filter((each) => each === CUSTOMER)).toHaveLength(1);
    expect((await messagesOf(desk, ticket.id)).map(({ author }) => author)).toEqual([
      'customer',
      'unverified',
      'agent',
    ]);
  });

  it('has its commands carried out', async () => {
    await sends('#close withdrawn', false);
    expect((await desk.tickets.get(ticket.id))?.state).toBe('waiting');
    await sends('#close withdrawn', true);
    expect(await desk.tickets.get(ticket.id)).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
  });
});
