import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { quarantineTable } from '../../../shared/aws/quarantine-table.ts';
import { requestCounterTable } from '../../../shared/aws/request-counter.ts';
import { sendCounterTable } from '../../../shared/aws/send-counter.ts';
import type { Table } from '../../../shared/aws/table.ts';
import type { AskedLink, SendCounter } from '../../../shared/ticket/caps.ts';
import type { RequestCounter } from '../../../shared/ticket/flood.ts';
import type { HeldDigest } from '../../../shared/ticket/held-digest.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { type QuarantineEntry, type QuarantineStore, quarantineIdFor } from '../../../shared/ticket/quarantine.ts';
import type { Task } from '../../../shared/ticket/task.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

type Stores = Pick<Desk, 'quarantine' | 'sendCounter' | 'requestCounter'>;

const newTables = dynamoTables();
let table: Table;

async function freshTable(): Promise<Stores> {
  table = (await newTables()).tickets;
  const { log } = memoryDesk();
  const now = () => new Date('2026-11-30T20:00:00.000Z');
  return {
    quarantine: quarantineTable(table, log, now),
    sendCounter: sendCounterTable(table),
    requestCounter: requestCounterTable(table),
  };
}

const stores: [string, () => Promise<Stores>][] = [
  ['in DynamoDB', freshTable],
  ['in memory', async () => memoryDesk()],
];

/** A held mail that came in this minute. */
function held(minute: number, change: Partial<QuarantineEntry> = {}): QuarantineEntry {
  const receivedAt = `2026-11-30T08:${String(minute).padStart(2, '0')}:00.000Z`;
  const id = `ses-${minute}`;
  return {
    id: quarantineIdFor({ id, receivedAt }),
    at: receivedAt,
    reason: 'spam',
    from: 'eve@evil.example',
    subject: `mail ${minute}`,
    state: 'held',
    received: {
      id,
      receivedAt,
      raw: `raw/${id}`,
      envelopeFrom: 'eve@evil.example',
      recipients: ['help@support.example'],
      authenticated: false,
      verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
      header: {},
    },
    ...change,
  };
}

// The same contract twice: what the use cases are tested with must behave as what they run on.
describe.each(stores)('the quarantine %s', (_, open) => {
  let quarantine: QuarantineStore;
  beforeEach(async () => {
    quarantine = (await open()).quarantine;
  });

  it('takes an entry once and gives it back as it was', async () => {
    expect(await quarantine.add(held(1))).toBe(true);
    expect(await quarantine.add(held(1, { subject: 'other' }))).toBe(false);
    expect(await quarantine.get(held(1).id)).toEqual(held(1));
    expect(await quarantine.get(held(2).id)).toBeUndefined();
  });

  it('lists newest first, page by page, whatever the order they came in', async () => {
    for (const minute of [3, 1, 5, 2, 4]) await quarantine.add(held(minute));
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { entries, next } = await quarantine.list({ limit: 2, cursor });
      pages.push(entries.map(({ subject }) => subject));
      cursor = next;
    } while (cursor !== undefined);
    expect(pages).toEqual([['mail 5', 'mail 4'], ['mail 3', 'mail 2'], ['mail 1']]);
  });

  it('lists what is held, or what was released, a full page each', async () => {
    for (const minute of [1, 2, 3, 4, 5, 6]) await quarantine.add(held(minute));
    for (const minute of [6, 5, 3]) await quarantine.markReleased(held(minute).id, { by: 'agent:ada', at: held(9).at });
    const subjects = async (state: QuarantineEntry['state'], limit: number) =>
      (await quarantine.list({ state, limit })).entries.map(({ subject }) => subject);
    expect(await subjects('held', 2)).toEqual(['mail 4', 'mail 2']);
    expect(await subjects('held', 9)).toEqual(['mail 4', 'mail 2', 'mail 1']);
    expect(await subjects('released', 9)).toEqual(['mail 6', 'mail 5', 'mail 3']);
  });

  it('lists none of before an instant that is asked for', async () => {
    for (const minute of [1, 2, 3, 4]) await quarantine.add(held(minute));
    const old = '2026-08-01T09:00:00.000Z';
    await quarantine.add(held(1, { id: quarantineIdFor({ id: 'of summer', receivedAt: old }), at: old }));
    const since = async (at: string) => (await quarantine.list({ since: at, limit: 9 })).entries.map(({ id }) => id);
    expect(await since(held(3).at)).toEqual([held(4).id, held(3).id]);
    expect(await since(held(1).at)).toHaveLength(4);
    expect(await since(old)).toHaveLength(5);
  });

  it('leaves nothing out when what is asked for is far back among other entries', async () => {
    await quarantine.add(held(0));
    await quarantine.markReleased(held(0).id, { by: 'agent:ada', at: held(9).at });
    const base = Date.parse('2026-11-30T09:00:00.000Z');
    for (let number = 0; number < 250; number += 1) {
      const receivedAt = new Date(base + number * 1000).toISOString();
      await quarantine.add(held(1, { id: quarantineIdFor({ id: `flood ${number}`, receivedAt }), at: receivedAt }));
    }
    expect((await quarantine.list({ state: 'released', limit: 1 })).entries).toMatchObject([{ id: held(0).id }]);
  });

  it('lets one of two release an entry, and nobody one that is not there', async () => {
    await quarantine.add(held(1));
    const at = '2026-11-30T09:00:00.000Z';
    expect(await quarantine.markReleased(held(1).id, { by: 'agent:ada', at })).toBe(true);
    expect(await quarantine.markReleased(held(1).id, { by: 'agent:bruno', at })).toBe(false);
    expect(await quarantine.markReleased(held(2).id, { by: 'agent:ada', at })).toBe(false);
    expect(await quarantine.get(held(1).id)).toEqual({
      ...held(1),
      state: 'released',
      releasedBy: 'agent:ada',
      releasedAt: at,
    });
    expect(await quarantine.get(held(2).id)).toBeUndefined();
  });

  it('writes another subject where there is an entry, and nothing else of it', async () => {
    await quarantine.add(held(1));
    const hidden = { subject: '[redacted]' };
    expect(await quarantine.saveWords(held(1), { subject: '[redacted]', header: hidden })).toBe(true);
    // Another one, read before that was written; and one that is not there.
    for (const which of [1, 2])
      expect(await quarantine.saveWords(held(which), { subject: 'other', header: {} })).toBe(false);
    const { received } = held(1);
    expect(await quarantine.get(held(1).id)).toEqual({
      ...held(1),
      ...hidden,
      received: { ...received, header: hidden },
    });
    expect(await quarantine.get(held(2).id)).toBeUndefined();
  });

  it('refuses a cursor that is none of its own', async () => {
    await expect(quarantine.list({ limit: 1, cursor: 'T-00000000' })).rejects.toMatchObject({ status: 400 });
  });
});

describe.each(stores)('what is to be told of held mails %s', (_, open) => {
  let quarantine: QuarantineStore;
  beforeEach(async () => {
    quarantine = (await open()).quarantine;
  });
  const claimed = (until: string, steps: string[] = []): Task => ({ state: 'claimed', until, steps, attempts: 0 });
  const parked = (again: string): Task => ({
    state: 'parked',
    again,
    attempts: 1,
    reason: 'away',
    steps: ['tell ada'],
  });
  const at = (minute: number) => held(minute).at;
  const untold = (minute: number) => held(minute, { heldAt: at(minute), telling: claimed('2026-11-30T08:30:00.000Z') });

  it('is found when it is due, the earliest first, until it is told', async () => {
    for (const minute of [3, 1, 2]) await quarantine.add(untold(minute));
    await quarantine.add(held(4, { heldAt: at(4) }));
    expect(await quarantine.untold(at(4), 9)).toEqual([]);
    expect(await quarantine.untold(at(9), 2)).toEqual([held(1).id, held(2).id]);
    expect(await quarantine.saveTelling(untold(1), parked(at(20)))).toBe(true);
    expect(await quarantine.untold(at(19), 9)).toEqual([held(2).id, held(3).id]);
    expect(await quarantine.untold(at(21), 9)).toContain(held(1).id);
    expect(await quarantine.saveTelling({ ...untold(1), telling: parked(at(20)) }, { state: 'done' })).toBe(true);
    expect(await quarantine.untold(at(21), 9)).toEqual([held(2).id, held(3).id]);
  });

  it('is noted by whoever holds the claim, and by nobody whose claim was taken over', async () => {
    await quarantine.add(untold(1));
    const first = claimed('2026-11-30T08:30:00.000Z', ['tell ada']);
    expect(await quarantine.saveTelling(untold(1), first)).toBe(true);
    const second = claimed('2026-11-30T08:40:00.000Z', ['tell ada']);
    expect(await quarantine.saveTelling(untold(1), second)).toBe(true);
    expect(await quarantine.saveTelling(untold(1), { state: 'done' })).toBe(false);
    expect((await quarantine.get(held(1).id))?.telling).toEqual(second);
    expect(await quarantine.saveTelling(held(2), { state: 'done' })).toBe(false);
  });

  it('is nothing any more when the mail is discarded, which can be let out after that and not before it is held', async () => {
    const mail = { ...untold(3), excerpt: { text: 'Hello', files: ['a.pdf'] } };
    await quarantine.add(mail);
    const who = { by: 'agent:ada', at: '2026-11-30T09:00:00.000Z' };
    expect(await quarantine.markDiscarded(mail.id, who)).toBe(true);
    expect(await quarantine.markDiscarded(mail.id, who)).toBe(false);
    const discarded = await quarantine.get(mail.id);
    expect(discarded).toMatchObject({ state: 'discarded', discardedBy: 'agent:ada', discardedAt: who.at });
    expect(discarded?.excerpt).toBeUndefined();
    expect(await quarantine.markReleased(mail.id, who)).toBe(true);
    expect(await quarantine.markDiscarded(mail.id, who)).toBe(false);
  });

  it('is nothing any more when the mail is released', async () => {
    await quarantine.add(untold(1));
    await quarantine.add(held(2, { heldAt: at(2) }));
    for (const minute of [1, 2]) await quarantine.markReleased(held(minute).id, { by: 'agent:ada', at: at(5) });
    expect(await quarantine.untold(at(30), 9)).toEqual([]);
    expect(await quarantine.forDigest({ from: '', to: at(30) }, 9)).toEqual([]);
  });

  it('is for the digest when nobody is told at once: a window by when it was held, the newest first', async () => {
    await quarantine.add(untold(1));
    for (const minute of [2, 3, 4]) await quarantine.add(held(minute, { heldAt: at(minute), reason: 'virus' }));
    const ids = async (from: string, to: string, limit = 9) =>
      (await quarantine.forDigest({ from, to }, limit)).map(({ id }) => id);
    expect(await quarantine.forDigest({ from: '', to: at(3) }, 9)).toEqual([{ id: held(2).id, reason: 'virus' }]);
    expect(await ids(at(3), at(9))).toEqual([held(4).id, held(3).id]);
    expect(await ids('', at(9), 2)).toEqual([held(4).id, held(3).id]);
    expect(await ids(at(5), at(9))).toEqual([]);
  });

  it('has one digest: of two who begin it one does, and it goes on as it was left', async () => {
    const day = (date: string, task: Task): HeldDigest => ({ date, from: '', to: at(1), task });
    expect(await quarantine.digest()).toBeUndefined();
    const first = day('2026-11-30', claimed(at(10)));
    expect(await quarantine.saveDigest(first, undefined)).toBe(true);
    expect(await quarantine.saveDigest(day('2026-11-30', claimed(at(11))), undefined)).toBe(false);
    expect(await quarantine.digest()).toEqual(first);
    const waits = day('2026-11-30', parked(at(20)));
    expect(await quarantine.saveDigest(waits, first)).toBe(true);
    expect(await quarantine.saveDigest(day('2026-11-30', { state: 'done' }), first)).toBe(false);
    const done = day('2026-11-30', { state: 'done' });
    expect(await quarantine.saveDigest(done, waits)).toBe(true);
    const next = day('2026-12-01', claimed(at(30)));
    expect(await quarantine.saveDigest(next, done)).toBe(true);
    expect(await quarantine.saveDigest(next, done)).toBe(false);
  });
});

describe.each(stores)('the count of unproved requests %s', (_, open) => {
  let counter: RequestCounter;
  beforeEach(async () => {
    counter = (await open()).requestCounter;
  });
  const count = (from: string, at: string, source = `${from} ${at}`) => counter.count({ from, source, at });

  it('counts each once, by sender and by domain, however the address is written', async () => {
    expect(await count('anna@rossi.example', '2026-11-30T08:00:00.000Z')).toEqual({ ofSender: 1, ofDomain: 1 });
    expect(await count('Anna@Rossi.example', '2026-11-30T08:00:01.000Z')).toEqual({ ofSender: 2, ofDomain: 2 });
    expect(await count('bea@rossi.example', '2026-11-30T08:00:02.000Z')).toEqual({ ofSender: 1, ofDomain: 3 });
    expect(await count('bea@rossi.example', '2026-11-30T08:00:02.000Z')).toEqual({ ofSender: 1, ofDomain: 3 });
    expect(await count('anna@other.example', '2026-11-30T08:00:03.000Z')).toEqual({ ofSender: 1, ofDomain: 1 });
  });

  it('looks back an hour, over the end of an hour and of a day', async () => {
    const anna = 'anna@rossi.example';
    await count(anna, '2026-11-30T23:10:00.000Z');
    await count(anna, '2026-11-30T23:50:00.000Z');
    expect(await count(anna, '2026-12-01T00:09:59.999Z')).toEqual({ ofSender: 3, ofDomain: 3 });
    expect(await count(anna, '2026-12-01T00:10:00.000Z')).toEqual({ ofSender: 3, ofDomain: 3 });
    expect(await count(anna, '2026-12-01T01:30:00.000Z')).toEqual({ ofSender: 1, ofDomain: 1 });
  });

  it('gives each of many at once a place of its own', async () => {
    const at = '2026-11-30T08:00:00.000Z';
    const counts = await Promise.all(Array.from({ length: 20 }, (_, mail) => count('a@x.example', at, `${mail}`)));
    expect(counts.map(({ ofDomain }) => ofDomain).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, mail) => mail + 1),
    );
  });
});

describe.each(stores)('the count of what a page brings %s', (_, open) => {
  const TEN_MINUTES = 600_000;
  let counter: RequestCounter;
  beforeEach(async () => {
    counter = (await open()).requestCounter;
  });
  const within = (of: string, at: string, source = `${of} ${at}`) =>
    counter.within({ of, source, at, ms: TEN_MINUTES });

  it('counts each once, and each cap for itself', async () => {
    expect(await within('desk', '2026-11-30T08:00:00.000Z')).toBe(1);
    expect(await within('desk', '2026-11-30T08:00:01.000Z')).toBe(2);
    expect(await within('desk', '2026-11-30T08:00:01.000Z')).toBe(2);
    expect(await within('network:a', '2026-11-30T08:00:02.000Z')).toBe(1);
    // Its sender tries again later: it is one all the same.
    expect(await within('network:a', '2026-11-30T08:03:02.000Z', 'network:a 2026-11-30T08:00:02.000Z')).toBe(1);
  });

  it('looks back so long and no longer, over the end of a window and of a day', async () => {
    await within('desk', '2026-11-30T23:51:00.000Z');
    await within('desk', '2026-11-30T23:59:00.000Z');
    expect(await within('desk', '2026-12-01T00:00:59.999Z')).toBe(3);
    expect(await within('desk', '2026-12-01T00:01:00.000Z')).toBe(3);
    expect(await within('desk', '2026-12-01T00:20:00.000Z')).toBe(1);
  });

  it('gives each of many at once a place of its own', async () => {
    const at = '2026-11-30T08:00:00.000Z';
    const counts = await Promise.all(Array.from({ length: 20 }, (_, form) => within('desk', at, `${form}`)));
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, form) => form + 1));
  });
});

describe.each(stores)('the count of sent mails %s', (_, open) => {
  let counter: SendCounter;
  beforeEach(async () => {
    counter = (await open()).sendCounter;
  });
  const anna = 'anna@rossi.example';

  it('counts each recipient for itself, however the address is written', async () => {
    await counter.count(anna, '2026-11-30T08:00:00.000Z', 'notice');
    await counter.count('bea@rossi.example', '2026-11-30T08:00:01.000Z', 'notice');
    await counter.count('Anna@Rossi.example', '2026-11-30T08:00:02.000Z', 'notice');
    expect(await counter.recent(anna, '2026-11-30T08:00:03.000Z')).toEqual({
      tenMinutes: 2,
      day: 2,
      acknowledgements: 0,
    });
  });

  it('counts the acknowledgements among them', async () => {
    await counter.count(anna, '2026-11-30T08:00:00.000Z', 'acknowledgement');
    await counter.count(anna, '2026-11-30T08:00:01.000Z', 'notice');
    expect(await counter.recent(anna, '2026-11-30T08:00:02.000Z')).toEqual({
      tenMinutes: 2,
      day: 2,
      acknowledgements: 1,
    });
  });

  it('counts those of unproved requests among the acknowledgements', async () => {
    await counter.count(anna, '2026-11-30T08:00:00.000Z', 'unproved acknowledgement');
    await counter.count(anna, '2026-11-30T08:09:00.000Z', 'unproved acknowledgement');
    await counter.count(anna, '2026-11-30T08:09:01.000Z', 'acknowledgement');
    expect(await counter.recent(anna, '2026-11-30T08:12:00.000Z')).toEqual({
      tenMinutes: 2,
      day: 3,
      acknowledgements: 2,
      unproved: { tenMinutes: 1, day: 2 },
    });
  });

  it('looks back ten minutes exactly, and to the start of the UTC day', async () => {
    await counter.count(anna, '2026-11-30T23:40:00.000Z', 'acknowledgement');
    await counter.count(anna, '2026-11-30T23:45:00.000Z', 'acknowledgement');
    const at = (instant: string) => counter.recent(anna, instant);
    expect(await at('2026-11-30T23:49:59.999Z')).toEqual({ tenMinutes: 2, day: 2, acknowledgements: 2 });
    expect(await at('2026-11-30T23:50:00.000Z')).toEqual({ tenMinutes: 1, day: 2, acknowledgements: 1 });
    expect(await at('2026-12-01T00:00:00.000Z')).toEqual({ tenMinutes: 0, day: 0, acknowledgements: 0 });
  });

  it('lets so many links that were asked for go in a day, of many at once too, and counts them as no mail', async () => {
    const claim = (at: string, to = anna, kind: AskedLink = 'ticket') => counter.claimLink(to, kind, at, 3);
    const day = '2026-11-30T08:00:00.000Z';
    const claimed = await Promise.all(Array.from({ length: 10 }, () => claim(day)));
    expect(claimed.filter(Boolean)).toHaveLength(3);
    expect(await claim(day, 'Anna@Rossi.example')).toBe(false);
    expect(await claim(day, 'bea@rossi.example')).toBe(true);
    expect(await claim(day, anna, 'company')).toBe(true);
    expect(await claim('2026-12-01T00:00:00.000Z')).toBe(true);
    expect(await counter.recent(anna, day)).toEqual({ tenMinutes: 0, day: 0, acknowledgements: 0 });
    await counter.count(anna, day, 'link');
    expect(await counter.recent(anna, day)).toEqual({ tenMinutes: 1, day: 1, acknowledgements: 0 });
    expect(await claim(day)).toBe(false);
  });

  it('keeps who is muted until then, however the address is written, and counts nothing for it', async () => {
    const until = '2026-12-30T08:00:00.000Z';
    expect(await counter.isMuted(anna, '2026-11-30T08:00:00.000Z')).toBe(false);
    await counter.mute('Anna@Rossi.example', until);
    expect(await counter.isMuted(anna, '2026-12-30T07:59:59.999Z')).toBe(true);
    expect(await counter.isMuted(anna, until)).toBe(false);
    expect(await counter.isMuted('bea@rossi.example', '2026-12-01T08:00:00.000Z')).toBe(false);
    expect((await counter.recent(anna, '2026-11-30T08:00:00.000Z')).day).toBe(0);
  });

  it('loses none of many at once', async () => {
    const at = '2026-11-30T08:00:00.000Z';
    await Promise.all(Array.from({ length: 20 }, () => counter.count(anna, at, 'notice')));
    expect((await counter.recent(anna, at)).day).toBe(20);
  });
});

describe('the item of unproved requests', () => {
  it('stops growing, and then says more than any limit', async () => {
    const { requestCounter } = await freshTable();
    const at = '2026-11-30T08:00:00.000Z';
    const count = (mail: number) => requestCounter.count({ from: 'a@x.example', source: `${mail}`, at });
    for (let done = 0; done < 1_000; done += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, mail) => count(done + mail)));
    }
    expect(await count(1_000)).toEqual({ ofSender: 1_000, ofDomain: 1_000 });
    expect((await count(7)).ofDomain).toBe(1_000);
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: 'FLOOD#x.example', sk: '2026-11-30T08' } }),
    );
    expect(Item?.requests.size).toBe(1_000);
    expect(Item?.ttl).toBe(Date.parse('2026-12-01T08:00:00.000Z') / 1000);
  });
});

describe('the item of a count', () => {
  it('expires a day after its own', async () => {
    const { sendCounter } = await freshTable();
    await sendCounter.count('anna@rossi.example', '2026-11-30T08:00:00.000Z', 'notice');
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: 'SENT#anna@rossi.example', sk: '2026-11-30' } }),
    );
    expect(Item?.ttl).toBe(Date.parse('2026-12-02T00:00:00.000Z') / 1000);
  });

  it('stops growing, and then says more than any cap', async () => {
    const { sendCounter } = await freshTable();
    const at = '2026-11-30T08:00:00.000Z';
    for (let done = 0; done < 1_000; done += 100) {
      await Promise.all(Array.from({ length: 100 }, () => sendCounter.count('loop@evil.example', at, 'notice')));
    }
    await sendCounter.count('loop@evil.example', at, 'notice');
    expect(await sendCounter.recent('loop@evil.example', at)).toEqual({
      tenMinutes: 1_000,
      day: 1_000,
      acknowledgements: 0,
    });
  });
});
