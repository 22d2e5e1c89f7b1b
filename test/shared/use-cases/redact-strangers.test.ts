import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { writeByLink } from '../../../shared/intake/write-by-link.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, requestOf, ticketsOf } from '../../support/stories.ts';

/**
 * Whoever does not belong to a ticket learns nothing of what is hidden there by guessing, and has nothing hidden there (docs/promise.md
 * section 9): anybody makes a link between tickets, by an id, a number or a common ancestor.
 */

const ANNA = 'anna@rossi.example';
const CARLA = 'carla@partner.example';
const EVE = 'eve@evil.example';
const SECRET = 'Gatto-Blu-88';
const GUESSES = 'Cane-Rosso-12, Gatto-Blu-88, Topo-Nero-34';
const ANCESTOR = 'References: <news-1@list.example>\nIn-Reply-To: <news-1@list.example>';

let desk: MemoryDesk;
let mails: number;

beforeEach(() => {
  desk = deskOf();
  mails = 0;
});

type Mail = { from: string; text: string; subject?: string; head?: string; isProved?: boolean };

/** A mail to the desk; gives the number of the ticket that it has opened. */
async function writes({ from, text, subject = 'The router', head = 'X-Way: none', isProved = true }: Mail) {
  mails += 1;
  desk.pass(130);
  const before = (await ticketsOf(desk)).map(({ id }) => id);
  const raw = `From: ${from}\nTo: help@support.example\n${head}\nMessage-ID: <s${mails}@x.example>\nSubject: ${subject}\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `s${mails}`, envelopeFrom: from, authenticated: isProved }));
  await desk.team.drain();
  return (await ticketsOf(desk)).find(({ id }) => !before.includes(id))?.id ?? '';
}

const byAda = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

async function hides(ticketId: string, words: string): Promise<void> {
  const message = (await messagesOf(desk, ticketId)).find(({ text }) => text.includes(words));
  await redact(desk, { ...byAda(ticketId), messageKey: message?.key ?? '', words });
}

const merge = (ticketId: string, twin: string) =>
  changeState(desk, { ...byAda(ticketId), state: 'closed', reason: 'duplicate', twin });

const shownOn = async (ticketId: string) =>
  JSON.stringify([await getTicket(desk, ticketId), await messagesOf(desk, ticketId)]);

/** Anna's ticket, with something of it hidden. */
async function hidden() {
  const id = await writes({ from: ANNA, text: `The password is ${SECRET}`, head: ANCESTOR });
  await hides(id, SECRET);
  return id;
}

describe('a stranger who guesses what was hidden', () => {
  it.each([
    ['by a common ancestor', 'The list', ANCESTOR, 'waiting'],
    ['by its number, of a closed one', 'About [NUMBER]', 'X-Way: none', 'closed'],
    ['by its number, with a P1', '[P1] about [NUMBER]', 'X-Way: none', 'waiting'],
    ['in its requester’s name', '[P1] about [NUMBER]', 'X-Way: none', 'waiting'],
  ] as const)('sees on their own ticket what they wrote: %s', async (how, subject, head, state) => {
    const id = await hidden();
    if (state === 'closed') await changeState(desk, { ...byAda(id), state, reason: 'withdrawn' });
    const from = how.includes('name') ? ANNA : EVE;
    const named = subject.replace('NUMBER', id);
    const theirs = await writes({ from, text: GUESSES, subject: named, head, isProved: false });
    expect((await getTicket(desk, theirs)).links).toMatchObject([
      head === ANCESTOR ? { ticket: id, kind: 'same thread' } : { ticket: id, outside: true },
    ]);
    expect((await messagesOf(desk, theirs))[0]?.text).toContain(GUESSES);
  });

  it('sees so where something is hidden only then', async () => {
    const id = await writes({ from: ANNA, text: `The password is ${SECRET}`, head: ANCESTOR });
    const theirs = await writes({ from: EVE, text: GUESSES, head: ANCESTOR, isProved: false });
    await hides(id, SECRET);
    expect((await messagesOf(desk, theirs))[0]?.text).toContain(GUESSES);
  });

  it('sees so where an agent files later what they wrote to it', async () => {
    const id = await writes({ from: ANNA, text: `The password is ${SECRET}` });
    await writes({ from: EVE, text: GUESSES, subject: `About [${id}]`, isProved: false });
    const { filed } = await fileOutside(desk, { ...byAda(id), address: EVE });
    await hides(id, SECRET);
    expect((await messagesOf(desk, filed[0]?.id ?? ''))[0]?.text).toContain(GUESSES);
  });
});

describe('what is hidden on a stranger’s ticket', () => {
  it.each([
    ['by a common ancestor', ANCESTOR, 'The list'],
    ['by a number', 'X-Way: none', '[P1] about [NUMBER]'],
  ])('stays on a customer’s that theirs is linked with %s, and in what comes to it', async (_, head, subject) => {
    const words = 'The server db-prod-07 is down, code BX-2291';
    const id = await writes({ from: ANNA, text: words, head: ANCESTOR });
    const theirs = await writes({
      from: EVE,
      text: 'Please hide db-prod-07',
      head,
      subject: subject.replace('NUMBER', id),
      isProved: false,
    });
    const other = await writes({ from: CARLA, text: words, head });
    await hides(theirs, 'db-prod-07');
    for (const each of [id, other]) expect((await messagesOf(desk, each))[0]?.text).toContain(words);
    expect((await getTicket(desk, id)).redactions).toBeUndefined();
  });
});

describe('what is hidden on a ticket that goes on for a duplicate', () => {
  /** Anna's two tickets, of which the one that Carla reads too is a duplicate of the other. */
  async function merged() {
    const request = (n: number) => requestOf(desk, { source: `mail:${n}`, messageId: `<m${n}@x.example>` });
    const said = { text: `The password is ${SECRET}`, participants: [{ address: CARLA }] };
    const { ticket: one } = await openTicket(desk, { ...request(1), ...said });
    const { ticket: two } = await openTicket(desk, { ...request(2), text: `Once more: ${SECRET}, Topo-Nero-34` });
    await desk.team.drain();
    await merge(one.id, two.id);
    return { one: one.id, two: two.id };
  }

  it('is hidden on the duplicate, too, and on a duplicate of that', async () => {
    const { one, two } = await merged();
    const { ticket: three } = await openTicket(
      desk,
      requestOf(desk, { source: 'mail:3', subject: SECRET, messageId: '<m3@x.example>' }),
    );
    await merge(two, three.id);
    await hides(two, SECRET);
    for (const id of [one, two, three.id]) expect(await shownOn(id)).not.toContain(SECRET);
  });

  it('is learnt by no reader of the duplicate alone, who brings back nothing of that one either', async () => {
    const { one, two } = await merged();
    await hides(one, SECRET);
    await hides(two, 'Topo-Nero-34');
    desk.pass(60);
    const at = desk.now().toISOString();
    const text = `P1\n\n${GUESSES}`;
    const ticket = await getTicket(desk, one);
    await writeByLink(desk, { ticket, reader: CARLA, text, files: [], made: at, at, submission: 'a' });
    const theirs = (await ticketsOf(desk)).find(({ id }) => ![one, two].includes(id));
    expect(theirs?.links).toMatchObject([{ ticket: two, outside: true }]);
    expect((await messagesOf(desk, theirs?.id ?? ''))[0]?.text).toContain('Cane-Rosso-12, [redacted], Topo-Nero-34');
  });
});

it('what is hidden on a ticket that follows another is hidden there, and marked only where all who read there read both', async () => {
  const opens = async (participants: { address: string }[], n: number) => {
    const change = { source: `mail:${n}`, messageId: `<m${n}@x.example>`, text: `It is ${SECRET}`, participants };
    const { ticket: older } = await openTicket(desk, requestOf(desk, change));
    await desk.team.drain();
    await changeState(desk, { ...byAda(older.id), state: 'closed', reason: 'withdrawn' });
    return older.id;
  };
  const marked = async (participants: { address: string }[], n: number) => {
    const older = await opens(participants, n);
    const follows = { older: { ticket: older, kind: 'follows' as const } };
    const change = { source: `mail:${n}0`, messageId: `<m${n}0@x.example>`, text: `Again: ${SECRET}`, ...follows };
    const { ticket } = await openTicket(desk, requestOf(desk, change));
    await hides(ticket.id, SECRET);
    expect(await shownOn(older)).not.toContain(SECRET);
    return (await getTicket(desk, older)).redactions !== undefined;
  };
  expect(await marked([], 1)).toBe(true);
  expect(await marked([{ address: CARLA }], 2)).toBe(false);
});
