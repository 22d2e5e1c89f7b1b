import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { seenBy } from '../../support/seen-by.ts';
import { ada, bruno, deskOf, mailed, messagesOf, openedBy, rossi, ticketsOf } from '../../support/stories.ts';

/** An id is not a ticket's because somebody has put a mail under it there (docs/promise.md section 9). */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const ZOE = 'zoe@private.example';
const EVIL = 'evil@evil.example';
const MALLORY = 'mallory@evil.example';
/** The id of a mail that many have, such as a newsletter's. */
const NEWS = 'news@vendor.example';
const OF_NEWS = [`References: <${NEWS}>`, `In-Reply-To: <${NEWS}>`];
const SECRET = 'Does this concern us? My secret is 4711.';

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [{ ...rossi, plan: 'premium' }] });
});

type Mail = {
  to?: string;
  subject?: string;
  head?: string[];
  text?: string;
  id?: string;
  isProved?: boolean;
  /** Above all other fields. */
  before?: string[];
  path?: string;
};

function arriving(from: string, mail: Mail = {}) {
  const { to = DESK, subject = 'Printer', head = [], text = 'Please help.', id = `d${++mails}@x.example` } = mail;
  desk.pass(60);
  const lines = [
    ...(mail.before ?? []),
    `Message-ID: <${id}>`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    ...head,
  ];
  const { isProved: authenticated = true } = mail;
  const recipients = [to.endsWith('@support.example') ? to : DESK];
  return arrives(desk, `${lines.join('\n')}\n\n${text}\n`, {
    id: `ses-${++mails}`,
    recipients,
    envelopeFrom: mail.path ?? from,
    authenticated,
  });
}

async function comes(from: string, mail: Mail = {}): Promise<void> {
  await receiveMail(desk, arriving(from, mail));
  await desk.team.drain();
}

const opens = (from: string, mail: Mail = {}) => openedBy(desk, () => comes(from, mail));
const signed = (ticketId: string, who: string) =>
  replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(who) });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const of = async (address: string) => (await ticketsOf(desk)).filter(({ requester }) => requester.address === address);

const seen = (reader: string) => seenBy(desk, reader);

async function answers(ticketId: string): Promise<void> {
  desk.pass(60);
  const answer = { source: `api:${++mails}`, text: 'Your code is 0815.', attachments: [] };
  const at = desk.now().toISOString();
  await respond(desk, { ticketId, agent: ada, ...answer, receivedAt: at, tellBy: 'call' });
}

/** Ways by which a mail of that id gets onto somebody's ticket. */
const PUTS: [string, (id: string) => Promise<void>][] = [
  ['one who reads along, at their signed address', (own) => comes(EVIL, { id: NEWS, to: signed(own, EVIL) })],
  ['one who reads along, to who asked', (own) => comes(EVIL, { id: NEWS, subject: `[${own}]`, head: [`Cc: ${ZOE}`] })],
  ['one who reads along, by number', (own) => comes(EVIL, { id: NEWS, subject: `[${own}]` })],
  ['a stranger, by number', (own) => comes('x@x.example', { id: NEWS, subject: `[${own}]`, isProved: false })],
];

describe.each(PUTS)('a mail that others have, put on a ticket by %s,', (_, puts) => {
  it.each([true, false])('leads nobody who asks to where others read it (proved: %s)', async (isProved) => {
    const own = await opens(ZOE, { head: [`Cc: ${EVIL}, ${MALLORY}`] });
    await puts(own);
    await comes(ZOE, { subject: 'Fwd: News', head: OF_NEWS, text: SECRET, isProved });
    expect(await seen(MALLORY)).not.toContain('4711');
    expect(await seen(EVIL)).not.toContain('4711');
    expect(await of(ZOE)).toHaveLength(2);
    expect(mailed(desk).filter((to) => to === ZOE)).toHaveLength(2);
  });

  it('leads them on in a mail to all of them, and whom it copies beside is only proposed', async () => {
    const own = await opens(ZOE, { head: [`Cc: ${EVIL}, ${MALLORY}`] });
    await comes(EVIL, { id: NEWS, to: signed(own, EVIL) });
    await comes(ZOE, { subject: 'Fwd: News', head: [...OF_NEWS, `Cc: ${EVIL}, ${MALLORY}, new@x.example`] });
    expect(await of(ZOE)).toHaveLength(1);
    expect(await readers(own)).toEqual([ZOE, EVIL, MALLORY]);
  });
});

it.each([true, false])('what a stranger put on an answered ticket takes no clock (proved: %s)', async (isProved) => {
  const own = await opens(ZOE, { isProved });
  await answers(own);
  await comes('x@x.example', { id: NEWS, subject: `[${own}]`, isProved: false });
  await comes(ZOE, { subject: 'Fwd: News', head: OF_NEWS, text: 'Our server, too.', isProved });
  expect((await of(ZOE)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
});

it('who goes on by the number goes on, whatever else it answers', async () => {
  const own = await opens(ZOE, { head: [`Cc: ${EVIL}`] });
  await comes(EVIL, { id: NEWS, to: signed(own, EVIL) });
  await comes(ZOE, { subject: `Re: [${own}] News`, head: OF_NEWS });
  expect(await of(ZOE)).toHaveLength(1);
});

it('an agent’s mail to the desk alone that answers what a stranger put there is no answer to who asked', async () => {
  const own = await opens(ZOE);
  await comes('x@x.example', { id: NEWS, subject: `[${own}]`, isProved: false });
  await comes('ada@support.example', { subject: 'Re: News', head: OF_NEWS, text: 'The code is 0815.' });
  desk.pass(600);
  await desk.team.drain();
  expect(await getTicket(desk, own)).toMatchObject({ state: 'waiting' });
  const who = desk.sent.filter(({ text }) => text.includes('0815')).map(({ recipient }) => recipient);
  expect(who).toContain('ada@support.example');
  expect(who).not.toContain(ZOE);
});

it('whom a mail only proposed stays so when its delivery is repeated', async () => {
  const head = ['References: <e1@evil.example>', 'In-Reply-To: <e1@evil.example>'];
  const own = await opens(ZOE, { subject: 'Fwd: Hello', head, text: SECRET });
  const delivery = arriving(ZOE, { subject: 'Re: Hello', head: [...head, `Cc: ${EVIL}, ${MALLORY}`] });
  for (let time = 0; time < 3; time += 1) {
    await receiveMail(desk, delivery);
    await desk.team.drain();
    expect(await readers(own)).toEqual([ZOE]);
  }
  expect(await seen(MALLORY)).not.toContain('4711');
});

/** Ways by which somebody goes on with a mail that both have. */
const GOES: [string, Mail][] = [
  ['passes it on', { subject: 'Fwd: News', head: [`References: <${NEWS}>`], text: SECRET }],
  ['answers it', { subject: 'Re: News', head: OF_NEWS, text: SECRET }],
];

describe.each(GOES)('under the id of a mail that who asked has, and %s,', (_, goes) => {
  it.each([
    ['at the signed address of who forges', (x: string): Mail => ({ to: signed(x, MALLORY) })],
    ['at their own signed address', (x: string): Mail => ({ to: signed(x, ZOE) })],
    [
      'by the number, as an automatic mail',
      (x: string): Mail => ({ subject: `Automatic reply: [${x}]`, head: ['Auto-Submitted: auto-replied'] }),
    ],
    [
      'as an automatic mail at a signed address',
      (x: string): Mail => ({ to: signed(x, MALLORY), head: ['Auto-Submitted: auto-replied'] }),
    ],
  ])('a mail forged in their name %s leads nothing of theirs there', async (__, led) => {
    const x = await opens(ZOE, { head: [`Cc: ${MALLORY}`] });
    await answers(x);
    await comes(ZOE, { subject: 'Re: Printer', ...led(x), id: NEWS, isProved: false, text: 'Thank you.' });
    await comes(ZOE, goes);
    expect(await seen(MALLORY)).not.toContain('4711');
    expect((await of(ZOE)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });

  it.each([
    ['in a stranger’s name, automatic', 'x@x.example', ['Auto-Submitted: auto-replied'], true],
    ['in a stranger’s name, automatic, unproved', 'x@x.example', ['Auto-Submitted: auto-replied'], false],
    ['in a stranger’s name, of its own accord', 'x@x.example', ['Auto-Submitted: auto-generated'], false],
    ['in their own name, automatic', ZOE, ['Auto-Submitted: auto-replied'], false],
    ['in their own name', ZOE, [], false],
  ])('a mail %s, by the number, takes no clock', async (__, from, head, isProved) => {
    const x = await opens(ZOE);
    await answers(x);
    await comes(from, { id: NEWS, subject: `Automatic reply: [${x}]`, head, isProved, text: 'I am away.' });
    await comes(ZOE, goes);
    expect((await of(ZOE)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });
});

it.each([
  ['leaves To out', 'From:Date:Subject:Message-ID:Content-Type', (to: string) => ({ to: `${MALLORY}, ${to}` })],
  [
    'covers one To',
    'From:To:Date:Subject:Message-ID:Content-Type',
    (to: string) => ({ to: MALLORY, before: [`To: ${to}`] }),
  ],
] as const)(
  'an old mail of theirs whose signature %s, brought to their ticket, leads nothing there',
  async (_, h, put) => {
    const x = await opens(ZOE, { head: [`Cc: ${MALLORY}`] });
    await answers(x);
    const { to, before = [] } = { before: [], ...put(signed(x, MALLORY)) };
    const signature = `DKIM-Signature: v=1; d=private.example; s=s1; h=${h}; b=abc`;
    const head = ['Date: Mon, 23 Nov 2026 09:00:00 +0000'];
    await comes(ZOE, {
      before: [signature, ...before],
      path: MALLORY,
      id: 'k@private.example',
      to,
      head,
      subject: 'Offer',
    });
    await comes(ZOE, {
      subject: 'Fwd: Offer',
      head: ['References: <k@private.example> <r@evil.example>'],
      text: SECRET,
    });
    expect(await seen(MALLORY)).not.toContain('4711');
  },
);

it.each([
  ['a second subject', (x: string) => ({ before: [`Subject: [${x}]`] })],
  [
    'an id that no signature covers',
    (x: string) => ({ head: [`References: ${threadId('a signing key for tests only', DESK, x)}`] }),
  ],
])('an old mail of theirs that %s brought, and that stands from outside, takes no clock', async (_, how) => {
  const x = await opens(ZOE);
  await answers(x);
  const { before = [], head = [] }: Mail = how(x);
  const signature = 'DKIM-Signature: v=1; d=private.example; s=s1; h=From:To:Date:Subject:Message-ID; b=abc';
  const dated = ['Date: Mon, 23 Nov 2026 09:00:00 +0000', ...head];
  const old = { id: 'k@private.example', to: EVIL, subject: 'Offer', path: EVIL };
  await comes(ZOE, { ...old, before: [signature, ...before], head: dated });
  await comes(ZOE, { subject: 'Fwd: Offer', head: ['References: <k@private.example> <r@evil.example>'] });
  expect((await of(ZOE)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
});

it('who was closed into a ticket on which a stranger named them is not led there by the stranger’s mail', async () => {
  const theirs = await opens(ZOE, { subject: 'Fwd: News', head: [`References: <${NEWS}>`] });
  const twin = await opens(EVIL, { id: NEWS, head: [`Reply-To: ${ZOE}`] });
  const at = desk.now().toISOString();
  await changeState(desk, { ticketId: theirs, agent: ada, at, state: 'closed', reason: 'duplicate', twin });
  await comes(ZOE, { subject: 'Fwd: News', head: [`References: <${NEWS}>`, `Cc: ${MALLORY}`] });
  await comes(ZOE, { subject: 'Fwd: News', head: [`References: <${NEWS}>`], text: SECRET });
  expect(await seen(MALLORY)).not.toContain('4711');
});

it('what an agent confirmed leads, by its id, no proved mail to where others read', async () => {
  const x = await opens(ZOE, { head: [`Cc: ${MALLORY}`] });
  const forged = await opens(ZOE, { id: NEWS, isProved: false });
  const by = () => ({ agent: ada, at: desk.now().toISOString() });
  await correctRequester(desk, { ticketId: forged, ...by(), requester: { address: ZOE } });
  await changeState(desk, { ticketId: forged, ...by(), state: 'closed', reason: 'duplicate', twin: x });
  await comes(ZOE, { subject: 'Fwd: News', head: [`References: <${NEWS}>`], text: SECRET });
  expect(await seen(MALLORY)).not.toContain('4711');
});

it('what one wrote who reads no more takes no clock', async () => {
  const x = await opens(ZOE, { head: [`Cc: ${MALLORY}`] });
  await comes(MALLORY, { to: signed(x, MALLORY), id: NEWS });
  await answers(x);
  await removeReader(desk, { ticketId: x, agent: ada, at: desk.now().toISOString(), address: MALLORY });
  await comes(ZOE, { subject: 'Fwd: News', head: [`References: <${NEWS}>`] });
  expect((await of(ZOE)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
});

describe('who goes on by the id of their own mail, or of an agent’s,', () => {
  const OWN = 'z1@private.example';
  const AGENTS = 'ag1@support.example';
  const wrote = async (x: string) =>
    (await messagesOf(desk, x)).filter(({ text, fromOutside }) => text.includes('still burns') && !fromOutside).length;

  it.each([
    ['one who reads along, at their signed address', EVIL, (x: string): Mail => ({ to: signed(x, EVIL) })],
    ['a stranger, by the number', 'sam@stranger.example', (x: string): Mail => ({ subject: `[${x}]` })],
  ])('goes on, whatever %s has written under it', async (_, from, led) => {
    const x = await opens(ZOE, { id: OWN, head: [`Cc: ${EVIL}`] });
    const head = [`In-Reply-To: <${OWN}>`];
    const answer = { to: `${ZOE}, ${DESK}`, id: AGENTS, subject: `Re: [${x}] Printer`, head, text: 'Have you tried?' };
    await comes('ada@support.example', answer);
    for (const id of [OWN, AGENTS]) await comes(from, { ...led(x), id, text: 'Mine.' });
    for (const id of [OWN, AGENTS])
      await comes(ZOE, { subject: 'Re: Printer', head: [`In-Reply-To: <${id}>`], text: 'It still burns.' });
    expect([(await of(ZOE)).length, await wrote(x)]).toEqual([1, 2]);
  });

  it('goes on, proved, by the number, where their first mail was not', async () => {
    const x = await opens(ZOE, { id: OWN, isProved: false });
    await comes(ZOE, { subject: `Re: [${x}]`, head: [`In-Reply-To: <${OWN}>`], text: 'It still burns.' });
    expect([(await of(ZOE)).length, await wrote(x)]).toEqual([1, 1]);
  });

  it.each([false, true])(
    'goes on with what an agent wrote to them first, leaving out whom that copied (answered: %s)',
    async (isAnswered) => {
      const head = [`Cc: ${DESK}, tom@else.example`];
      const x = await openedBy(desk, () =>
        comes('ada@support.example', { id: AGENTS, to: ZOE, head, subject: 'Hello' }),
      );
      if (isAnswered) await answers(x);
      const refs = [`In-Reply-To: <${AGENTS}>`, `Cc: ada@support.example`];
      await comes(ZOE, { subject: 'Re: Hello', head: refs, text: 'It still burns.' });
      expect([(await ticketsOf(desk)).length, await wrote(x)]).toEqual([1, 1]);
    },
  );

  it('goes on with what came first unproved to their signed address, and then proved', async () => {
    const x = await opens(ZOE, { head: [`Cc: ${EVIL}`] });
    const head = ['Date: Mon, 30 Nov 2026 09:00:00 +0000'];
    for (const isProved of [false, true])
      await comes(ZOE, { id: OWN, to: signed(x, ZOE), subject: 'Re: Printer', head, isProved });
    await comes(ZOE, { subject: 'Re: Printer', head: [`In-Reply-To: <${OWN}>`], text: 'It still burns.' });
    expect([(await of(ZOE)).length, await wrote(x)]).toEqual([1, 1]);
  });

  it('goes on among three colleagues', async () => {
    const [bob, carlo] = ['bob@rossi.example', 'carlo@rossi.example'];
    const x = await opens(ANNA, { id: 'a1@rossi.example', head: [`Cc: ${bob}, ${carlo}`] });
    const thread = ['a1'];
    const answersTo = async (id: string, from: string, cc: string) => {
      const refs = thread.map((each) => `<${each}@rossi.example>`);
      const head = [`Cc: ${cc}`, `In-Reply-To: ${refs.at(-1)}`, `References: ${refs.join(' ')}`];
      await comes(from, { id: `${id}@rossi.example`, subject: 'Re: Printer', head, text: 'It still burns.' });
      thread.push(id);
    };
    await answersTo('b1', bob, `${ANNA}, ${carlo}`);
    await answersTo('c1', carlo, `${ANNA}, ${bob}`);
    await answersTo('a2', ANNA, carlo);
    await answersTo('b2', bob, ANNA);
    expect([(await ticketsOf(desk)).length, await wrote(x)]).toEqual([1, 4]);
  });
});

it.each([
  ['our id, too', (x: string) => threadId('a signing key for tests only', DESK, x)],
  ['the mail of who asked, too', () => '<z1@private.example>'],
])('an agent’s mail to the desk alone that answers a stranger’s which names %s is no answer', async (_, named) => {
  const x = await opens(ZOE, { id: 'z1@private.example' });
  const head = [`References: ${named(x)}`, 'Cc: ada@support.example', `Reply-To: ${DESK}`];
  await comes('sam@stranger.example', { id: 's1@stranger.example', head, text: 'What does Zoe pay?' });
  const refs = ['In-Reply-To: <s1@stranger.example>', `References: ${named(x)} <s1@stranger.example>`];
  await comes('ada@support.example', { subject: 'Re: Printer', head: refs, text: 'Dear Sam, 4711.' });
  expect(await seen(ZOE)).not.toContain('4711');
  expect(await getTicket(desk, x)).toMatchObject({ state: 'waiting' });
});

describe.each([
  ['under', { id: NEWS }],
  ['in answer to', { head: OF_NEWS }],
])('what nobody proved, in a name, %s a mail that its owner has', (_, mail) => {
  it.each([ZOE, ANNA])('is not confirmed by what %s asks, proved, who has a clock for that', async (victim) => {
    const forged = await opens(victim, { ...mail, subject: 'News', isProved: false, text: 'Send it to 555-1234.' });
    await answers(forged);
    await comes(victim, { subject: 'Fwd: News', head: OF_NEWS, text: 'Does this concern us?' });
    expect((await getTicket(desk, forged)).requester.verified).toBe(false);
    expect((await of(victim)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });

  it('goes on, proved, with what answers the acknowledgement', async () => {
    const own = await opens(ZOE, { ...mail, subject: 'News', isProved: false });
    const { acknowledgedAs } = await getTicket(desk, own);
    await comes(ZOE, { subject: 'Re: News', head: [`In-Reply-To: ${acknowledgedAs}`] });
    expect(await of(ZOE)).toHaveLength(1);
    expect((await getTicket(desk, own)).requester.verified).toBe(true);
  });
});

it.each([false, true])(
  'a common ancestor of a colleague’s duplicate takes no clock of who asks the ticket that goes on (removed: %s)',
  async (isRemoved) => {
    const x = await opens(ANNA);
    const toms = await opens(TOM, { subject: 'Re: News', head: OF_NEWS });
    const at = () => ({ agent: ada, at: desk.now().toISOString() });
    await changeState(desk, { ticketId: toms, ...at(), state: 'closed', reason: 'duplicate', twin: x });
    await answers(x);
    if (isRemoved) await removeReader(desk, { ticketId: x, ...at(), address: TOM });
    await comes(ANNA, { subject: 'Fwd: News', head: [...OF_NEWS, ...(isRemoved ? [] : [`Cc: ${TOM}`])] });
    expect((await of(ANNA)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  },
);

it.each(['spam', 'withdrawn'])(
  'what an agent filed in their name, closed as %s, takes nothing that they ask, proved',
  async (reason) => {
    const forwarded = `---------- Forwarded message ---------\nFrom: ${ZOE}\nTo: ada@support.example\nSubject: News\n\nSend it.\n`;
    const filed = await openedBy(desk, () =>
      comes('ada@support.example', { subject: 'Fwd: News', head: OF_NEWS, text: forwarded }),
    );
    await changeState(desk, { ticketId: filed, agent: ada, at: desk.now().toISOString(), state: 'closed', reason });
    await comes(ZOE, { subject: 'Fwd: News', head: OF_NEWS });
    expect((await of(ZOE)).filter(({ state, id }) => state === 'waiting' && id !== filed)).toHaveLength(1);
    expect(mailed(desk)).toContain(ZOE);
  },
);

it('who asked a duplicate writes by such an id to the desk alone, and who asks the twin reads nothing of it', async () => {
  const annas = await opens(ANNA, { subject: 'Re: News', head: OF_NEWS });
  const toms = await opens(TOM, { subject: 'Re: News', head: OF_NEWS });
  const at = desk.now().toISOString();
  await changeState(desk, { ticketId: toms, agent: ada, at, state: 'closed', reason: 'duplicate', twin: annas });
  expect(await readers(annas)).toEqual([ANNA, TOM]);
  await comes(TOM, { subject: 'Fwd: News', head: OF_NEWS, text: SECRET });
  expect(await seen(ANNA)).not.toContain('4711');
});

describe.each(PUTS)('a mail that others have, put on a ticket by %s,', (_, puts) => {
  it.each([true, false])(
    'leads no colleague who is copied to where others read it (answered: %s)',
    async (isAnswered) => {
      const x = await opens(ANNA, { head: [`Cc: ${TOM}, ${EVIL}, ${ZOE}`] });
      if (isAnswered) await answers(x);
      await puts(x);
      await comes(TOM, { subject: 'Fwd: News', head: [`References: <${NEWS}>`, `Cc: ${ANNA}`], text: SECRET });
      expect(await seen(EVIL)).not.toContain('4711');
      expect((await of(TOM)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
    },
  );
});

it('a colleague goes on to all with what another colleague wrote, by its id alone', async () => {
  const carlo = 'carlo@rossi.example';
  const x = await opens(ANNA, { head: [`Cc: ${TOM}, ${carlo}`] });
  await comes(carlo, { id: 'c1@rossi.example', to: signed(x, carlo), head: [`Cc: ${ANNA}, ${TOM}`] });
  await comes(TOM, { subject: 'Re: Printer', head: [`Cc: ${ANNA}, ${carlo}`, 'In-Reply-To: <c1@rossi.example>'] });
  expect(await ticketsOf(desk)).toHaveLength(1);
});

describe.each(GOES)('where two ask on one ticket, under an id that both have, and one %s', (_, goes) => {
  const merges = (ticketId: string, twin: string) =>
    changeState(desk, {
      ticketId,
      agent: ada,
      at: desk.now().toISOString(),
      state: 'closed',
      reason: 'duplicate',
      twin,
    });

  it.each([
    ['the ticket', { id: NEWS }, {}, TOM, ANNA],
    ['the duplicate', {}, { id: NEWS }, ANNA, TOM],
  ])('the other reads nothing of it, who opened %s under it', async (__, annas, toms, writer, other) => {
    const twin = await opens(ANNA, annas);
    await merges(await opens(TOM, toms), twin);
    await answers(twin);
    await comes(writer, goes);
    expect(await seen(other)).not.toContain('4711');
    expect((await of(writer)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });

  it('the other reads nothing of it, who wrote so at their own address', async () => {
    const twin = await opens(ANNA);
    const theirs = await opens(TOM);
    await merges(theirs, twin);
    await comes(TOM, { id: NEWS, to: signed(twin, TOM) });
    await comes(ANNA, goes);
    expect(await seen(TOM)).not.toContain('4711');
  });
});

it.each([
  ['waits', false, '[P1] Help'],
  ['is closed', true, 'Help'],
])(
  'an agent’s mail to the desk alone is for whose mail it answers, where the thread names a ticket that %s',
  async (_, isClosed, subject) => {
    const x = await opens(ANNA);
    if (isClosed) {
      await answers(x);
      await changeState(desk, { ticketId: x, agent: ada, at: desk.now().toISOString(), state: 'closed' });
    }
    const ours = threadId('a signing key for tests only', DESK, x);
    const head = [`References: ${ours}`, 'Cc: ada@support.example', `Reply-To: ${DESK}`];
    const own = await opens('sam@partner.example', { id: 's1@partner.example', subject, head });
    const refs = ['In-Reply-To: <s1@partner.example>', `References: ${ours} <s1@partner.example>`];
    await comes('ada@support.example', { subject: `Re: ${subject}`, head: refs, text: 'Dear Sam, 4711.' });
    expect(await seen(ANNA)).not.toContain('4711');
    expect((await messagesOf(desk, own)).some(({ text }) => text.includes('4711'))).toBe(true);
  },
);

it('what a mailbox’s rule is said to pass on, which anybody can have written, takes nothing that its customer asks, proved', async () => {
  const box = 'support@company.example';
  desk = deskOf({ agents: [ada, bruno], customers: [rossi], settings: { forwardedFrom: [{ address: box }] } });
  const text = `---------- Forwarded message ---------\nFrom: ${ANNA}\nDate: Mon, 30 Nov 2026 at 08:00\nSubject: News\nTo: ${box}\n\nSpam.`;
  await opens(box, { isProved: false, path: EVIL, subject: 'Fwd: News', head: OF_NEWS, text });
  desk.sent.length = 0;
  await comes(ANNA, { subject: 'Fwd: News', head: OF_NEWS });
  expect((await of(ANNA)).filter(({ requester }) => requester.verified)).toHaveLength(1);
  expect(mailed(desk)).toContain(ANNA);
});

it.each([
  ['the desk alone', DESK, 'note'],
  // Anna has the mail itself; the agent is told that it was to others.
  ['all', `${DESK}, ${ANNA}`, 'unverified'],
])(
  'an agent’s #note on what they asked themself, in answer to a colleague’s mail, to %s, is no customer’s word',
  async (_, to, as) => {
    const x = await opens('ada@support.example', { head: [`Cc: ${ANNA}`] });
    await comes(ANNA, { to: signed(x, ANNA), head: ['Cc: ada@support.example'], id: 't1@rossi.example' });
    const head = ['In-Reply-To: <t1@rossi.example>', 'References: <t1@rossi.example>'];
    await comes('ada@support.example', { to, subject: 'Re: Printer', head, text: '#note My secret is 4711.' });
    expect(await seen(ANNA)).not.toContain('4711');
    const said = (await messagesOf(desk, x)).find(({ text }) => text.includes('4711'));
    expect([said?.kind, said?.author]).toContain(as);
  },
);

it('what they write on about their new P1, in answer to their own mail, is for whom that one’s ticket has', async () => {
  const x = await opens(ANNA, { head: [`Cc: ${EVIL}`] });
  await answers(x);
  const ours = threadId('a signing key for tests only', DESK, x);
  const own = await opens(ANNA, {
    id: 'p1@rossi.example',
    subject: 'Re: Printer',
    head: [`References: ${ours}`],
    text: 'P1: down',
  });
  const head = ['In-Reply-To: <p1@rossi.example>', `References: ${ours} <p1@rossi.example>`];
  await comes(ANNA, { subject: 'Re: Printer', head, text: 'My secret is 4711.' });
  expect(await seen(EVIL)).not.toContain('4711');
  expect((await messagesOf(desk, own)).map(({ text }) => text).join()).toContain('4711');
});

it('our id leads to their ticket, where the mail that they answer stands, too, whatever another one has under its id', async () => {
  const a1 = 'a1@private.example';
  const x = await opens(ZOE, { isProved: false });
  await comes(ZOE, { id: a1, to: signed(x, ZOE), isProved: false });
  await opens(ZOE, { id: a1, isProved: false, path: EVIL, text: 'Another text.' });
  const ours = threadId('a signing key for tests only', DESK, x);
  const head = [`In-Reply-To: <${a1}>`, `References: ${ours} <${a1}>`];
  await comes(ZOE, { subject: 'Re: Printer', head, text: 'My secret is 4711.', isProved: false });
  expect((await messagesOf(desk, x)).map(({ text }) => text).join()).toContain('4711');
});

describe('the answer to a mail that comes before it (greylisting, a queue, a mail that was held)', () => {
  const VENDOR = 'vendor@partner.example';
  const answersFirst = (cc: string) =>
    comes(VENDOR, {
      to: ANNA,
      subject: 'Re: Shop down',
      head: [`Cc: ${DESK}${cc}`, 'In-Reply-To: <a1@rossi.example>'],
    });
  const asks = () =>
    comes(ANNA, {
      id: 'a1@rossi.example',
      to: VENDOR,
      subject: 'Shop down',
      head: [`Cc: ${DESK}`],
      text: 'P1\nOur shop is down. 4711',
    });

  it.each(['', `, ${MALLORY}`])(
    'does not have what it answers: that is a ticket on its own terms (also copied: %s)',
    async (cc) => {
      await answersFirst(cc);
      await asks();
      expect(await of(ANNA)).toMatchObject([{ state: 'waiting', priority: 1, customer: { id: 'rossi' } }]);
      expect(mailed(desk)).toContain(ANNA);
      expect(await seen(MALLORY)).not.toContain('4711');
    },
  );
});
