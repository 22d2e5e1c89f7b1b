import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CELLS, type Cell, type Row } from '../support/section-5.ts';
import { type Prepared, prepare, RARELY, type Result, results, type Shown, writeAll } from './support/cells.ts';
import { type RunningDesk, type SentMail, startDesk } from './support/desk.ts';
import { justBefore } from './support/local-time.ts';
import { waitFor } from './support/wait-for.ts';

/**
 * The table of docs/promise.md section 5 by SMTP, every cell of it: on a desk as it is, and on one where nothing that is closed re-opens
 * (`reopenDays` 0), whose day's digest falls due meanwhile.
 */

const LUCA = 'luca@team.example';
const LEAD = 'lead@example.com';
const LONG_AGO: readonly Row[] = ['long closed', 'long spam'];
const settings = { mailsPerSecond: 1_000 };

type Stage = { desk: RunningDesk; cells: Prepared[]; results: Map<string, Result>; mails: SentMail[] };
const rows = [...new Set(CELLS.map(({ row }) => row))];
let desks: RunningDesk[] = [];
let usual: Stage;
let longAgo: Stage;
/** When the day's digest of the second desk falls due (ISO, UTC). */
let digestAt: string;

/** All tickets, then all mails, then what became of them. The agents' digest of the minute comes last. */
async function played(desk: RunningDesk, of: readonly Row[]): Promise<Stage> {
  // One reader of the notices is enough, and a third less to send.
  expect((await desk.command('agents', 'remove', 'marta', '--yes')).code).toBe(0);
  const cells = await prepare(desk, of);
  await writeAll(desk, cells);
  const heard = cells.filter(({ outcome }) => isTold(outcome)).map(({ words }) => words);
  const mails = await waitFor(
    'every notice',
    async () => {
      const mailbox = await desk.mailbox();
      const text = mailbox
        .filter(isTo(LUCA))
        .map(({ body }) => body.text)
        .join('\n');
      return heard.every((words) => text.includes(words)) ? mailbox : undefined;
    },
    RARELY,
  );
  // Whoever is told of a message is told when it has done all that it does.
  return { desk, cells, results: await results(desk, cells), mails };
}

const isTo = (address: string) => (mail: SentMail) => mail.destination.to.some((each) => each.includes(address));
/** All of a ticket but that another one is linked to it. */
const unmoved = ({ state, awaits, priority, disputed, participants, fromOutside, clock, messages }: Shown) => ({
  ...{ state, awaits, priority, disputed, participants, fromOutside, clock },
  messages: messages.map(({ id }) => id),
});
const isTold = (outcome: Cell['outcome']) => outcome !== 'still' && outcome !== 'held';

beforeAll(async () => {
  const { timeZone, speed, at } = justBefore(8);
  digestAt = at;
  // Closed for days: no level of a ticket falls due, however slow the machine.
  const days = [-1, 0, 1, 2, 3].map((day) => new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10));
  const defaults = { plan: 'basic', priority: 3, calendar: 'global', language: 'en', timeZone } as const;
  desks = await Promise.all([
    startDesk({ settings }),
    startDesk({ settings: { ...settings, reopenDays: 0, defaults: { ...defaults, holidays: days } }, speed }),
  ]);
  [usual, longAgo] = await Promise.all([
    played(
      desks[0] as RunningDesk,
      rows.filter((row) => !LONG_AGO.includes(row)),
    ),
    played(desks[1] as RunningDesk, LONG_AGO),
  ]);
}, 600_000);
afterAll(async () => {
  expect(await Promise.all(desks.map((desk) => desk.stop()))).toEqual(desks.map(() => 0));
});

describe.each(CELLS)('a ticket that is $row, and $who writes $what', ({ row, who, what, outcome }) => {
  it(outcome, () => {
    const { cells, results, mails } = LONG_AGO.includes(row) ? longAgo : usual;
    const cell = cells.find((each) => each.row === row && each.who === who && each.what === what);
    const result = results.get(cell?.name ?? '');
    if (!cell || !result) throw new Error('the cell was not played');
    const { before, id, stands, words } = cell;
    const { after, added, fresh } = result;
    const naming = (address: string) =>
      mails.filter((mail) => isTo(address)(mail) && mail.body.text?.includes(words)).map(({ subject }) => subject);
    // Once, and no more where the machine is quick enough: a mail service that answers late is asked again (the memory desk counts).
    expect(naming(LUCA).length > 0).toBe(isTold(outcome));
    const isSpam = row === 'spam' || row === 'twin spam';
    expect(naming(LEAD).length > 0).toBe(isSpam && outcome === 'clock from now');

    if (outcome === 'its own') {
      expect([fresh.length, added.length]).toEqual([1, 0]);
      expect(unmoved(after)).toEqual(unmoved(before));
      // A participant answers to all: who asked reads along.
      const participants = who === 'participant' ? [{ address: expect.stringMatching(/^anna@/) }] : [];
      expect(fresh[0]).toMatchObject({ state: 'waiting', participants, priority: what === 'P1' ? 1 : 3 });
      expect(fresh[0]?.clock.start).toBe(fresh[0]?.openedAt);
      expect(fresh[0]?.links.map(({ ticket }) => ticket)).toEqual([stands]);
      const acknowledged = mails.filter(({ subject }) => subject.includes(fresh[0]?.id ?? '-'));
      const theirs = acknowledged.filter(isTo(fresh[0]?.requester.address ?? '-'));
      expect(theirs).toHaveLength(1);
      expect(JSON.stringify(theirs)).not.toMatch(new RegExp(`${id}|${stands}`));
      return;
    }
    expect([fresh.length, added.length]).toEqual([0, 1]);
    const at = added[0]?.at ?? '';
    expect(after.fromOutside.map(({ message }) => message)).toEqual(outcome === 'outside' ? [added[0]?.id] : []);
    expect(after.participants).toEqual(before.participants);
    const isMoved = outcome === 're-opened' || outcome === 'clock from now';
    if (!isMoved) expect(after.state).toBe(before.state);
    if (outcome === 're-opened') expect([after.state, after.awaits]).toEqual(['answered', 'agent']);
    if (outcome === 'heard') expect(after.awaits).toBe('agent');
    if (outcome === 'outside' || outcome === 'still' || outcome === 'held') {
      expect([after.clock, after.awaits, after.priority]).toEqual([before.clock, before.awaits, before.priority]);
    }
    if (outcome === 'clock from now') {
      expect(after).toMatchObject({ state: 'waiting', awaits: 'agent', clock: { start: at } });
      expect(after.clock.counted[0]?.at).toBe(at);
      expect(after.disputed).toBe(isSpam ? at : null);
    }
    if (outcome === 'added') expect([after.priority, after.clock]).toEqual([before.priority, before.clock]);
    if (outcome === 'raised') {
      expect(after.priority).toBe(1);
      expect(after.clock.respondBy < before.clock.respondBy).toBe(true);
    }
  });
});

describe('what is held', () => {
  it.each([
    ['as it is', () => usual],
    ['where all was closed long ago', () => longAgo],
  ])('is what a known writer sent to spam, and nothing else: %s', async (_, stage) => {
    const { desk, cells } = stage();
    const { entries } = (await (await desk.api('/api/quarantine?limit=100')).json()) as { entries: Entry[] };
    const held = cells.filter(({ outcome }) => outcome === 'held').map(({ id }) => id);
    expect(entries.map(({ reason }) => reason)).toEqual(held.map(() => 'closed as spam'));
    expect(entries.map(({ detail }) => detail).sort()).toEqual(held.sort());
  });

  it('stands in the day’s digest to the lead, and in no other mail', async ({ skip }) => {
    const { desk, cells } = longAgo;
    const held = cells.filter(({ outcome }) => outcome === 'held');
    // All are held by now. The digest goes once a day, and the desk's clock does not wait for a machine that is busy.
    const gone = (await desk.mailbox()).filter(isTo(LEAD));
    const { entries } = (await (await desk.api('/api/quarantine?limit=100')).json()) as { entries: Entry[] };
    // A busy machine takes seconds, which are many minutes of this desk, from what came to what is held.
    const late = new Date(Date.parse(digestAt) - 40 * 60_000).toISOString();
    skip(
      entries.some(({ at }) => at >= late) || gone.some(({ body }) => !held.every(({ id }) => body.text?.includes(id))),
      'the digest went before all was held',
    );
    const digest = await desk.received(LEAD, ({ body }) => body.text?.includes(held[0]?.id ?? '-') === true);
    for (const { id } of held) expect(digest.body.text).toContain(id);
    expect((await desk.mailbox()).filter(isTo(LEAD))).toHaveLength(1);
  });
});
type Entry = { id: string; reason: string; detail: string; at: string };

describe('what is held, and let out,', () => {
  it('re-opens what was closed as spam', async () => {
    const { desk, cells } = usual;
    const [{ id } = { id: '' }] = cells.filter(({ outcome }) => outcome === 'held');
    const { entries } = (await (await desk.api('/api/quarantine?limit=100')).json()) as { entries: Entry[] };
    const entry = entries.find(({ detail }) => detail === id);
    expect((await desk.api(`/api/quarantine/${entry?.id}/release`, { method: 'POST' })).status).toBe(200);
    await waitFor('the ticket to wait', async () => {
      const { state } = (await (await desk.api(`/api/tickets/${id}`)).json()) as Shown;
      return state === 'waiting' ? true : undefined;
    });
  });
});

describe('what the agents are told at once', () => {
  it('is each in one mail; an answer to a line of a digest reaches its customer alone', async () => {
    const { desk, mails } = usual;
    const digests = mails.filter(isTo(LUCA)).filter(({ subject }) => /^\d+ notices in one mail$/.test(subject));
    const rowsOf = ({ body }: SentMail) =>
      (body.text ?? '')
        .trim()
        .split('\n\n')
        .filter((each) => /^T-/.test(each));
    const [row = ''] = digests
      .flatMap(rowsOf)
      .filter((each) => /An answer goes to: eve@word\d+x\.example$/m.test(each));
    const [, reader = ''] = /An answer goes to: (\S+)/.exec(row) ?? [];
    const to = row.split('\n').at(-1) ?? '';
    await desk.mail({ from: LUCA, login: LUCA, to, subject: 'Re: Door', text: 'Push it twice.' });
    await desk.received(reader, ({ body }) => body.text?.includes('Push it twice.') === true);
    const answers = (await desk.mailbox()).filter(({ body }) => body.text?.includes('Push it twice.'));
    expect(answers.flatMap(({ destination }) => destination.to).filter((each) => !each.includes(reader))).toEqual([]);
    expect(mails.filter(isTo(LUCA)).length).toBeLessThan(usual.cells.length);
  });
});
