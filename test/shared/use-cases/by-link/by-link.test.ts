import { beforeEach, describe, expect, it } from 'vitest';
import { writeByLink } from '../../../../shared/intake/write-by-link.ts';
import type { Ticket } from '../../../../shared/ticket/ticket.ts';
import { confirmByLink } from '../../../../shared/use-cases/by-link/confirm-by-link.ts';
import { notMeByLink } from '../../../../shared/use-cases/by-link/not-me-by-link.ts';
import { solveByLink } from '../../../../shared/use-cases/by-link/solve-by-link.ts';
import { withdrawByLink } from '../../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { changeState } from '../../../../shared/use-cases/change-state.ts';
import { respond } from '../../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../../support/memory-desk.ts';
import { submit, ticketIn } from '../../../support/page.ts';
import { ada, deskOf, waitingTicket } from '../../../support/stories.ts';

const ANNA = 'anna@rossi.example';
const CARLO = 'carlo@rossi.example';

let desk: MemoryDesk;
let ticket: Ticket;
beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, { participants: [{ address: CARLO }] });
});

const by = (reader = ANNA) => ({ ticketId: ticket.id, reader, at: desk.now().toISOString() });
const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;
const mailsTo = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
const actions = { solveByLink, withdrawByLink, notMeByLink, confirmByLink };

async function answer(): Promise<void> {
  const given = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'It is the lock.', attachments: [] };
  await respond(desk, { ...given, receivedAt: desk.now().toISOString(), tellBy: 'call' });
  desk.sent.length = 0;
  desk.pass(60);
}

async function fromPage(email = ANNA): Promise<void> {
  ticket = ticketIn(await submit(desk, { email }));
  await desk.team.drain();
  desk.sent.length = 0;
  desk.pass(60);
}

async function reply(): Promise<void> {
  desk.pass(60);
  const at = desk.now().toISOString();
  const said = { reader: ANNA, text: 'It is back.', files: [], submission: 'back', made: at, at };
  await writeByLink(desk, { ticket: await now(), ...said });
}

describe('an answered ticket that its requester calls solved', () => {
  it('is closed, with its response, told by mail in their language, and bears their name', async () => {
    await answer();
    const closed = await solveByLink(desk, by());
    expect(closed).toMatchObject({ state: 'closed', closedAt: by().at, firstResponse: { met: true } });
    expect(closed.cancelled).toBeUndefined();
    expect(closed.audit.at(-1)).toMatchObject({ by: `customer:${ANNA}`, action: 'closed', detail: 'solved, by link' });
    expect(mailsTo(ANNA).map(({ text }) => text)).toEqual([expect.stringContaining('Lì ci hai detto che è risolta.')]);
  });

  it('twice, is closed and told of once', async () => {
    await answer();
    const once = await solveByLink(desk, by());
    desk.pass(5);
    expect(await solveByLink(desk, by())).toEqual(once);
    expect(mailsTo(ANNA)).toHaveLength(1);
  });

  it('is open again by a reply', async () => {
    await answer();
    await solveByLink(desk, by());
    await reply();
    expect(await now()).toMatchObject({ state: 'answered', lastPublic: { by: 'customer' } });
  });

  it('that an agent closes later is no more told of as theirs', async () => {
    await answer();
    await solveByLink(desk, by());
    await reply();
    desk.sent.length = 0;
    await changeState(desk, { ticketId: ticket.id, agent: ada, at: desk.now().toISOString(), state: 'closed' });
    expect(mailsTo(ANNA)[0]?.text).toContain('Per quanto ne sappiamo è risolta.');
  });
});

describe('a waiting ticket that its requester withdraws', () => {
  it('is cancelled, its clock stopped, and told by mail', async () => {
    const closed = await withdrawByLink(desk, by());
    expect(closed).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
    expect(closed.timer.next).toBeUndefined();
    expect(closed.audit.at(-1)).toMatchObject({ by: `customer:${ANNA}`, detail: 'withdrawn, by link' });
    expect(mailsTo(ANNA).map(({ text }) => text)).toEqual([expect.stringContaining('non ti serve più')]);
    await withdrawByLink(desk, by());
    expect(mailsTo(ANNA)).toHaveLength(1);
  });

  it('waits again by a reply, with a clock that starts with it', async () => {
    await withdrawByLink(desk, by());
    await reply();
    expect(await now()).toMatchObject({ state: 'waiting', clock: { start: by().at } });
  });

  it('is told of once more when the first time broke off before the mail', async () => {
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await withdrawByLink(desk, by());
    expect((await now()).promiseChange?.notice.state).toBe('parked');
    desk.faults.clear();
    desk.pass(3_600);
    await withdrawByLink(desk, by());
    expect(mailsTo(ANNA)).toHaveLength(1);
  });
});

describe('what is not the reader’s to do does nothing', () => {
  it.each([
    ['solveByLink', 'waiting', ANNA],
    ['solveByLink', 'answered', CARLO],
    ['withdrawByLink', 'answered', ANNA],
    ['withdrawByLink', 'waiting', CARLO],
    ['notMeByLink', 'waiting', ANNA],
    ['notMeByLink', 'waiting', CARLO],
    ['confirmByLink', 'waiting', ANNA],
    ['confirmByLink', 'waiting', CARLO],
    ['solveByLink', 'answered', 'eve@evil.example'],
  ] as const)('%s, of a ticket that is %s, by %s', async (act, state, reader) => {
    if (state === 'answered') await answer();
    const before = await now();
    expect(await actions[act](desk, by(reader))).toEqual(before);
    expect(await now()).toEqual(before);
    expect(desk.sent).toEqual([]);
  });
});

describe('a request of the page that was not its address’s owner’s', () => {
  beforeEach(() => fromPage());

  it('is closed as spam and told in one last mail, which repeats nothing of it', async () => {
    const closed = await notMeByLink(desk, by());
    expect(closed).toMatchObject({ state: 'closed', cancelled: 'spam' });
    expect(closed.audit.at(-1)).toMatchObject({ by: `customer:${ANNA}`, detail: 'not me, by link' });
    const [mail, ...more] = mailsTo(ANNA);
    expect(more).toEqual([]);
    expect(mail?.text).toContain('non l’hai inviata tu');
    expect(JSON.stringify(mail)).not.toMatch(/does not open|nobody gets in|Anna Rossi/);
    await notMeByLink(desk, by());
    expect(mailsTo(ANNA)).toHaveLength(1);
  });

  it('is the last that the page has acknowledged for 30 days; agents read so', async () => {
    await notMeByLink(desk, by());
    desk.sent.length = 0;
    desk.pass(29 * 86_400);
    const next = ticketIn(await submit(desk, { submission: 'next', email: ANNA.toUpperCase().toLowerCase() }));
    await desk.team.drain();
    expect(mailsTo(ANNA)).toEqual([]);
    expect((await desk.tickets.get(next.id))?.audit).toContainEqual(
      expect.objectContaining({ action: 'mail withheld', detail: expect.stringContaining('not theirs') }),
    );
    expect(mailsTo('ada@support.example')[0]?.text).toContain('was sent no acknowledgement');
    desk.pass(2 * 86_400);
    await submit(desk, { submission: 'later' });
    expect(mailsTo(ANNA)).toHaveLength(1);
  });

  it('keeps nothing from them that they mail themselves', async () => {
    await notMeByLink(desk, by());
    desk.sent.length = 0;
    await waitingTicket(desk, { source: 'mail:own' });
    desk.pass(1);
    ticket = (await desk.tickets.get(ticket.id)) as Ticket;
    const own = await waitingTicket(desk, { source: 'mail:own' });
    expect(own.acknowledgedAs).toBeDefined();
  });

  it('is told of and muted also when it broke off in between', async () => {
    desk.faults.add({ port: 'sendCounter.mute', times: 1 });
    await expect(notMeByLink(desk, by())).rejects.toThrow();
    await notMeByLink(desk, by());
    expect(await desk.sendCounter.isMuted(ANNA, by().at)).toBe(true);
    expect(mailsTo(ANNA)).toHaveLength(1);
  });

  it('waits again when they reply that it was, after all', async () => {
    await notMeByLink(desk, by());
    await reply();
    expect(await now()).toMatchObject({ state: 'waiting', clock: { start: by().at } });
    expect((await now()).disputed).toBe(by().at);
  });

  it('cannot be denied once it is confirmed, by them or by an agent', async () => {
    await confirmByLink(desk, by());
    const before = await now();
    expect(await notMeByLink(desk, by())).toEqual(before);
    expect(await desk.sendCounter.isMuted(ANNA, by().at)).toBe(false);
  });
});

describe('an address that its owner confirms by link', () => {
  it('is proved, once, in their name', async () => {
    await fromPage();
    const sure = await confirmByLink(desk, by());
    expect(sure.requester).toMatchObject({ address: ANNA, verified: true });
    expect(sure.audit.at(-1)).toMatchObject({ by: `customer:${ANNA}`, action: 'confirmed', detail: 'by link' });
    expect(await confirmByLink(desk, by())).toEqual(sure);
  });

  it('that a Reply-To has named is the person there, and not whoever named it', async () => {
    const requester = { address: ANNA, from: 'eve@evil.example', verified: false, unconfirmed: 'reply-to' } as const;
    ticket = await waitingTicket(desk, { source: 'mail:two', requester });
    expect((await confirmByLink(desk, by('eve@evil.example'))).requester).toEqual(requester);
    const sure = await confirmByLink(desk, by());
    expect(sure.requester).toEqual({ address: ANNA, from: 'eve@evil.example', verified: true, fromDoubted: true });
  });
});
