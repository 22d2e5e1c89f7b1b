import { beforeEach, describe, expect, it } from 'vitest';
import { discard } from '../../../shared/intake/discard-held.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { uploadKey } from '../../../shared/ticket/upload.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { CARLO, type SaidByLink, sayByLink, ticketWithLink } from '../../support/by-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** More by link than people write: held, heard of, and let out as it came; without end, refused. */

const ANNA = 'anna@rossi.example';
const PAUSE_SECONDS = 600;

let desk: MemoryDesk;
let ticket: Ticket;
let made: string;
beforeEach(async () => {
  ({ desk, ticket, made } = await ticketWithLink());
});

const now = async (id = ticket.id) => (await desk.tickets.get(id)) as Ticket;

const write = (said: SaidByLink = {}) => sayByLink({ desk, ticket, made }, { submission: 'last', ...said });

async function writeMany(count: number, said: SaidByLink = {}): Promise<string[]> {
  const outcomes: string[] = [];
  for (let which = 0; which < count; which += 1) {
    outcomes.push((await write({ submission: `s${which}`, ...said })).outcome);
    desk.pass(1);
  }
  return outcomes;
}

const held = async () => (await desk.quarantine.list({ limit: 99 })).entries;
const letOut = (id = '') =>
  release(desk, id, { by: 'agent:ada', receive: () => Promise.reject(new Error('it is no mail')) });
const times = (count: number, outcome: string) => Array.from({ length: count }, () => outcome);

async function letOutNewest(): Promise<void> {
  const [entry] = await held();
  await letOut(entry?.id);
}

/** A film that a browser had put into the bucket, which ends there within days. */
function uploaded(submission: string) {
  const upload = uploadKey(submission, 0);
  desk.stored.set(upload, { content: Buffer.from('a film'), contentType: 'video/mp4' });
  return { upload, files: [{ filename: 'film.mp4', contentType: 'video/mp4', size: 6, upload }] };
}

async function close(reason?: string, twin?: string): Promise<void> {
  const at = desk.now().toISOString();
  await changeState(desk, { ticketId: ticket.id, agent: ada, at, state: 'closed', reason, twin });
}

async function answer(): Promise<void> {
  const said = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'It is the lock.', attachments: [] };
  await respond(desk, { ...said, receivedAt: desk.now().toISOString(), tellBy: 'call' });
}

describe('many messages by one link', () => {
  it('are held after twenty in ten minutes, and the agents are told of three of them', async () => {
    expect(await writeMany(30)).toEqual([...times(20, 'written'), ...times(10, 'held')]);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(21);
    const entries = await held();
    expect(entries).toHaveLength(10);
    expect(entries[0]).toMatchObject({ reason: 'page flood', detail: ticket.id, from: ANNA, subject: ticket.subject });
    expect(entries.filter(({ telling }) => telling !== undefined)).toHaveLength(3);
    await desk.team.drain();
    const told = desk.sent.filter(({ subject }) => subject.includes('A message by link is held'));
    expect(told).toHaveLength(6);
    expect(told[0]?.text).toContain(`too many had come before it (${ticket.id})`);
  });

  it('keep nobody else waiting, and their own writer no longer than they came', async () => {
    await writeMany(25);
    expect(await write({ reader: CARLO, submission: 'his' })).toMatchObject({ outcome: 'written' });
    expect(await write()).toEqual({ outcome: 'held' });
    desk.pass(PAUSE_SECONDS);
    expect(await write({ submission: 'later' })).toMatchObject({ outcome: 'written' });
  });

  it('without end are refused from sixty on, until they pause, and nothing is kept of them', async () => {
    expect(await writeMany(60)).toEqual([...times(20, 'written'), ...times(40, 'held')]);
    const kept = desk.stored.size;
    expect(await write()).toEqual({ outcome: 'too many', retryAfterSeconds: 600 });
    expect(desk.stored.size).toBe(kept);
    expect(await held()).toHaveLength(40);
    desk.pass(PAUSE_SECONDS);
    expect(await write()).toMatchObject({ outcome: 'written' });
  });

  it('count once however often one comes, and one that is held is one entry', async () => {
    for (let again = 0; again < 25; again += 1) expect((await write()).outcome).toBe('written');
    await writeMany(19);
    expect(await write({ submission: 'more' })).toEqual({ outcome: 'held' });
    desk.pass(5);
    expect(await write({ submission: 'more' })).toEqual({ outcome: 'held' });
    expect(await write({ submission: 'more', text: 'Other words.' })).toEqual({ outcome: 'used' });
    desk.pass(PAUSE_SECONDS);
    expect(await write({ submission: 'more' })).toEqual({ outcome: 'held' });
    expect(await held()).toHaveLength(1);
  });

  it('of which an agent has discarded one take it in when it comes again', async () => {
    await writeMany(20);
    expect(await write({ submission: 'more' })).toEqual({ outcome: 'held' });
    const [entry] = await held();
    await discard(desk, entry?.id ?? '', 'agent:ada');
    desk.pass(5);
    expect(await write({ submission: 'more' })).toEqual({ outcome: 'held' });
    expect((await held()).map(({ state }) => state).toSorted()).toEqual(['discarded', 'held']);
    await discard(desk, (await held()).find(({ state }) => state === 'held')?.id ?? '', 'agent:ada');
    desk.pass(PAUSE_SECONDS);
    expect((await write({ submission: 'more' })).outcome).toBe('written');
  });

  it('with other words at once are one entry, and who lost is told', async () => {
    await writeMany(23);
    const both = await Promise.all(['One.', 'Two.'].map((text) => write({ submission: 'more', text })));
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['held', 'used']);
    expect(await held()).toHaveLength(4);
  });

  it('count once when the ticket did not take it at first', async () => {
    desk.faults.add({ port: 'tickets.addMessage', times: 5 });
    for (let again = 0; again < 5; again += 1) {
      await expect(write()).rejects.toThrow();
      desk.pass(5);
    }
    expect(await writeMany(19)).toEqual(times(19, 'written'));
    expect(await write()).toMatchObject({ outcome: 'written' });
  });

  it.each(['quarantine.get', 'requestCounter.within', 'files.write', 'uploads.keep', 'quarantine.add'])(
    'that break off at %s are held once, with their files, when they are sent again',
    async (port) => {
      await writeMany(20);
      const { upload, files } = uploaded('more');
      desk.faults.add({ port, times: 1 });
      await write({ submission: 'more', files }).catch(() => {});
      desk.pass(300);
      expect(await write({ submission: 'more', files })).toEqual({ outcome: 'held' });
      desk.stored.delete(upload);
      await letOutNewest();
      expect((await messagesOf(desk, ticket.id)).at(-1)?.attachments).toMatchObject([{ filename: 'film.mp4' }]);
    },
  );

  it('to a duplicate count at the ticket that goes on for it, whose number the entry has', async () => {
    const twin = await waitingTicket(desk, { source: 'mail:twin', subject: 'The other door' });
    await writeMany(15, { ticket: twin });
    await close('duplicate', twin.id);
    const outcomes: string[] = [];
    for (let which = 0; which < 10; which += 1) outcomes.push((await write({ submission: `d${which}` })).outcome);
    expect(outcomes).toEqual([...times(5, 'written'), ...times(5, 'held')]);
    expect((await held())[0]?.detail).toBe(twin.id);
  });
});

describe('what was held of many messages by link, let out', () => {
  it('is at its ticket as of when it came, with the files that a browser had uploaded', async () => {
    await writeMany(20);
    const { upload, files } = uploaded('more');
    const at = desk.now().toISOString();
    expect(await write({ submission: 'more', files })).toEqual({ outcome: 'held' });
    desk.stored.delete(upload);
    desk.pass(300);
    await letOutNewest();
    const last = (await messagesOf(desk, ticket.id)).at(-1);
    expect(last).toMatchObject({ by: ANNA, at, attachments: [{ filename: 'film.mp4', size: 6 }] });
    expect(desk.stored.get(last?.attachments[0]?.key ?? '')?.content.toString()).toBe('a film');
    expect(await write({ submission: 'more', files })).toMatchObject({ outcome: 'written' });
    expect((await now()).audit).toContainEqual(expect.objectContaining({ action: 'released', by: 'agent:ada' }));
  });

  it('is not lost when letting it out breaks off', async () => {
    await writeMany(21);
    desk.faults.add({ port: 'tickets.addMessage', times: 1 });
    await expect(letOutNewest()).rejects.toThrow();
    await letOutNewest();
    expect(await messagesOf(desk, ticket.id)).toHaveLength(22);
    expect((await held())[0]).toMatchObject({ state: 'released', releasedBy: 'agent:ada' });
  });

  it('is the team’s word that a ticket closed as spam meanwhile is none', async () => {
    await writeMany(21);
    await close('spam');
    desk.pass(60);
    await letOutNewest();
    expect(await now()).toMatchObject({ state: 'waiting' });
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('is a ticket of its own where its ticket was closed long ago, whose clock started when it came', async () => {
    await answer();
    await close();
    desk.pass(30 * 86_400);
    expect(await writeMany(20)).toEqual(times(20, 'opened'));
    const at = desk.now().toISOString();
    expect(await write()).toEqual({ outcome: 'held' });
    desk.pass(300);
    await letOutNewest();
    const newest = (await ticketsOf(desk)).find(({ source }) => source === 'page:last');
    expect(newest).toMatchObject({ channel: 'page', clock: { start: at }, links: [{ ticket: ticket.id }] });
    expect(newest?.audit).toContainEqual(expect.objectContaining({ action: 'released', by: 'agent:ada' }));
    expect((await now()).state).toBe('closed');
  });
});
