import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import { LINK } from '../../../shared/ticket/links.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { seenBy } from '../../support/seen-by.ts';
import { ada, bruno, deskOf, mailed, messagesOf, openedBy, ticketsOf } from '../../support/stories.ts';

/** What a machine passes on in a customer's name may be anybody's words: it says neither who reads nor where, and is another one's request (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const EVIL = 'evil@evil.example';
const WEB = 'web@rossi.example';
const AUTO = 'Auto-Submitted: auto-generated';

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno] });
});

type Mail = {
  from?: string;
  to?: string;
  subject?: string;
  id?: string;
  head?: string[];
  text?: string;
  isProved?: boolean;
};

async function comes({ from = ANNA, to = DESK, subject = 'Case', head = [], text = 'Please help.', ...mail }: Mail) {
  const { id = `m${++mails}`, isProved = true } = mail;
  desk.pass(60);
  desk.sent.length = 0;
  const envelopeFrom = /<(.+)>/.exec(from)?.[1] ?? from;
  const lines = [`Message-ID: <${id}@x.example>`, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, ...head];
  const delivery = { id: `ses-${++mails}`, recipients: [to], envelopeFrom, authenticated: isProved };
  const received = arrives(desk, `${lines.join('\n')}\n\n${text}\n`, delivery);
  await receiveMail(desk, received);
  await desk.team.drain();
  return received;
}

const opens = (mail: Mail = {}) => openedBy(desk, () => comes(mail));

const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const others = async (id: string) => (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
const signed = (ticketId: string, who: string) => replyAddress(KEY, DESK, { ticketId, reader: readerName(who) });
const pageOf = async (id: string, reader: string) =>
  conversationFor(await getTicket(desk, id), await messagesOf(desk, id), { reader, settings: desk.settings }).map(
    ({ text }) => text.trim(),
  );
const answers = async (ticketId: string) => {
  desk.pass(60);
  const answer = { source: `api:${++mails}`, text: 'Try it.', attachments: [], receivedAt: desk.now().toISOString() };
  await respond(desk, { ticketId, agent: ada, ...answer, tellBy: 'call' });
};

/** What is passed on in Anna's name to her ticket, whose first mail is `first`. */
const PASSED: [string, (id: string, head: string[]) => Mail][] = [
  ['by a rule, with the number', (id, head) => ({ subject: `Fwd: [${id}] hello`, head: [AUTO, ...head] })],
  ['by a rule, under her own mail', (_, head) => ({ head: [AUTO, 'In-Reply-To: <first@x.example>', ...head] })],
  [
    'by a program that says for whom',
    (id, head) => ({
      from: `"'Evil' via Info" <${ANNA}>`,
      subject: `[${id}] hello`,
      head: [`Reply-To: ${EVIL}`, ...head],
    }),
  ],
  [
    'by a program that says on whose behalf',
    (id, head) => ({
      from: `"Info on behalf of Evil" <${ANNA}>`,
      subject: `[${id}] hello`,
      head: [`Reply-To: ${EVIL}`, ...head],
    }),
  ],
  [
    'by a program that says so by the address',
    (id, head) => ({ from: `"${EVIL}" <${ANNA}>`, subject: `[${id}] hello`, head: [`Reply-To: ${EVIL}`, ...head] }),
  ],
];

describe.each(PASSED)('what was passed on in the requester’s name %s', (_, passed) => {
  it('moves no reading address: it is the request of whom it says to answer', async () => {
    const id = await opens({ id: 'first' });
    await comes(passed(id, [`Reply-To: ${EVIL}`]));
    expect(await readers(id)).toEqual([ANNA]);
    const own = await others(id);
    expect(own).toMatchObject([{ requester: { address: EVIL, from: ANNA }, state: 'waiting' }]);
    expect(own.map(({ links }) => links)).toMatchObject([[{ ticket: id, kind: LINK.sameThread }]]);
    expect(await pageOf(own[0]?.id ?? '', EVIL)).toEqual(['Please help.']);
    expect(await pageOf(id, ANNA)).toEqual(['Please help.']);
    expect(mailed(desk)).toEqual(expect.arrayContaining([...ada.addresses]));
  });

  it('lets nobody in, whom an agent removed neither', async () => {
    const id = await opens({ id: 'first', head: [`Cc: ${EVIL}`] });
    await removeReader(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), address: EVIL });
    await comes(passed(id, ['Cc: evil@elsewhere.example', `Reply-To: ${EVIL}`]));
    expect(await readers(id)).toEqual([ANNA]);
  });

  it('is kept, and told, however often it comes', async () => {
    const id = await opens({ id: 'first' });
    const again = await comes(passed(id, [`Reply-To: ${EVIL}`]));
    await receiveMail(desk, again);
    expect(await ticketsOf(desk)).toHaveLength(2);
  });

  it('opens its own after the answer, a P1 too', async () => {
    const id = await opens({ id: 'first' });
    await answers(id);
    await comes({ ...passed(id, [`Reply-To: ${EVIL}`]), text: 'P1' });
    expect(await getTicket(desk, id)).toMatchObject({ state: 'answered', lastPublic: { by: 'agent' }, priority: 3 });
    expect(await others(id)).toMatchObject([{ requester: { address: EVIL } }]);
  });
});

describe.each(PASSED.slice(0, 2))('what a rule passes on %s, and does not say for whom', (_, passed) => {
  it('only proposes whom it copies', async () => {
    const id = await opens({ id: 'first' });
    await comes(passed(id, [`Cc: ${EVIL}`]));
    expect(await readers(id)).toEqual([ANNA]);
    expect(await getTicket(desk, id)).toMatchObject({ proposed: [{ address: EVIL }] });
  });

  it.each(['Please raise it to P1', 'P1', 'P1: all is down'])(
    'raises nothing, and the team reads it: %s',
    async (text) => {
      const id = await opens({ id: 'first' });
      await comes({ ...passed(id, []), text });
      expect((await getTicket(desk, id)).priority).toBe(3);
      expect((await messagesOf(desk, id)).at(-1)?.warnings.join()).toContain('declares P1, which does not count');
      expect(mailed(desk)).toEqual(expect.arrayContaining([...ada.addresses]));
    },
  );

  it('confirms nobody', async () => {
    const id = await opens({ from: EVIL, id: 'first', head: [`Reply-To: ${ANNA}`] });
    await comes({ ...passed(id, []), to: DESK });
    expect((await getTicket(desk, id)).requester).toMatchObject({ unconfirmed: 'reply-to', verified: false });
  });
});

describe('whom a mail that may be anybody’s says to answer', () => {
  type Way = [string, (address: string) => Mail];
  const ways: [Way, Way] = [
    ['a rule', (address) => ({ from: WEB, head: [AUTO, `Reply-To: ${address}`] })],
    ['a program that says for whom', (address) => ({ from: `"Eve via Web" <${WEB}>`, head: [`Reply-To: ${address}`] })],
  ];

  it.each(ways)('is confirmed by nobody, and reads no other request of the customer’s: of %s', async (_, passed) => {
    const id = await opens();
    const theirs = await opens(passed(EVIL));
    expect((await getTicket(desk, theirs)).requester).toMatchObject({ address: EVIL, unconfirmed: 'reply-to' });
    const closing = { state: 'closed', reason: 'duplicate', twin: id } as const;
    const at = desk.now().toISOString();
    await expect(changeState(desk, { ticketId: theirs, agent: ada, at, ...closing })).rejects.toMatchObject({
      status: 422,
    });
    expect(await readers(id)).toEqual([ANNA]);
  });

  it.each(ways)('reads nothing of what the customer says of a mail that they have, too: of %s', async (_, passed) => {
    await opens({ ...passed(EVIL), id: 'news' });
    await comes({ from: WEB, head: ['In-Reply-To: <news@x.example>'], text: 'The code is 4711.' });
    expect(await seenBy(desk, EVIL)).not.toContain('4711');
    expect((await ticketsOf(desk)).map(({ requester }) => requester.address).sort()).toEqual([EVIL, WEB]);
  });

  it.each(ways)('draws the customer nowhere under the id of a mail that both have: of %s', async (_, passed) => {
    const id = await opens({ from: WEB, head: ['In-Reply-To: <older@x.example>', `Cc: ${EVIL}`] });
    await comes({ ...passed(EVIL), id: 'older' });
    await comes({ ...passed(EVIL), id: 'news', subject: `[${id}] news` });
    for (const each of ['older', 'news'])
      await comes({ from: WEB, head: [`In-Reply-To: <${each}@x.example>`], text: 'The code is 4711.' });
    expect(await seenBy(desk, EVIL)).not.toContain('4711');
  });

  it('reads nothing either where an agent files what a program sent as a ticket of its own', async () => {
    const [, [, passed]] = ways;
    const ticketId = await opens();
    await comes({ ...passed(EVIL), id: 'news', to: signed(ticketId, ANNA) });
    await fileOutside(desk, { ticketId, agent: ada, at: desk.now().toISOString() });
    const filed = (await others(ticketId)).map(({ requester }) => requester.address);
    expect(filed).toEqual([EVIL]);
    await comes({ from: WEB, head: ['In-Reply-To: <news@x.example>'], text: 'The code is 4711.' });
    expect(await seenBy(desk, EVIL)).not.toContain('4711');
  });

  it.each(ways)('is confirmed where the customer’s own record names them: of %s', async (_, passed) => {
    const id = await opens(passed(TOM));
    expect((await getTicket(desk, id)).requester).toMatchObject({ address: TOM, verified: true, fromProved: true });
  });
});

/** Forms that send from an address of a customer's, or of nobody's, as themselves or as a person would. */
const FORMS: [string, string[]][] = [WEB, 'web@small.example'].flatMap((from) =>
  [[], [AUTO]].map((head): [string, string[]] => [from, head]),
);

describe.each(FORMS)('a form that gives all its mails one id, from %s (%s)', (from, head) => {
  const visitor = (address: string, text: string, more: string[] = ['References: <form@x.example>']): Mail => ({
    from,
    subject: 'Contact form',
    head: [...head, ...more, ...(address ? [`Reply-To: ${address}`] : [])],
    text,
  });

  it('has a ticket for each visitor, who reads it alone, and is told as of any', async () => {
    const first = await opens(visitor('one@x1.example', 'One.'));
    const isTold = mailed(desk).includes('one@x1.example');
    const second = await opens(visitor('two@x2.example', 'Two.'));
    expect(mailed(desk).includes('two@x2.example')).toBe(isTold);
    const third = await opens(visitor('three@x3.example', 'Three.'));
    expect(await Promise.all([first, second, third].map(readers))).toEqual([
      ['one@x1.example'],
      ['two@x2.example'],
      ['three@x3.example'],
    ]);
    expect(await pageOf(first, 'one@x1.example')).toEqual(['One.']);
    expect(await pageOf(second, 'two@x2.example')).toEqual(['Two.']);
  });

  it('adds what the same visitor sends again to theirs', async () => {
    const first = await opens(visitor('one@x1.example', 'One.'));
    await opens(visitor('two@x2.example', 'Two.'));
    await comes(visitor('one@x1.example', 'And one more.'));
    expect(await ticketsOf(desk)).toHaveLength(2);
    expect(await messagesOf(desk, first)).toHaveLength(2);
  });

  it('shows no visitor what one wrote who left no address, nor that one’s answers to the next', async () => {
    const first = await opens(visitor('one@x1.example', 'One.'));
    const nameless = await opens(visitor('', 'Nameless.'));
    const third = await opens(visitor('three@x3.example', 'Three.'));
    expect(await readers(nameless)).toEqual([from]);
    expect(await readers(third)).toEqual(['three@x3.example']);
    expect(await pageOf(first, 'one@x1.example')).toEqual(['One.']);
  });
});

it.each([WEB, 'web@small.example'])(
  'a form of %s that goes on from its own last mail has a ticket for each visitor',
  async (from) => {
    const form = { from, subject: 'Contact form' };
    const first = await opens({ ...form, id: 'first', head: [AUTO, 'Reply-To: one@x1.example'] });
    const second = await opens({
      ...form,
      id: 'second',
      head: [AUTO, 'In-Reply-To: <first@x.example>', 'Reply-To: two@x2.example'],
    });
    expect([await readers(first), await readers(second)]).toEqual([['one@x1.example'], ['two@x2.example']]);
  },
);

it('whom nobody confirmed goes on with another Reply-To in a ticket of their own', async () => {
  const from = 'web@small.example';
  const first = await opens({ from, id: 'first', head: ['Reply-To: one@x1.example'] });
  const second = await opens({
    from,
    head: ['In-Reply-To: <first@x.example>', 'Reply-To: two@x2.example'],
    text: 'Two.',
  });
  expect([await readers(first), await readers(second)]).toEqual([['one@x1.example'], ['two@x2.example']]);
  expect(await pageOf(first, 'one@x1.example')).toEqual(['Please help.']);
});

it('what is passed on to a signed address stands there from outside', async () => {
  const id = await opens();
  await comes({ from: `"'Evil' via Info" <${ANNA}>`, to: signed(id, ANNA), head: [`Reply-To: ${EVIL}`] });
  expect(await readers(id)).toEqual([ANNA]);
  expect((await getTicket(desk, id)).outside).toHaveLength(1);
  expect(await ticketsOf(desk)).toHaveLength(1);
});

describe('who reads by a Reply-To that the record of From does not name is moved by no other mail of that From', () => {
  const form = (name: string, address: string, more: Partial<Mail> = {}): Mail => ({
    ...{ from: `"${name}" <${WEB}>`, ...more },
    head: [`Reply-To: ${address}`, ...(more.head ?? [])],
  });

  it.each<[string, (id: string) => Partial<Mail>]>([
    ['the number', (id) => ({ subject: `[${id}] hello`, text: 'P1. Two.' })],
    ['the id of its mail', () => ({ head: ['In-Reply-To: <first@x.example>'], text: 'Two.' })],
    [
      'the number, with a copy',
      (id) => ({ subject: `[${id}] hello`, head: ['Cc: evil@elsewhere.example'], text: 'Two.' }),
    ],
  ])('by %s: it is the next visitor’s request, acknowledged', async (_, more) => {
    const id = await opens(form('Vera One', 'vera@home.example', { id: 'first' }));
    const next = await opens(form('Eve Two', EVIL, more(id)));
    expect(mailed(desk)).toContain(EVIL);
    expect(mailed(desk)).not.toContain('vera@home.example');
    expect([await readers(id), (await readers(next))[0]]).toEqual([['vera@home.example'], EVIL]);
    expect((await getTicket(desk, next)).links).toMatchObject([{ ticket: id, kind: LINK.sameThread }]);
    expect(await getTicket(desk, id)).toMatchObject({ priority: 3, lastPublic: { by: 'customer' } });
    expect(await pageOf(next, EVIL)).not.toContain('Please help.');
    expect(await pageOf(id, 'vera@home.example')).toEqual(['Please help.']);
  });

  it('nor on the ticket that goes on for theirs', async () => {
    const twin = await opens({ from: TOM });
    const id = await opens(form('Vera One', 'vera@home.example'));
    await changeState(desk, {
      ...{ ticketId: id, agent: ada, at: desk.now().toISOString() },
      ...{ state: 'closed', reason: 'duplicate', twin },
    });
    await comes(form('Eve Two', EVIL, { subject: `[${id}] hello`, text: 'Mine.' }));
    expect(await readers(twin)).toEqual([TOM, 'vera@home.example']);
    expect(await pageOf(twin, TOM)).not.toContain('Mine.');
    expect(await others(twin)).toHaveLength(2);
  });

  it('but what is theirs stays so when it comes again', async () => {
    const first = await comes({ from: ANNA, head: ['Reply-To: anna@home.example'] });
    const [ticket] = await ticketsOf(desk);
    const id = ticket?.id ?? '';
    await comes({ to: signed(id, 'anna@home.example'), head: ['Reply-To: anna@new.example'] });
    await receiveMail(desk, first);
    expect(await ticketsOf(desk)).toHaveLength(1);
    expect(await readers(id)).toEqual(['anna@new.example']);
    expect((await getTicket(desk, id)).outside).toBeUndefined();
  });

  it('and by a Reply-To that the record names it is From’s own, which another one of that From moves no further', async () => {
    const id = await opens({ head: [`Reply-To: ${TOM}`] });
    await comes({ subject: `[${id}] more`, head: ['Reply-To: anna@home.example'] });
    await comes({ subject: 'Re: Case', head: ['In-Reply-To: <m1@x.example>', 'Reply-To: anna@home.example'] });
    expect(await readers(id)).toEqual([TOM]);
    await comes({ subject: `[${id}] more`, head: [`Reply-To: ${ANNA}`] });
    expect(await readers(id)).toEqual([ANNA]);
  });
});

describe('a display name that is the Reply-To’s address is a person’s own', () => {
  const named = (address: string): Mail => ({ from: `"${address}" <${ANNA}>`, head: [`Reply-To: ${address}`] });

  it.each([
    ['where it is of the same record', TOM],
    ['where it reads the ticket', 'anna@home.example'],
  ])('%s: it declares a P1, and copies', async (_, address) => {
    const id = await opens({ head: [`Reply-To: ${address}`] });
    const { from, head = [] } = named(address);
    const copied = [...head, 'Cc: carla@rossi.example'];
    await comes({ ...(from && { from }), subject: `[${id}] more`, head: copied, text: 'P1' });
    expect((await getTicket(desk, id)).priority).toBe(1);
    expect(await readers(id)).toEqual([address, 'carla@rossi.example']);
  });

  it('of the same record, and reads from then on', async () => {
    const id = await opens();
    await comes({ ...named('info@rossi.example'), subject: `[${id}] more` });
    expect(await readers(id)).toEqual(['info@rossi.example']);
  });

  it('and nobody’s otherwise, nor where the name says for whom', async () => {
    const id = await opens();
    await comes({ ...named(EVIL), subject: `[${id}] more`, text: 'P1' });
    await comes({ from: `"Evil via Info" <${ANNA}>`, subject: `[${id}]`, head: [`Reply-To: ${TOM}`], text: 'P1' });
    expect(await getTicket(desk, id)).toMatchObject({ priority: 3, requester: { address: ANNA } });
  });
});

describe('what stays as it was', () => {
  it('a person reads elsewhere by a Reply-To under her own mail, and again by the signed address', async () => {
    const id = await opens({ id: 'first' });
    await comes({ subject: 'Re: Case', head: ['In-Reply-To: <first@x.example>', 'Reply-To: anna@home.example'] });
    expect(await readers(id)).toEqual(['anna@home.example']);
    await comes({ to: signed(id, 'anna@home.example'), head: ['Reply-To: anna@new.example'] });
    expect(await readers(id)).toEqual(['anna@new.example']);
  });

  it('whose name has “via” in it copies whom they like', async () => {
    const from = `"Farmacia Via Roma" <${ANNA}>`;
    const id = await opens({ from });
    await comes({ from, subject: `[${id}] more`, head: [`Cc: ${TOM}`] });
    expect(await readers(id)).toEqual([ANNA, TOM]);
  });

  it('whose name is in a street that is called “via” reads elsewhere, and declares, where both headers bear the name', async () => {
    const name = 'Studio Rossi via Garibaldi';
    const from = `"${name}" <${ANNA}>`;
    const id = await opens({ from, id: 'first' });
    const head = ['In-Reply-To: <first@x.example>', `Reply-To: "${name}" <studio@rossi.example>`];
    await comes({ from, subject: `[${id}] more`, head, text: 'P1' });
    expect(await readers(id)).toEqual(['studio@rossi.example']);
    expect((await getTicket(desk, id)).priority).toBe(1);
  });

  it('a monitor raises its own, and whoever reads its alarms reads on', async () => {
    const alarm = { from: 'alarm@rossi.example', head: [AUTO, `Reply-To: ${TOM}`, 'References: <disk@x.example>'] };
    const id = await opens(alarm);
    await comes({ ...alarm, text: 'P1: all is down' });
    expect(await ticketsOf(desk)).toMatchObject([{ id, priority: 1, requester: { address: TOM } }]);
  });

  it('what a rule passes on for one who reads along joins the ticket, and moves nothing', async () => {
    const id = await opens({ head: [`Cc: ${TOM}`] });
    await comes({ subject: `Fwd: [${id}] hello`, head: [AUTO, `Reply-To: ${TOM}`] });
    expect(await ticketsOf(desk)).toHaveLength(1);
    expect(await readers(id)).toEqual([ANNA, TOM]);
  });
});

const LONG = 'Evil '.repeat(60);
const SAID_FOR_WHOM: [string, string][] = [
  ['plainly', 'Evil via Info'],
  ['in brackets', 'Evil (via Info)'],
  ['in square brackets', 'Evil [via Info]'],
  ['in Italian', 'Evil (tramite Info)'],
  ['behind a dash', 'Evil - via Info'],
  ['behind a dash without blanks', 'Evil-via Info'],
  ['in two brackets', 'Evil ((via Info))'],
  ['in other words', 'Evil by way of Info'],
  ['behind an apostrophe', "' via Info"],
  ['behind two apostrophes', "'' via Info"],
  ['alone', 'via Info'],
  ['alone in brackets', '(via Info)'],
  ['behind a name that is cut', `${LONG}via Info`],
  ['behind what looks like an encoded word that is open', "'=?utf-8?B?RXZpbA' via Info"],
  ['behind what looks like an encoded word', "'=?utf-8?Q?Evil?=' via Info"],
].map(([title = '', name = '']) => [title, `"${name}" <${ANNA}>`]);

/** The name that is shown lacks the comment behind it. */
const IN_COMMENTS: [string, string][] = [
  ['in a comment behind the name', `Evil (via Info) <${ANNA}>`],
  ['in a comment behind a quoted name', `"Evil" (via Info) <${ANNA}>`],
  ['in the second comment', `Evil (Milan) (via Info) <${ANNA}>`],
  ['on behalf, in a comment', `Evil (Info on behalf of Evil) <${ANNA}>`],
  ['in a comment that is encoded', `Evil (=?utf-8?Q?via_Info?=) <${ANNA}>`],
  ['in the comment that is the name', `${ANNA} (Evil via Info)`],
  ['by the address, in a comment', `Evil (${EVIL}) <${ANNA}>`],
  ['by an address behind a name that is cut', `"${LONG}${EVIL}" <${ANNA}>`],
];

describe.each([...SAID_FOR_WHOM, ...IN_COMMENTS])('where its From says for whom it was sent %s', (_, from) => {
  it('moves no reading address', async () => {
    const id = await opens();
    await comes({ from, to: signed(id, ANNA), head: [`Reply-To: ${EVIL}`] });
    expect(await readers(id)).toEqual([ANNA]);
  });

  it('confirms nobody, and only proposes whom it copies, where it opens a ticket', async () => {
    const id = await opens({ from, head: [`Reply-To: ${EVIL}`, `Cc: ${TOM}`], id: 'news' });
    const { requester, participants } = await getTicket(desk, id);
    expect([requester.verified, participants.map(({ address }) => address)]).toEqual([false, []]);
    await comes({ id: 'more', head: ['References: <news@x.example>'], text: 'SECRET' });
    expect(await pageOf(id, EVIL)).toEqual(['Please help.']);
  });

  it('moves none by the Reply-To’s name, which who wrote it chose', async () => {
    const id = await opens();
    const name = from.slice(0, from.lastIndexOf('<')).trim();
    await comes({ from, to: signed(id, ANNA), head: [`Reply-To: ${name} <${EVIL}>`] });
    expect(await readers(id)).toEqual([ANNA]);
  });
});

describe('whom a stranger copies on what they opened through a group’s address', () => {
  const through = async () => {
    const id = await opens({ from: `"Evil via Info" <${WEB}>`, id: 'news', head: [`Reply-To: ${EVIL}`] });
    await comes({ from: EVIL, to: signed(id, EVIL), id: 'news', head: [`Cc: ${TOM}, ${WEB}`] });
    expect(await readers(id)).toEqual([EVIL, TOM, WEB]);
    return id;
  };

  it.each([
    ['to the desk alone', []],
    ['with the group in copy', [`Cc: ${WEB}`]],
    ['with a colleague in copy', [`Cc: ${ANNA}`]],
  ])('says nothing there by the id of a mail that both have: %s', async (_, head) => {
    const id = await through();
    await comes({ from: TOM, head: ['References: <news@x.example>', ...head], text: 'SECRET' });
    expect(await seenBy(desk, EVIL)).not.toContain('SECRET');
    expect(
      (await messagesOf(desk, id)).filter(({ text, fromOutside }) => text.includes('SECRET') && !fromOutside),
    ).toEqual([]);
  });

  it('nor does the group’s own address', async () => {
    await through();
    await comes({ from: WEB, head: ['References: <news@x.example>', `Cc: ${TOM}`], text: 'SECRET' });
    expect(await seenBy(desk, EVIL)).not.toContain('SECRET');
  });

  it('nor by its number, where they answer no mail of the stranger’s own', async () => {
    const id = await through();
    await comes({ from: TOM, subject: `[${id}] Case`, head: [`Cc: ${WEB}`], text: 'SECRET' });
    expect(await seenBy(desk, EVIL)).not.toContain('SECRET');
  });
});

it('moves no reading address where it shows another one’s in the letters of its own language', async () => {
  const id = await opens();
  const from = `"eve@bücher.example" <${ANNA}>`;
  await comes({ from, to: signed(id, ANNA), head: ['Reply-To: eve@xn--bcher-kva.example'] });
  expect(await readers(id)).toEqual([ANNA]);
});

it('hides its sender where From is longer than any', async () => {
  const id = await opens();
  const from = `"${'Evil '.repeat(2_000)}via Info" <${ANNA}>`;
  await comes({ from, to: signed(id, ANNA), head: [`Reply-To: ${EVIL}`] });
  expect(await readers(id)).toEqual([ANNA]);
});

it.each([
  ['the desk first', EVIL, `${DESK}, ${EVIL}`],
  ['a no-reply first', 'Evil via Info', `noreply@rossi.example, ${EVIL}`],
  ['an agent first', EVIL, `ada@support.example, ${EVIL}`],
  ['a no-reply of that name first', 'Evil via Info', `"Evil via Info" <noreply@rossi.example>, ${EVIL}`],
])('moves no reading address where whom it was sent for is not the only Reply-To: %s', async (_, name, replyTo) => {
  const id = await opens();
  await comes({ from: `"${name}" <${ANNA}>`, to: signed(id, ANNA), head: [`Reply-To: ${replyTo}`] });
  expect(await readers(id)).toEqual([ANNA]);
});
