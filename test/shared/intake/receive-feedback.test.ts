import { describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { METRIC } from '../../../shared/names.ts';
import { deliveryOf } from '../../../shared/ticket/delivery.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { comesBack } from '../../support/comes-back.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { sesReports } from '../../support/ses-events.ts';
import { ada, deliver, deskOf, mailed, messagesOf, requestOf, waitingTicket } from '../../support/stories.ts';

/** What SES says of the desk's mails (docs/promise.md section 5, docs/architecture.md, second stage, decision 7). */

const ANNA = 'anna@rossi.example';
const CARLA = 'carla@rossi.example';
const [ADA, BRUNO, LEAD] = ['ada', 'bruno', 'lead'].map((name) => `${name}@support.example`);
const AGENTS = [ADA, BRUNO];

const say = (desk: Desk, ticketId: string, source = 'api:1') =>
  respond(desk, {
    ...{ ticketId, agent: ada, source, text: `On it, ${source}.`, attachments: [], tellBy: 'call' as const },
    receivedAt: desk.now().toISOString(),
  });

const mailTo = (desk: MemoryDesk, address: string) =>
  desk.sent.findLast(({ recipient }) => recipient === address) as OutgoingMail;
const lines = async (desk: MemoryDesk, id: string, action: string) =>
  (await getTicket(desk, id)).audit.filter((each) => each.action === action).map(({ detail }) => detail);
const answersOf = async (desk: MemoryDesk, id: string) =>
  (await messagesOf(desk, id)).filter(({ author }) => author === 'agent');

/** A P1 that Ada has answered, and her mails to Anna and to Carla, who is copied. */
async function answered(given = {}) {
  const desk = deskOf(given);
  const { id } = await waitingTicket(desk, { priority: 1, participants: [{ address: CARLA }] });
  desk.pass(60);
  await say(desk, id);
  await desk.team.drain();
  const mails = { anna: mailTo(desk, ANNA), carla: mailTo(desk, CARLA) };
  desk.sent.length = 0;
  desk.pass(60);
  return { desk, id, ...mails };
}

/** All that was put for the team is mailed, or waits for a digest. */
async function told(desk: MemoryDesk): Promise<string[]> {
  await desk.team.drain();
  return mailed(desk);
}

describe('a bounce of the first response', () => {
  it('re-opens the clock with its deadline and a timer, and the agents read which answer, and why', async () => {
    const { desk, id, anna } = await answered();
    const before = await getTicket(desk, id);
    await sesReports(desk, anna, 'Bounce');
    expect(await getTicket(desk, id)).toMatchObject({
      state: 'waiting',
      clock: { deadline: before.clock.deadline },
      timer: { next: { kind: 'ladder' } },
    });
    expect(desk.scheduled.size).toBe(1);
    expect(await lines(desk, id, 'not delivered')).toEqual([
      expect.stringMatching(`message .+ to ${ANNA}: failed 5.1.1 smtp; 550 5.1.1 user unknown`),
    ]);
    expect(await told(desk)).toEqual(AGENTS);
    const [notice] = desk.sent;
    expect(notice?.text).toContain('On it, api:1.');
    expect(notice?.text).toContain('550 5.1.1 user unknown');
    const [answer] = await answersOf(desk, id);
    expect(answer && deliveryOf(answer)?.state).toBe('bounced');
  });

  it('is one, however often it is said', async () => {
    const { desk, id, anna } = await answered();
    for (const diagnosticCode of ['first', 'second', 'third']) {
      const bouncedRecipients = [{ emailAddress: ANNA, action: 'failed', diagnosticCode }];
      await sesReports(desk, anna, 'Bounce', { bouncedRecipients });
      desk.pass(400);
    }
    expect(await told(desk)).toEqual(AGENTS);
    expect(await lines(desk, id, 'not delivered')).toHaveLength(1);
    expect(await lines(desk, id, 're-opened')).toHaveLength(1);
  });

  it('heals after a crash at any call, and tells each agent once', async () => {
    for (let skip = 0; skip < 14; skip += 1) {
      const { desk, id, anna } = await answered();
      desk.faults.add({ skip, times: 1 });
      await deliver(desk, () => sesReports(desk, anna, 'Bounce'));
      desk.faults.clear();
      expect((await getTicket(desk, id)).state, `call ${skip}`).toBe('waiting');
      expect(await told(desk), `call ${skip}`).toEqual(AGENTS);
    }
  });

  it('said before the answer’s own bookkeeping was written counts all the same', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { send } = desk.mailer;
    desk.mailer.send = async (mail) => {
      const sent = await send(mail);
      if (mail.recipient === ANNA) await sesReports(desk, mail, 'Bounce');
      return sent;
    };
    await say(desk, id);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'waiting', timer: { next: { kind: 'ladder' } } });
  });

  it('said by another server first moves nothing; said by SES then, it moves the clock, and nobody hears of it twice', async () => {
    const { desk, id, anna } = await answered();
    await comesBack(desk, anna);
    expect((await getTicket(desk, id)).state).toBe('answered');
    expect(await told(desk)).toEqual(AGENTS);
    await sesReports(desk, anna, 'Bounce');
    expect((await getTicket(desk, id)).state).toBe('waiting');
    expect(await told(desk)).toEqual(AGENTS);
  });

  it('said by another server after SES is a note that wakes nobody', async () => {
    const { desk, id, anna } = await answered();
    await sesReports(desk, anna, 'Bounce');
    await comesBack(desk, anna);
    expect(await told(desk)).toEqual(AGENTS);
    const report = (await messagesOf(desk, id)).at(-1);
    expect(report).toMatchObject({
      author: 'unverified',
      warnings: expect.arrayContaining([expect.stringContaining('moves nothing')]),
    });
  });

  it('of an answer that was sent again since is of the mail before', async () => {
    const { desk, id, anna } = await answered();
    await sesReports(desk, anna, 'Bounce');
    const [answer] = await answersOf(desk, id);
    await resendAnswer(desk, { ticketId: id, messageKey: answer?.key ?? '' });
    await sesReports(desk, anna, 'Bounce');
    expect((await getTicket(desk, id)).state).toBe('answered');
    await sesReports(desk, mailTo(desk, ANNA), 'Bounce');
    expect((await getTicket(desk, id)).state).toBe('waiting');
  });

  it.each([
    ['a virus that SES found', 'Reject', {}, 'rejected: Bad content'],
    ['a full mailbox', 'Bounce', { bounceType: 'Transient', bounceSubType: 'MailboxFull' }, '550 5.1.1'],
    ['the suppression list', 'Bounce', { bounceSubType: 'OnAccountSuppressionList' }, `suppressed remove ${ANNA}`],
    ['the other suppression list', 'Bounce', { bounceSubType: 'Suppressed' }, `suppressed remove ${ANNA}`],
  ] as const)('also by %s, of which the agents read the reason', async (_, type, change, reason) => {
    const { desk, id, anna } = await answered();
    await sesReports(desk, anna, type, change);
    expect((await getTicket(desk, id)).state).toBe('waiting');
    expect(await told(desk)).toEqual(AGENTS);
    expect(desk.sent[0]?.text.replaceAll('\n', ' ')).toContain(reason);
  });
});

it.each([
  ['that runs here', {}, `suppressed remove ${ANNA}`],
  ['that is deployed', { stage: 'prod' }, `suppressed remove ${ANNA} --stage prod`],
])('of an address that SES does not try the trail names the command for the desk %s', async (_, settings, command) => {
  const { desk, id, anna } = await answered();
  Object.assign(desk.settings, settings);
  await sesReports(desk, anna, 'Bounce', { bounceSubType: 'OnAccountSuppressionList' });
  const details = (await getTicket(desk, id)).audit.map(({ detail = '' }) => detail);
  expect(details.some((detail) => detail.endsWith(command))).toBe(true);
});

describe('what moves no clock', () => {
  it.each([
    ['a soft bounce that may be an absence', { bounceType: 'Transient', bounceSubType: 'General' }],
    ['a bounce that says nothing', { bounceType: 'Undetermined', bounceSubType: 'Undetermined' }],
  ])('%s is counted', async (_, change) => {
    const { desk, id, anna } = await answered();
    await sesReports(desk, anna, 'Bounce', change);
    expect((await getTicket(desk, id)).state).toBe('answered');
    expect(desk.counted.get(METRIC.softBounce)).toBe(1);
    expect(await told(desk)).toEqual([]);
  });

  it('a bounce of the mail to one who is copied is a line and word to the agents', async () => {
    const { desk, id, carla } = await answered();
    await sesReports(desk, carla, 'Bounce');
    expect((await getTicket(desk, id)).state).toBe('answered');
    expect(await lines(desk, id, 'not delivered')).toHaveLength(1);
    expect(await told(desk)).toEqual(AGENTS);
  });

  it('a complaint is shown on the ticket, and the lead hears of it once', async () => {
    const { desk, id, anna } = await answered();
    await sesReports(desk, anna, 'Complaint');
    await sesReports(desk, anna, 'Complaint');
    expect((await getTicket(desk, id)).state).toBe('answered');
    expect(await lines(desk, id, 'complaint')).toEqual([expect.stringMatching(`${ANNA} of message .+: abuse`)]);
    expect(await told(desk)).toEqual([LEAD]);
    expect(desk.sent[0]?.text).toContain('called spam');
  });

  it('a mail of no ticket is a line in the log', async () => {
    const desk = deskOf();
    const mail = { recipient: LEAD, tags: { purpose: 'digest', to: 'contact' } } as unknown as OutgoingMail;
    await sesReports(desk, mail, 'Bounce');
    expect(desk.lines.map(({ message }) => message)).toEqual(['a mail of no ticket came back']);
  });
});

describe('a delivery', () => {
  it('is kept on the answer, the first time, and moves nothing', async () => {
    const { desk, id, anna, carla } = await answered();
    await sesReports(desk, carla, 'Delivery');
    expect((await answersOf(desk, id))[0]?.delivered).toBeUndefined();
    const at = desk.now().toISOString();
    await sesReports(desk, anna, 'Delivery');
    desk.pass(60);
    await sesReports(desk, anna, 'Delivery');
    const [answer] = await answersOf(desk, id);
    expect(answer?.delivered).toBe(at);
    expect(answer && deliveryOf(answer)?.state).toBe('sent');
  });

  it('does not keep a later bounce from counting', async () => {
    const { desk, id, anna } = await answered();
    await sesReports(desk, anna, 'Delivery');
    await sesReports(desk, anna, 'Bounce');
    expect((await getTicket(desk, id)).state).toBe('waiting');
    const [answer] = await answersOf(desk, id);
    await resendAnswer(desk, { ticketId: id, messageKey: answer?.key ?? '' });
    expect((await answersOf(desk, id))[0]?.delivered).toBeUndefined();
  });
});

it('a bounce of an acknowledgement tells the agents, once, that the customer knows nothing', async () => {
  const desk = deskOf();
  const { ticket } = await openTicket(desk, requestOf(desk));
  await desk.team.drain();
  const mail = mailTo(desk, ANNA);
  desk.sent.length = 0;
  desk.pass(400);
  await sesReports(desk, mail, 'Bounce');
  await sesReports(desk, mail, 'Bounce');
  expect(await told(desk)).toEqual(AGENTS);
  expect(desk.sent[0]?.subject).toContain(ticket.id);
  expect(desk.sent[0]?.text).toContain('did not reach the customer');
  expect(desk.sent[0]?.text.replaceAll('\n', ' ')).toContain('550 5.1.1 user unknown');
});

describe('a bounce of an escalation', () => {
  async function escalated() {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.setNow('2026-11-30T09:30:00.000Z');
    await escalate(desk, { ticketId: id, version: 1 });
    await desk.team.drain();
    return { desk, id, mails: desk.sent.splice(0) };
  }

  it('of one contact is a line and counts for an alarm; the next level keeps its time', async () => {
    const { desk, id, mails } = await escalated();
    await sesReports(desk, mails[0] as OutgoingMail, 'Bounce');
    expect(desk.counted.get(METRIC.noticeBounced)).toBe(1);
    expect(await told(desk)).toEqual([]);
    expect((await getTicket(desk, id)).timer.next).toMatchObject({ level: 'breach', at: '2026-11-30T10:00:00.000Z' });
  });

  it('of all contacts tells the next level at once, and once (A7)', async () => {
    const { desk, mails } = await escalated();
    for (const mail of [...mails, ...mails]) await sesReports(desk, mail, 'Bounce');
    expect(await told(desk)).toEqual([...AGENTS, LEAD]);
  });
});

it('a bounce of a notice has others hear of it in its reader’s place', async () => {
  const desk = deskOf();
  await openTicket(desk, requestOf(desk));
  await desk.team.drain();
  const notices = AGENTS.map((address) => mailTo(desk, address as string));
  desk.sent.length = 0;
  for (const mail of [...notices, ...notices]) await sesReports(desk, mail, 'Bounce');
  expect(await told(desk)).toEqual([LEAD]);
  expect(desk.counted.get(METRIC.noticeBounced)).toBeUndefined();
});
