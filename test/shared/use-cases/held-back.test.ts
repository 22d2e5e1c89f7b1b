import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { dismissOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, sweepLater, toldOf, waitingTicket } from '../../support/stories.ts';

/** A ticket tells each of the team of ten messages in ten minutes one by one, and of all others by one mail a minute (section 9). */

const ADA = 'ada@support.example';
const ANNA = 'anna@rossi.example';
const UNPROVED: Partial<ReceivedMail> = { authenticated: false };

let mails = 0;

/** A desk with one agent, and a ticket of Anna's. */
async function scene(change: Parameters<typeof waitingTicket>[1] = {}) {
  const desk = deskOf({ agents: [ada] });
  const ticket = await waitingTicket(desk, { priority: 3, ...change });
  const [key = ''] = await desk.secrets.signingKeys();
  const signed = replyAddress(key, desk.settings.supportAddress, { ticketId: ticket.id });
  const writes = async (
    from: string,
    words: string,
    { to = 'help@support.example', subject, ...given } = {} as Given,
  ) => {
    mails += 1;
    desk.pass(1);
    const about = subject ?? `Re: [${ticket.id}] The door`;
    const answers = subject === undefined ? 'In-Reply-To: <anna-1@rossi.example>\n' : '';
    const raw = `Message-ID: <w${mails}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: ${about}\n${answers}\n${words}\n`;
    await receiveMail(desk, arrives(desk, raw, { id: `w${mails}`, envelopeFrom: from, recipients: [to], ...given }));
  };
  const many = async (times: number, from: (n: number) => string, given: Given = {}) => {
    for (let n = 0; n < times; n += 1) await writes(from(n), `bla ${n}`, given);
  };
  const adas = () => replyAddress(key, desk.settings.supportAddress, { ticketId: ticket.id, agentId: 'ada' });
  return { desk, id: ticket.id, signed, writes, many, adas };
}
type Given = Partial<ReceivedMail> & { to?: string; subject?: string };

const forgedAnna = () => ANNA;
const strangers = (n: number) => `eve${n}@evil${n}.example`;

async function minuteEnds(desk: MemoryDesk) {
  desk.pass(70);
  await desk.team.drain();
}

const toAda = (desk: MemoryDesk) => desk.sent.filter(({ recipient }) => recipient === ADA);
const alone = (desk: MemoryDesk) => toAda(desk).filter(({ text }) => !/^\d+ notices?\b/m.test(text));
const digests = (desk: MemoryDesk) => toAda(desk).filter(({ text }) => /^\d+ notices?\b/m.test(text));

describe('after more mails than a ticket tells of one by one', () => {
  it.each([
    ['forged ones of a known writer', forgedAnna, true],
    ['those of strangers', strangers, false],
    ['forged ones of the agent', () => ADA, false],
  ])('%s take nothing from a proved known writer', async (_, from, isSigned) => {
    const { desk, writes, many, signed } = await scene();
    await many(15, from, { ...UNPROVED, ...(isSigned && { to: signed }) });
    await minuteEnds(desk);
    desk.sent.length = 0;
    await writes(ANNA, 'It is I, and it is worse.');
    expect(alone(desk)).toHaveLength(1);
    expect(toAda(desk)[0]?.text).toContain('It is I, and it is worse.');
  });

  it.each([
    ['a refused mail in the agent’s name', ADA],
    ['a proved outsider', 'bea@bianchi.example'],
    ['one more stranger', 'mallory@evil.example'],
  ])('of %s the agent hears all the same', async (_, from) => {
    const { desk, id, writes, many } = await scene();
    await many(15, strangers, UNPROVED);
    await writes(from, 'Read this one.', from.startsWith('bea') ? {} : UNPROVED);
    await minuteEnds(desk);
    expect(toAda(desk).some(({ text }) => text.includes('Read this one.'))).toBe(true);
    expect(await toldOf(desk, 'ada', id)).toBe(17);
  });

  it('a declared P1 raises the ticket and is told alone, also in a flood of proved mails', async () => {
    const { desk, id, writes, many } = await scene();
    await many(15, forgedAnna);
    await minuteEnds(desk);
    desk.sent.length = 0;
    await writes(ANNA, 'P1: the whole house is shut.');
    expect((await getTicket(desk, id)).priority).toBe(1);
    expect(alone(desk)).toHaveLength(1);
    expect(alone(desk)[0]?.text).toContain('the whole house is shut');
  });

  it('a P1 that is only proposed, since an agent had lowered the ticket, is told alone', async () => {
    const { desk, id, writes, many, signed } = await scene({ priority: 2 });
    const at = desk.now().toISOString();
    await changePriority(desk, { ticketId: id, agent: ada, at, priority: 3, reason: 'agreed by phone' });
    await many(15, forgedAnna);
    await many(15, forgedAnna, { ...UNPROVED, to: signed });
    await minuteEnds(desk);
    desk.sent.length = 0;
    await writes(ANNA, 'P1: the whole house is shut.');
    expect((await getTicket(desk, id)).priority).toBe(3);
    expect(alone(desk)).toHaveLength(1);
  });

  it('a P1 is told of so, too: ten alone, the others by one mail', async () => {
    const { desk, many, id } = await scene({ priority: 1 });
    await many(30, strangers, UNPROVED);
    expect(alone(desk)).toHaveLength(10);
    await minuteEnds(desk);
    expect(alone(desk)).toHaveLength(10);
    expect(digests(desk)).toHaveLength(1);
    expect(await toldOf(desk, 'ada', id)).toBe(31);
  });

  it('the only one that is over goes by such a mail, whose answer is no answer to the ticket', async () => {
    const { desk, many, adas } = await scene();
    await many(5, strangers, UNPROVED);
    await minuteEnds(desk);
    await many(6, (n) => strangers(n + 5), UNPROVED);
    await minuteEnds(desk);
    expect(alone(desk)).toHaveLength(10);
    expect(digests(desk)).toHaveLength(1);
    expect(digests(desk)[0]?.replyTo).not.toBe(adas());
  });

  it('the trail says of how many, and nobody hears of one twice', async () => {
    const { desk, id, many } = await scene({ priority: 1 });
    await many(17, strangers, UNPROVED);
    for (const _ of [1, 2, 3]) await minuteEnds(desk);
    await sweepLater(desk);
    expect(digests(desk)).toHaveLength(1);
    const lines = (await getTicket(desk, id)).audit.filter(({ action }) => action === 'mail held back');
    expect(lines).toMatchObject([{ by: 'desk', detail: expect.stringContaining(`${ADA}: 7 notices`) }]);
  });

  it('a mail that the service does not take then goes later', async () => {
    const { desk, id, many } = await scene({ priority: 1 });
    await many(12, strangers, UNPROVED);
    desk.faults.add({ port: 'mailer.send' });
    await minuteEnds(desk);
    desk.faults.clear();
    await sweepLater(desk);
    await minuteEnds(desk);
    expect(await toldOf(desk, 'ada', id)).toBe(13);
  });
});

it('two robots that answer each mail of a ticket at once end: what went with others is answered to nobody', async () => {
  const { desk, id, writes } = await scene();
  await writes(ANNA, 'I am away.');
  let answered = 0;
  let quietRounds = 0;
  for (let round = 0; round < 400 && quietRounds < 20; round += 1) {
    const mailsOf = desk.sent.slice(answered);
    answered = desk.sent.length;
    for (const { recipient, replyTo, subject } of mailsOf) {
      if (replyTo === desk.settings.supportAddress) continue;
      await writes(recipient, `I am away, ${round}.`, { to: replyTo, subject: `Re: ${subject}` });
    }
    quietRounds = desk.sent.length > answered ? 0 : quietRounds + 1;
    desk.pass(5);
    await desk.team.drain();
  }
  expect(quietRounds).toBe(20);
  // Ten of the ticket, and ten times that an answer to a digest went to nobody.
  expect(alone(desk).length).toBeLessThanOrEqual(20);
  expect(digests(desk).length).toBeLessThan(4);
  expect((await messagesOf(desk, id)).length).toBeLessThan(30);
});

describe('the list of what came from outside', () => {
  const BEA = 'bea@bianchi.example';

  it.each([
    ['of one writer', () => 'eve@evil.example'],
    ['of many', strangers],
  ])('keeps a proved one, whatever unproved mails %s come after', async (_, from) => {
    const { desk, id, writes, many } = await scene();
    await writes(BEA, 'May I read along?');
    await many(24, from, UNPROVED);
    const ticket = await getTicket(desk, id);
    expect(ticket.outside).toHaveLength(20);
    expect(ticket.outside?.[0]).toMatchObject({ address: BEA, verified: true });
    expect(ticket.outsideMore).toBe(5);
    expect((await messagesOf(desk, id)).filter(({ fromOutside }) => fromOutside)).toHaveLength(25);
  });

  it('drops first of whoever wrote the most', async () => {
    const { desk, id, writes, many } = await scene();
    await writes('otto@other.example', 'I am unproved, and one.', UNPROVED);
    await many(30, () => 'eve@evil.example', UNPROVED);
    expect((await getTicket(desk, id)).outside?.[0]?.address).toBe('otto@other.example');
  });

  it('takes no unproved one in place of a proved one', async () => {
    const { desk, id, writes, many } = await scene();
    await many(20, () => BEA);
    await writes('eve@evil.example', 'Let me in.', UNPROVED);
    const { outside = [], outsideMore } = await getTicket(desk, id);
    expect(outside.map(({ address }) => address)).toEqual(Array(20).fill(BEA));
    expect(outsideMore).toBe(1);
  });

  it('says in the notice that there are more, until it is settled', async () => {
    const { desk, id, writes, many } = await scene();
    await many(22, strangers, UNPROVED);
    await minuteEnds(desk);
    desk.pass(11 * 60);
    desk.sent.length = 0;
    await writes(BEA, 'May I read along?');
    expect(alone(desk)[0]?.text).toContain('3 more messages are on the ticket only');
    await dismissOutside(desk, { ticketId: id, agent: ada, at: desk.now().toISOString() });
    const settled = await getTicket(desk, id);
    expect([settled.outside, settled.outsideMore]).toEqual([undefined, undefined]);
  });
});
