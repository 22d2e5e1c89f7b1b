import { beforeEach, describe, expect, it } from 'vitest';
import { discard } from '../../../shared/intake/discard-held.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { PREFIX } from '../../../shared/names.ts';
import { uploadKey } from '../../../shared/ticket/upload.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { pageFile, submit, ticketIn } from '../../support/page.ts';
import { ada, deliver, deskOf, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

const ANNA = 'anna@rossi.example';
const EVE = 'eve@unknown.example';

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const heldNow = async () => (await desk.quarantine.list({ limit: 500 })).entries;
const mailsTo = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
const never = () => Promise.reject(new Error('it is no mail'));
const name = (which: number) => `submission-${which}`;

describe('a form of the page', () => {
  it('becomes a ticket on its customer’s terms, whose clock starts when it came', async () => {
    const ticket = ticketIn(await submit(desk, { priority: 2, files: [pageFile('log.txt')] }));
    expect(ticket).toMatchObject({
      channel: 'page',
      door: 'page',
      source: 'page:k9g7m2p4k9g7m2p4',
      priority: 2,
      customer: { id: 'rossi' },
      requester: { address: ANNA, name: 'Anna Rossi', verified: false },
      clock: { start: '2026-11-30T08:00:00.000Z' },
    });
    const [message] = await messagesOf(desk, ticket.id);
    expect(message?.attachments).toMatchObject([{ filename: 'log.txt', size: 6 }]);
  });

  it('is kept as it came, with its files', async () => {
    const { raw = '' } = ticketIn(await submit(desk, { files: [pageFile('log.txt')] }));
    expect(raw.startsWith(PREFIX.pages)).toBe(true);
    const kept = JSON.parse(desk.stored.get(raw)?.content.toString() ?? '');
    expect(kept).toMatchObject({ kind: 'request', email: ANNA, text: 'Since this morning nobody gets in.' });
    expect(Buffer.from(kept.files[0].content, 'base64').toString()).toBe('a file');
  });

  it('tells an address that nobody has proved neither subject, name nor text', async () => {
    await submit(desk, { email: EVE, name: 'Evelyn', subject: 'Buy a door', text: 'A door for you.' });
    const [mail] = mailsTo(EVE);
    expect(mail).toBeDefined();
    expect(JSON.stringify(mail)).not.toMatch(/Buy a door|Evelyn|A door for you/);
  });

  it('takes a priority from the subject, or a line of the text, where none is chosen', async () => {
    expect(ticketIn(await submit(desk, { submission: 'a', subject: '[P1] Door' })).priority).toBe(1);
    expect(ticketIn(await submit(desk, { submission: 'b', text: 'Priority: 4\n\nNo hurry.' })).priority).toBe(4);
    expect(ticketIn(await submit(desk, { submission: 'c', subject: '[P1] Door', priority: 3 })).priority).toBe(3);
    expect(ticketIn(await submit(desk, { submission: 'd' })).priority).toBe(3);
  });

  it('speaks the page’s language to whom no record gives one', async () => {
    expect(ticketIn(await submit(desk, { email: EVE, language: 'it', submission: 'a' })).language).toBe('it');
    expect(ticketIn(await submit(desk, { email: EVE, language: 'en', submission: 'b' })).language).toBe('en');
    expect(ticketIn(await submit(desk, { language: 'en', submission: 'c' })).language).toBe('it');
    const { language: _, ...silent } = rossi;
    await desk.customers.put(silent);
    expect(ticketIn(await submit(desk, { language: 'en', submission: 'd' })).language).toBe('en');
  });
});

describe('the same form twice', () => {
  it('is one ticket, one message and one acknowledgement', async () => {
    const first = ticketIn(await submit(desk));
    desk.pass(5);
    const again = await submit(desk);
    expect(again).toMatchObject({ outcome: 'ticket', duplicate: true, ticket: { id: first.id } });
    expect(await ticketsOf(desk)).toHaveLength(1);
    expect(await messagesOf(desk, first.id)).toHaveLength(1);
    expect(mailsTo(ANNA)).toHaveLength(1);
  });

  it('with other words is none of it: the page shows them again, with a fresh token', async () => {
    const first = ticketIn(await submit(desk));
    expect(await submit(desk, { text: 'Now another door.' })).toEqual({ outcome: 'used' });
    expect(await submit(desk, { files: [pageFile('log.txt')] })).toEqual({ outcome: 'used' });
    expect(await messagesOf(desk, first.id)).toHaveLength(1);
  });

  it('after its ticket was closed is shown again, to be sent once more', async () => {
    const { id: ticketId } = ticketIn(await submit(desk));
    desk.pass(60);
    const at = desk.now().toISOString();
    await changeState(desk, { ticketId, agent: ada, at, state: 'closed', reason: 'withdrawn' });
    // What came before that is none of it, however late it is taken in.
    expect(await submit(desk, {}, { receivedAt: at })).toMatchObject({ outcome: 'ticket', duplicate: true });
    desk.pass(60);
    expect(await submit(desk)).toEqual({ outcome: 'used' });
  });

  it('at once, with other words, is one of them', async () => {
    const both = await Promise.all([submit(desk), submit(desk, { text: 'Now another door.' })]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['ticket', 'used']);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('is done once however it broke off', async () => {
    for (const port of ['tickets.addMessage', 'files.write', 'tickets.create', 'mailer.send']) {
      desk = deskOf();
      desk.faults.add({ port, times: 1 });
      await deliver(desk, () => submit(desk, {}, { made: '2026-11-30T07:59:00.000Z' }));
      desk.pass(600);
      await sweep(desk, takeInAgain);
      const [ticket] = await ticketsOf(desk);
      expect({ port, messages: (await messagesOf(desk, ticket?.id ?? '')).length }).toEqual({ port, messages: 1 });
      expect(mailsTo(ANNA)).toHaveLength(1);
    }
  });

  it('that never came back is finished by the sweep, from what was kept', async () => {
    desk.faults.add({ port: 'tickets.addMessage', times: 1 });
    await expect(submit(desk, { files: [pageFile('log.txt')] })).rejects.toThrow();
    desk.pass(600);
    await sweep(desk, takeInAgain);
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message).toMatchObject({
      text: 'Since this morning nobody gets in.',
      attachments: [{ filename: 'log.txt' }],
    });
    expect(mailsTo(ANNA)).toHaveLength(1);
  });
});

describe('what a program seems to have sent is held, with its reason', () => {
  const links = (count: number) =>
    Array.from({ length: count }, (_, which) => `https://shop.example/${which}`).join(' ');
  const soon = (ms: number) => ({ made: new Date(desk.now().getTime() - ms).toISOString() });

  it.each([
    ['page trap', () => submit(desk, { email: EVE }, { trap: true })],
    ['page too quick', () => submit(desk, { email: EVE }, soon(2_999))],
    ['page links', () => submit(desk, { email: EVE, text: links(6) })],
  ] as const)('%s', async (reason, act) => {
    expect(await act()).toMatchObject({ outcome: 'held' });
    expect(await heldNow()).toMatchObject([{ reason, from: EVE, subject: 'The door does not open', state: 'held' }]);
    expect(await ticketsOf(desk)).toEqual([]);
    expect(desk.sent).toEqual([]);
  });

  it('and what is just not so is a ticket', async () => {
    expect(await submit(desk, { submission: 'a' }, soon(3_000))).toMatchObject({ outcome: 'ticket' });
    expect(await submit(desk, { submission: 'b', text: links(5) })).toMatchObject({ outcome: 'ticket' });
  });

  it('once, however often it comes, and no ticket since it is older by then', async () => {
    const made = soon(1_000);
    await submit(desk, { email: EVE }, made);
    desk.pass(60);
    expect(await submit(desk, { email: EVE }, made)).toMatchObject({ outcome: 'held' });
    expect(await submit(desk, { email: EVE, text: 'Something else.' }, made)).toEqual({ outcome: 'used' });
    expect(await heldNow()).toHaveLength(1);
    expect(await ticketsOf(desk)).toEqual([]);
  });

  it('and comes again once an agent has discarded it is judged anew: no page says in vain that somebody looks', async () => {
    const made = soon(1_000);
    await submit(desk, { email: EVE }, { ...made, trap: true });
    const [entry] = await heldNow();
    await discard(desk, entry?.id ?? '', 'agent:ada');
    desk.pass(60);
    for (const _ of [1, 2])
      expect(await submit(desk, { email: EVE }, { ...made, trap: true })).toMatchObject({ outcome: 'held' });
    expect((await heldNow()).map(({ state }) => state).toSorted()).toEqual(['discarded', 'held']);
  });

  it('in the name of a known customer the agents hear of it at once', async () => {
    await submit(desk, {}, { trap: true });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(['ada@support.example', 'bruno@support.example']);
    expect(mailsTo(ANNA)).toEqual([]);
    expect(desk.sent[0]?.text).toContain('A form is held');
  });
});

describe('a held form that is let out', () => {
  it('is a ticket whose clock started when it came, with its files', async () => {
    const at = desk.now().toISOString();
    await submit(desk, { email: EVE, files: [pageFile('log.txt')] }, { trap: true });
    const [entry] = await heldNow();
    desk.pass(7_200);
    const by = 'agent:ada';
    await release(desk, entry?.id ?? '', { by, receive: never });
    await release(desk, entry?.id ?? '', { by, receive: never });
    const [ticket, ...more] = await ticketsOf(desk);
    expect(more).toEqual([]);
    expect(ticket).toMatchObject({
      channel: 'page',
      clock: { start: at },
      requester: { address: EVE, verified: false },
    });
    expect(ticket?.audit).toContainEqual(expect.objectContaining({ action: 'released', by, detail: entry?.id }));
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message?.attachments).toMatchObject([{ filename: 'log.txt' }]);
    expect(await heldNow()).toMatchObject([{ state: 'released', releasedBy: by }]);
    expect(mailsTo(EVE)).toHaveLength(1);
  });

  it('has the files that a browser had uploaded, also when their days in the bucket are over', async () => {
    const upload = uploadKey('k9g7m2p4k9g7m2p4', 0);
    const uploaded = { filename: 'film.mp4', contentType: 'video/mp4', size: 5, upload };
    desk.stored.set(upload, { content: Buffer.from('a film'), contentType: 'video/mp4' });
    await submit(desk, { email: EVE, files: [uploaded, pageFile('log.txt')] }, { trap: true });
    desk.stored.delete(upload);
    desk.pass(7 * 86_400);
    const [entry] = await heldNow();
    await release(desk, entry?.id ?? '', { by: 'agent:ada', receive: never });
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message?.attachments).toMatchObject([{ filename: 'film.mp4' }, { filename: 'log.txt' }]);
    expect(desk.stored.get(message?.attachments[0]?.key ?? '')?.content.toString()).toBe('a film');
    // What an agent hides is then due where it was kept, too.
    expect(message?.copies).toEqual([`${message?.raw}/0`, upload]);
    expect(desk.stored.has(`${message?.raw}/0`)).toBe(true);
  });

  it('is found by who sends it again', async () => {
    const made = { made: '2026-11-30T07:59:59.000Z' };
    await submit(desk, { email: EVE }, made);
    const [entry] = await heldNow();
    await release(desk, entry?.id ?? '', { by: 'agent:ada', receive: never });
    expect(await submit(desk, { email: EVE }, made)).toMatchObject({ outcome: 'ticket', duplicate: true });
  });
});

describe('too many forms', () => {
  const addresses = (which: number) => `guest${which}@unknown.example`;

  async function submitMany(count: number, form: (which: number) => object, ip: (which: number) => string) {
    const outcomes: string[] = [];
    for (let which = 0; which < count; which += 1) {
      const filed = await submit(desk, { submission: name(which), ...form(which) }, { ip: ip(which) });
      outcomes.push(filed.outcome);
      desk.pass(1);
    }
    return outcomes;
  }

  it('of one network in ten minutes are held after ten, and refused after thirty', async () => {
    const outcomes = await submitMany(
      32,
      (which) => ({ email: addresses(which) }),
      () => '192.0.2.7',
    );
    expect(outcomes).toEqual([
      ...Array.from({ length: 10 }, () => 'ticket'),
      ...Array.from({ length: 20 }, () => 'held'),
      'too many',
      'too many',
    ]);
    expect((await heldNow()).every(({ reason }) => reason === 'page flood')).toBe(true);
    const refused = await submit(desk, { submission: 'again' }, { ip: '192.0.2.7' });
    expect(refused).toEqual({ outcome: 'too many', retryAfterSeconds: 600 });
    expect(await submit(desk, { submission: 'other', email: EVE }, { ip: '192.0.2.8' })).toMatchObject({
      outcome: 'ticket',
    });
    desk.pass(601);
    expect(await submit(desk, { submission: 'later', email: addresses(1) })).toMatchObject({ outcome: 'ticket' });
  });

  it('of IPv6 are counted by the first 64 bits', async () => {
    const outcomes = await submitMany(
      11,
      (which) => ({ email: addresses(which) }),
      (which) => `2001:db8:0:1::${which.toString(16)}`,
    );
    expect(outcomes.at(-1)).toBe('held');
    expect(await submit(desk, { email: EVE }, { ip: '2001:db8:0:2::1' })).toMatchObject({ outcome: 'ticket' });
  });

  it('in the name of one address in an hour are held after five, in any case of letters', async () => {
    const outcomes = await submitMany(
      6,
      (which) => ({ email: which % 2 ? EVE : EVE.toUpperCase() }),
      (which) => `192.0.2.${which}`,
    );
    expect(outcomes).toEqual(['ticket', 'ticket', 'ticket', 'ticket', 'ticket', 'held']);
    desk.pass(3_600);
    expect(await submit(desk, { email: EVE }, { ip: '192.0.2.99' })).toMatchObject({ outcome: 'ticket' });
  });

  it('in all are held after three hundred in ten minutes', async () => {
    const at = desk.now().toISOString();
    for (let which = 0; which < 300; which += 1) {
      await desk.requestCounter.within({ of: 'desk', source: `page:${which}`, at, ms: 600_000 });
    }
    expect(await submit(desk, { email: EVE })).toMatchObject({ outcome: 'held' });
    expect(await heldNow()).toMatchObject([{ reason: 'page flood', detail: 'of all' }]);
  });

  it('in the name of a customer are told of at once, as long as they are not far too many', async () => {
    await submitMany(
      20,
      () => ({}),
      (which) => `192.0.2.${which}`,
    );
    await desk.team.drain();
    const told = new Set(mailsTo('ada@support.example').map(({ subject }) => /\[(Q-\w+)\]/.exec(subject)?.[1]));
    told.delete(undefined);
    expect(told.size).toBe(10);
    expect(await heldNow()).toHaveLength(15);
  });

  it('leave no address of the internet behind', async () => {
    await submit(desk, { email: EVE }, { trap: true });
    const stored = JSON.stringify([
      [...desk.stored.values()].map(({ content }) => content.toString()),
      await heldNow(),
    ]);
    expect(stored + JSON.stringify(desk.lines)).not.toContain('192.0.2.7');
    expect(JSON.stringify(desk.lines)).not.toMatch(/eve@unknown|nobody gets in/);
  });
});
