import { beforeEach, describe, expect, it } from 'vitest';
import { doctor } from '../../../../infra/cli/doctor/doctor.ts';
import { timers } from '../../../../infra/cli/timers/timers.ts';
import { verify } from '../../../../infra/cli/verify/verify.ts';
import { ticketKey } from '../../../../shared/aws/keys.ts';
import type { Table } from '../../../../shared/aws/table.ts';
import { receiveMail } from '../../../../shared/intake/receive-mail.ts';
import { receiveQuietly } from '../../../../shared/intake/receive-quietly.ts';
import type { ReceivedMail } from '../../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../../shared/mail/signed/reply-address.ts';
import { escalate } from '../../../../shared/use-cases/escalate.ts';
import { respond } from '../../../../shared/use-cases/respond.ts';
import { arrives } from '../../../support/arrives.ts';
import { copyTables } from '../../../support/copy-tables.ts';
import { dynamoTables } from '../../../support/dynamo-tables.ts';
import type { MemoryDesk } from '../../../support/memory-desk.ts';
import { owed, promises } from '../../../support/owed.ts';
import { ada, ticketsOf } from '../../../support/stories.ts';
import { type SpoilableDesk, tableDesk } from '../../../support/table-desk.ts';
import { testIo } from '../io.ts';

/**
 * The restore drill: the tables of a desk are copied, an hour goes on, and the desk is given the copy, as `desk restore` and the setting `restored`
 * do on AWS, where the copy is made afterwards. Then what the command says is left to do, in its order. Beside it stands a desk whose tables nobody
 * touched.
 */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const newTables = dynamoTables();

type Tables = { tickets: Table; people: Table };
type Whole = SpoilableDesk & { tables: Tables };

async function aDesk(): Promise<Whole> {
  const tables = await newTables();
  return { ...(await tableDesk(tables)), tables };
}

/** A mail comes, and what it is told about goes out. Gives it as SES announced it, as `received/` keeps it. */
async function comes(desk: MemoryDesk, raw: string, change: Partial<ReceivedMail>): Promise<ReceivedMail> {
  const received = arrives(desk, raw, change);
  await receiveMail(desk, received);
  await desk.team.drain();
  desk.pass(60);
  return received;
}

async function annas(desk: MemoryDesk, name: string, change: { subject?: string; to?: string } = {}) {
  const { subject = name, to = SUPPORT } = change;
  const raw = `From: Anna <anna@rossi.example>\nSubject: ${subject}\nMessage-ID: <${name}@rossi.example>\n\nNobody gets in: ${name}.\n`;
  return comes(desk, raw, { id: name, recipients: [to] });
}

const idOf = async (desk: MemoryDesk, name: string) =>
  (await ticketsOf(desk)).find(({ subject }) => subject.includes(name))?.id ?? 'none';

/** Before the moment: a P2 and two P3 wait. */
async function story({ desk }: Whole): Promise<void> {
  await annas(desk, 'urgent', { subject: '[P2] urgent' });
  await annas(desk, 'usual');
  await annas(desk, 'called');
}

/** The hour that is lost: a new request; more of the usual one, now declared a P2; and Ada answers the urgent one by mail. */
async function hour({ desk }: Whole): Promise<ReceivedMail[]> {
  const [urgent, usual] = [await idOf(desk, 'urgent'), await idOf(desk, 'usual')];
  const came = [await annas(desk, 'new')];
  const again = { subject: `[P2] Re: [${usual}] usual`, to: replyAddress(KEY, SUPPORT, { ticketId: usual }) };
  came.push(await annas(desk, 'again', again));
  const to = replyAddress(KEY, SUPPORT, { ticketId: urgent, agentId: 'ada' });
  const answer = `From: ada@support.example\nTo: ${to}\nSubject: Re: urgent\nMessage-ID: <a@support.example>\n\nPush the handle.\n`;
  came.push(await comes(desk, answer, { id: 'answer', recipients: [to], envelopeFrom: 'ada@support.example' }));
  desk.pass(50 * 60);
  desk.sent.length = 0;
  return came;
}

/** The desk on its tables of the moment: bucket and clock go on, and of the schedules none is left. */
async function goBack(from: Whole, tables: Tables): Promise<Whole> {
  const made = { ...(await tableDesk(tables)), tables };
  for (const [key, file] of from.desk.stored) made.desk.stored.set(key, file);
  made.desk.setNow(from.desk.now().toISOString());
  return made;
}

const schedulesOf = (desk: MemoryDesk) => async () => ({
  has: ({ id, timer }: { id: string; timer: { version: number } }) => desk.scheduled.has(`${id}.${timer.version}`),
});

/** `timers rebuild`, the kept mails as `replay` gives them, which mails nobody, `doctor --repair`. */
async function afterDeploy({ desk, tables }: Whole, came: readonly ReceivedMail[]): Promise<void> {
  const { io } = testIo();
  const schedules = schedulesOf(desk);
  expect(await timers(['rebuild', '--yes'], io, async () => ({ desk, schedules }))).toBe(0);
  for (const received of came) await receiveQuietly(desk, received);
  await desk.team.drain();
  expect(desk.sent).toEqual([]);
  const around = {
    hasFile: async (key: string) => desk.stored.has(key),
    sources: async () => ({}),
    keep: async () => {},
  };
  expect(await doctor(['--repair'], io, async () => ({ desk, ...tables, ...around, schedules }))).toBe(0);
  desk.sent.length = 0;
}

/** Runs `verify --against` the tables of before. */
async function verified({ desk, tables }: Whole, before: Whole) {
  const { io, out } = testIo();
  const other = { tables: before.tables, isNewer: false };
  const status = await verify(['--json'], io, async () => ({ desk, tables, other, schedules: schedulesOf(desk) }));
  const lines = out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { status, amiss: lines.filter(({ verdict }) => verdict !== 'ok') };
}

/** What is owed, save word among the team that a colleague has answered: a silent replay tells nobody, and nobody waits for it. */
async function due({ desk }: Whole): Promise<string[]> {
  return (await owed(desk)).filter((mail) => !/A colleague answered|notices in one mail/.test(mail));
}

let untouched: Whole;
let lived: Whole;
let atMoment: Tables;
beforeEach(async () => {
  untouched = await aDesk();
  lived = await aDesk();
  await story(untouched);
  await story(lived);
  atMoment = await newTables();
  await copyTables(lived.tables, atMoment);
});

describe('a desk that was set back an hour', () => {
  it('owes afterwards what one owes whose tables nobody touched, to whom it owes it', async () => {
    await hour(untouched);
    const came = await hour(lived);
    const restored = await goBack(lived, atMoment);
    expect(await promises(restored.desk)).not.toEqual(await promises(untouched.desk));
    expect(await verified(restored, lived)).toMatchObject({ status: 1 });

    await afterDeploy(restored, came);
    expect(await promises(restored.desk)).toEqual(await promises(untouched.desk));
    expect(await verified(restored, lived)).toEqual({ status: 0, amiss: [] });
    const expected = await due(untouched);
    expect(expected.length).toBeGreaterThan(5);
    expect(await due(restored)).toEqual(expected);
  });

  it('does, also when what was gone back to is spoilt', async () => {
    await hour(untouched);
    const came = await hour(lived);
    const restored = await goBack(lived, atMoment);
    const usual = await idOf(restored.desk, 'usual');
    await restored.overwrite(ticketKey(usual), { dueKey: '2099-01-01T00:00:00.000Z', view: 'closed#4' });
    await afterDeploy(restored, came);
    expect(await due(restored)).toEqual(await due(untouched));
  });

  it('may be read the same mails again, and again', async () => {
    await hour(untouched);
    const came = await hour(lived);
    const restored = await goBack(lived, atMoment);
    await afterDeploy(restored, came);
    await afterDeploy(restored, came);
    expect(await due(restored)).toEqual(await due(untouched));
  });

  it('has forgotten an answer that was given by the API, which verify names: no promise is lost, and it is given again', async () => {
    const answer = async ({ desk }: Whole) => {
      const said = { agent: ada, text: 'Push.', attachments: [], tellBy: 'call' as const, source: 'api:called' };
      const ticketId = await idOf(desk, 'called');
      await respond(desk, { ...said, ticketId, receivedAt: desk.now().toISOString() });
      await desk.team.drain();
    };
    for (const each of [untouched, lived]) await answer(each);
    await hour(untouched);
    const came = await hour(lived);
    const restored = await goBack(lived, atMoment);
    await afterDeploy(restored, came);
    const { status, amiss } = await verified(restored, lived);
    expect(status).toBe(0);
    const called = await idOf(restored.desk, 'called');
    expect(amiss).toContainEqual(
      expect.objectContaining({ check: 'before, after: owed again', says: expect.stringContaining(called) }),
    );
    await answer(restored);
    restored.desk.sent.length = 0;
    expect(await due(restored)).toEqual(await due(untouched));
  });

  it('tells a level once more that was told in the hour, and so never too seldom', async () => {
    const { desk } = lived;
    const urgent = await idOf(desk, 'urgent');
    const told = (mails: string[]) => mails.filter((mail) => mail.includes(`Warning: [${urgent}]`)).length;
    desk.setNow(desk.scheduled.get(`${urgent}.1`) ?? '');
    atMoment = await newTables();
    await copyTables(lived.tables, atMoment);
    desk.sent.length = 0;
    await escalate(desk, { ticketId: urgent, version: 1 });
    await desk.team.drain();
    expect(told(desk.sent.map(({ subject }) => subject))).toBe(2);
    const restored = await goBack(lived, atMoment);
    await afterDeploy(restored, []);
    expect(told(await owed(restored.desk))).toBe(2);
  });
});
