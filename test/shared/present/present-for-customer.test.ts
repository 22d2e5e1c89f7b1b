import { beforeEach, describe, expect, it } from 'vitest';
import { presentForCustomer } from '../../../shared/present/present-for-customer.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { passedOnNote } from '../../../shared/ticket/passed-on.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, rossi, waitingTicket } from '../../support/stories.ts';

const ANNA = 'anna@rossi.example';
const CARLO = 'carlo@rossi.example';

let desk: MemoryDesk;
let ticket: Ticket;
beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, { participants: [{ address: CARLO, name: 'Carlo' }] });
});

async function seenBy(reader = ANNA, more: { twin?: Ticket; language?: 'en' | 'it' } = {}) {
  const current = (await desk.tickets.get(ticket.id)) as Ticket;
  const conversation = await desk.tickets.messages(ticket.id);
  const { settings } = desk;
  return presentForCustomer(current, conversation, { reader, settings, now: desk.now().toISOString(), ...more });
}

async function answer(text = 'It is the lock.') {
  const receivedAt = desk.now().toISOString();
  const given = { ticketId: ticket.id, agent: ada, source: `api:${text}`, text, attachments: [], receivedAt };
  await respond(desk, { ...given, tellBy: 'call' });
}

/** A customer's message as it is stored, of which the team was told. */
async function stored(change: Partial<Message> = {}): Promise<void> {
  const [opening] = await messagesOf(desk, ticket.id);
  const told = { state: 'done' } as const;
  await desk.tickets.addMessage({ ...(opening as Message), key: 'ANOTHER', source: 'mail:2', relay: told, ...change });
}

describe('the view of a ticket that waits', () => {
  it('has what was promised, opening by opening, and why in the words of whoever asks', async () => {
    const view = await seenBy();
    const { deadline, openings, holidays } = ticket.clock;
    expect(view).toMatchObject({ state: 'waiting', isLate: false, awaits: 'agent', timeZone: 'Europe/Rome' });
    expect(view.clock).toMatchObject({ deadline, openings, holidays, isRunning: true });
    expect(view.clock.why).toContain('ora di Roma');
    expect((await seenBy(ANNA, { language: 'en' })).clock.why).toContain('Rome time');
    expect(view.steps).toEqual({ receivedAt: ticket.createdAt, answered: null, closed: null });
  });

  it('is late once its time has passed, and not at that very instant', async () => {
    desk.setNow(ticket.clock.deadline);
    expect((await seenBy()).isLate).toBe(false);
    desk.pass(1);
    expect((await seenBy()).isLate).toBe(true);
  });

  it('names the holidays on the way', async () => {
    const other = deskOf({ now: '2026-12-07T16:30:00.000Z', customers: [{ ...rossi, holidayRegion: 'IT' }] });
    ticket = await waitingTicket(other);
    desk = other;
    expect((await seenBy()).clock.holidays.map(({ date }) => date)).toContain('2026-12-08');
  });
});

describe('the conversation that a reader sees', () => {
  it('has agents by name and never by address, and notes not at all', async () => {
    await answer();
    await addNote(desk, {
      ticketId: ticket.id,
      agent: ada,
      at: desk.now().toISOString(),
      source: 'api:note',
      text: 'They never pay.',
    });
    const view = await seenBy();
    expect(view.conversation.map(({ by, text }) => [by, text])).toEqual([
      [{ is: 'reader', name: 'Anna Rossi', address: ANNA, isYou: true }, 'Since this morning nobody gets in.'],
      [{ is: 'agent', name: 'Ada' }, 'It is the lock.'],
    ]);
    expect(view.steps.answered).toEqual({ at: desk.now().toISOString(), met: true });
    expect(JSON.stringify(view)).not.toMatch(/support\.example|never pay|attachments\//);
  });

  it('has no answer that did not leave, for it may be withdrawn', async () => {
    desk.faults.add({ port: 'mailer.send' });
    await answer().catch(() => {});
    expect((await seenBy()).conversation).toHaveLength(1);
  });

  it.each([
    ['what came from outside', { by: 'eve@evil.example', fromOutside: true }],
    ['what came from outside in the name of a reader', { fromOutside: true }],
    ['what only claims to be an agent’s', { author: 'unverified' }],
    ['what a machine wrote', { relay: undefined }],
    ['what one of the team wrote in vain', { undone: { why: 'contact' } }],
    ['a delivery report', { returned: 'KEY' }],
    ['a note', { kind: 'note' }],
  ] as [string, Partial<Message>][])('has not %s', async (_, change) => {
    await stored({ text: 'Something else.', ...change });
    expect((await seenBy()).conversation.map(({ text }) => text)).toEqual(['Since this morning nobody gets in.']);
  });

  it('has what another reader wrote, without our links in what they quote', async () => {
    const link = `https://desk.example/desk/t/${ticket.id.toLowerCase()}.k9g7m2p4.k9g7m2.p4c5zzkvz68vfm5j`;
    await stored({ by: CARLO, name: 'Carlo', text: `Here too.\n\n> Follow it: ${link}` });
    const [, message] = (await seenBy()).conversation;
    expect(message).toMatchObject({ by: { name: 'Carlo', address: CARLO, isYou: false } });
    expect(message?.text).toContain('Here too.');
    expect(message?.text).not.toContain('p4c5zzkvz68vfm5j');
  });

  it('has files by place and size, without the mails among them, and says which are hidden', async () => {
    const file = { contentType: 'application/pdf', size: 7, key: 'attachments/x', inline: false };
    await stored({
      attachments: [
        { ...file, filename: 'whole.eml', contentType: 'message/rfc822' },
        { ...file, filename: 'plan.pdf' },
        { ...file, filename: '[redacted]', redacted: true },
      ],
    });
    expect((await seenBy()).conversation[1]?.files).toEqual([
      { index: 1, filename: 'plan.pdf', contentType: 'application/pdf', size: 7, isHidden: false },
      { index: 2, filename: '[redacted]', contentType: 'application/pdf', size: 7, isHidden: true },
    ]);
  });

  it('has not what an agent hid', async () => {
    const [opening] = await messagesOf(desk, ticket.id);
    const at = desk.now().toISOString();
    const hidden = { messageKey: opening?.key ?? '', words: 'nobody gets in' };
    await redact(desk, { ticketId: ticket.id, agent: ada, at, ...hidden });
    const [message] = (await seenBy()).conversation;
    expect(message?.isRedacted).toBe(true);
    expect(message?.text).not.toContain('nobody gets in');
  });

  it('has not what an agent passed on: words to the team may stand above it', async () => {
    ticket = await waitingTicket(desk, { source: 'mail:passed', warnings: [passedOnNote('Ada', ANNA)] });
    expect((await seenBy()).conversation).toEqual([]);
  });

  it('is cut where it is long, and says so', async () => {
    ticket = await waitingTicket(desk, { source: 'mail:long', text: 'lock '.repeat(4_000) });
    expect((await seenBy()).conversation[0]).toMatchObject({ isCut: true });
  });

  it('comes in pages', async () => {
    for (let which = 0; which < 60; which += 1) await stored({ key: `K${String(which).padStart(2, '0')}` });
    const view = await seenBy();
    expect(view.conversation).toHaveLength(50);
    expect(view.older).not.toBeNull();
  });
});

describe('what a reader may do', () => {
  const NOTHING = { solve: false, withdraw: false, notMe: false, confirm: false, rate: false };

  it('while it waits: the requester withdraws, who is copied only writes', async () => {
    expect((await seenBy()).may).toEqual({ ...NOTHING, withdraw: true });
    expect((await seenBy(CARLO)).may).toEqual(NOTHING);
  });

  it('once it is answered: the requester closes it as solved', async () => {
    await answer();
    expect((await seenBy()).may).toEqual({ ...NOTHING, solve: true });
    expect((await seenBy(CARLO)).may).toEqual(NOTHING);
  });

  it.each([
    ['page', true],
    ['email', false],
  ] as const)(
    'unproved, by %s: the requester confirms, and by a page it may not have been them',
    async (channel, notMe) => {
      const requester = { address: ANNA, verified: false };
      ticket = await waitingTicket(desk, { source: 'page:1', channel, requester });
      expect((await seenBy()).may).toEqual({ ...NOTHING, withdraw: true, confirm: true, notMe });
      expect((await seenBy()).reader).toEqual({ address: ANNA, isRequester: true, isProved: false });
    },
  );
});

describe('what writing does now', () => {
  const close = (reason?: string, twin?: string) =>
    changeState(desk, { ticketId: ticket.id, agent: ada, at: desk.now().toISOString(), state: 'closed', reason, twin });

  it('is said of each state', async () => {
    expect((await seenBy()).writing.does).toBe('added');
    await answer();
    expect((await seenBy()).writing.does).toBe('added');
    await close();
    expect((await seenBy()).writing.does).toBe('re-opens');
    expect((await seenBy()).steps.closed).toMatchObject({ as: 'solved' });
    desk.pass(8 * 86_400);
    expect((await seenBy()).writing.does).toBe('opens another');
  });

  it.each([
    ['withdrawn', ANNA, 'waits again'],
    ['withdrawn', CARLO, 'waits again'],
    ['spam', ANNA, 'waits again'],
    ['spam', CARLO, 'kept'],
  ])('closed as %s, by %s: %s', async (reason, reader, does) => {
    await close(reason);
    expect((await seenBy(reader)).writing).toEqual({ does, joins: null });
  });

  it('of a duplicate is said of its twin, whose number only its readers see', async () => {
    const twin = await waitingTicket(desk, { source: 'mail:twin' });
    await close('duplicate', twin.id);
    expect((await seenBy(ANNA, { twin })).writing).toEqual({ does: 'added', joins: twin.id });
    const stranger = await seenBy('eve@evil.example', { twin });
    expect(stranger.writing.joins).toBeNull();
    expect(stranger.steps.closed).toMatchObject({ as: 'duplicate', twin: null });
  });
});
