import { beforeEach, describe, expect, it } from 'vitest';
import { noticeTable } from '../../../shared/aws/notice-items.ts';
import { claim, type Task } from '../../../shared/ticket/task.ts';
import { type NoticeRecord, type NoticeStore, nameOfNotice } from '../../../shared/ticket/team-notice.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<NoticeStore>][] = [
  ['in DynamoDB', async () => noticeTable((await newTables()).tickets, memoryDesk().log)],
  ['in memory', async () => memoryDesk().notices],
];

const NOW = new Date('2026-11-30T08:00:00.000Z');
const AT = NOW.toISOString();
const DONE: Task = { state: 'done' };
const parked = (again: string): Task => ({ state: 'parked', again, attempts: 1, reason: 'down', steps: [] });
const noticeOf = (change: Partial<NoticeRecord> = {}): NoticeRecord => ({
  reader: 'ada',
  ticketId: 'T-00000001',
  at: AT,
  about: { kind: 'new', messageKey: '01A', cause: 'once' },
  task: claim(NOW),
  ...change,
});

// The same contract for all: what the use cases are tested with must behave as what they run on.
describe.each(IMPLEMENTATIONS)('notices %s', (_, open) => {
  let notices: NoticeStore;
  beforeEach(async () => {
    notices = await open();
  });

  it('are begun once a reader, and whoever comes second sees what there is', async () => {
    const record = noticeOf();
    expect(await notices.begin(record)).toBeUndefined();
    expect(await notices.begin(noticeOf({ task: DONE }))).toEqual(record);
    expect(await notices.begin(noticeOf({ reader: 'lead@support.example' }))).toBeUndefined();
    expect(await notices.get('ada', nameOfNotice(record))).toEqual(record);
    expect(await notices.get('bruno', nameOfNotice(record))).toBeUndefined();
  });

  it('are written over only as they were read', async () => {
    const record = noticeOf();
    await notices.begin(record);
    const later = parked('2026-11-30T08:05:00.000Z');
    expect(await notices.save(noticeOf({ task: claim(new Date(NOW.getTime() + 1)) }), { task: DONE })).toBe(false);
    expect(await notices.save(record, { task: later })).toBe(true);
    expect(await notices.save(record, { task: DONE })).toBe(false);
    expect(await notices.save({ ...record, task: later }, { task: DONE, told: 'alone' })).toBe(true);
    const done: NoticeRecord = { ...record, task: DONE, told: 'alone' };
    expect(await notices.get('ada', nameOfNotice(record))).toEqual(done);
    expect(await notices.save(done, { task: DONE, told: 'unreached' })).toBe(true);
    expect(await notices.get('ada', nameOfNotice(record))).toEqual({ ...done, told: 'unreached' });
  });

  it('of a ticket come in order of time, since an instant', async () => {
    const again = noticeOf({
      at: '2026-11-30T08:02:00.000Z',
      about: { kind: 'again', messageKey: '01B', cause: 'known' },
    });
    const level = noticeOf({ at: '2026-11-30T08:01:00.000Z', about: { kind: 'level', timer: 1, level: 'warning' } });
    for (const each of [again, noticeOf(), level, noticeOf({ ticketId: 'T-00000002' })]) await notices.begin(each);
    expect(await notices.ofTicket('ada', 'T-00000001', '')).toEqual([noticeOf(), level, again]);
    expect(await notices.ofTicket('ada', 'T-00000001', '2026-11-30T08:01:00.000Z')).toEqual([level, again]);
    expect(await notices.ofTicket('bruno', 'T-00000001', '')).toEqual([]);
  });

  it('that went by a digest are found, of all tickets', async () => {
    const told = (ticketId: string, how: NoticeRecord['told'], at = AT) =>
      noticeOf({ ticketId, at, task: DONE, told: how });
    const records = [told('T-00000002', 'digest'), told('T-00000003', 'digest')];
    const others = [told('T-00000004', 'alone'), told('T-00000005', 'digest', '2026-11-01T08:00:00.000Z')];
    for (const each of [...records, ...others, noticeOf({ ticketId: 'T-00000006' })]) await notices.begin(each);
    expect(await notices.byDigest('ada', '2026-11-29T08:00:00.000Z')).toEqual(records);
    expect(await notices.byDigest('bruno', '')).toEqual([]);
  });

  it('are found by the mail that told them, also where it came back', async () => {
    const [one, other] = ['T-00000002', 'T-00000003'].map((ticketId) => noticeOf({ ticketId })) as [
      NoticeRecord,
      NoticeRecord,
    ];
    for (const each of [one, other]) {
      await notices.begin(each);
      await notices.save(each, { task: DONE, told: 'digest', mail: '<1@ses.example>' });
    }
    const told: NoticeRecord = { ...one, task: DONE, told: 'digest', mail: '<1@ses.example>' };
    await notices.save(told, { task: DONE, told: 'unreached' });
    expect(await notices.byDigest('ada', '')).toEqual([
      { ...told, told: 'unreached' },
      { ...told, ticketId: other.ticketId },
    ]);
  });

  it('wait for their reader from when they are due, the earliest first, and no more once they are done', async () => {
    const waiting = ['08:03', '08:01', '08:09'].map((time, index) =>
      noticeOf({ ticketId: `T-0000000${index}`, task: parked(`2026-11-30T${time}:00.000Z`) }),
    );
    for (const each of waiting) await notices.begin(each);
    await notices.begin(noticeOf({ ticketId: 'T-00000007', task: DONE }));
    const names = (...indices: number[]) => indices.map((index) => nameOfNotice(waiting[index] ?? noticeOf()));
    const due = '2026-11-30T08:05:00.000Z';
    expect(await notices.waiting('ada', due, 9)).toEqual(names(1, 0));
    expect(await notices.waiting('ada', due, 1)).toEqual(names(1));
    expect(await notices.waiting('bruno', due, 9)).toEqual([]);
    await notices.save(waiting[1] ?? noticeOf(), { task: DONE, told: 'digest' });
    expect(await notices.waiting('ada', due, 9)).toEqual(names(0));
  });

  it('are among the first of a minute, however often they are asked for', async () => {
    const isFirst = (name: string, minute = '2026-11-30T08:00') => notices.isAmongFirst('ada', minute, name, 2);
    expect([await isFirst('one'), await isFirst('two'), await isFirst('three')]).toEqual([true, true, false]);
    expect([await isFirst('one'), await isFirst('three')]).toEqual([true, false]);
    expect(await isFirst('three', '2026-11-30T08:01')).toBe(true);
    expect(await notices.isAmongFirst('bruno', '2026-11-30T08:00', 'three', 2)).toBe(true);
  });

  it('have each thing of a minute done once', async () => {
    const once = (what: 'plan' | 'digest', minute = '2026-11-30T08:00') => notices.once('ada', minute, what);
    expect([await once('plan'), await once('plan'), await once('digest')]).toEqual([true, false, true]);
    expect(await once('plan', '2026-11-30T08:01')).toBe(true);
  });

  it('name those for whom something was ever left', async () => {
    expect(await notices.left()).toEqual([]);
    for (const reader of ['ada', 'lead@support.example', 'ada']) await notices.leave(reader);
    expect((await notices.left()).toSorted()).toEqual(['ada', 'lead@support.example']);
  });
});
