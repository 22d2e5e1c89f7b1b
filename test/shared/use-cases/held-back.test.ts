import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { dismissOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, sweepLater, ticketsOf, toldOf, waitingTicket } from '../../support/stories.ts';

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
    await many(20, strangers, UNPROVED);
    expect(alone(desk)).toHaveLength(10);
    await minuteEnds(desk);
    expect(alone(desk)).toHaveLength(10);
    expect(digests(desk)).toHaveLength(1);
    expect(await toldOf(desk, 'ada', id)).toBe(21);
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
  const others = async (desk: MemoryDesk, id: string) => (await ticketsOf(desk)).filter((each) => each.id !== id);
  const FLOODS = ['of one writer', 'of many', 'of one domain'].flatMap((whose) => [
    [whose, 'proved', {}] as const,
    [whose, 'unproved', UNPROVED] as const,
  ]);
  const WRITERS: Record<string, (n: number) => string> = {
    'of one writer': () => 'eve@evil.example',
    'of many': strangers,
    'of one domain': (n) => `eve${n}@evil.example`,
  };

  describe.each(FLOODS)('takes twenty; mails %s (%s)', (whose, _, given) => {
    const from = WRITERS[whose] ?? strangers;

    it.each([
      ['proved', {}],
      ['unproved', UNPROVED],
    ])('put off none that stands there (%s), and each has a ticket of its own', async (__, proof) => {
      const { desk, id, writes, many } = await scene();
      await writes(BEA, 'May I read along?', proof);
      await many(24, from, given);
      const { outside = [] } = await getTicket(desk, id);
      expect(outside).toHaveLength(20);
      expect(outside[0]).toMatchObject({ address: BEA });
      expect((await messagesOf(desk, id)).filter(({ fromOutside }) => fromOutside)).toHaveLength(25);
      const own = await others(desk, id);
      expect(own.map(({ state }) => state)).toEqual(Array(5).fill('waiting'));
      expect(own.map(({ links }) => links?.[0]?.ticket)).toEqual(Array(5).fill(id));
    });

    it('put none out that comes behind them: it has a ticket and a clock', async () => {
      const { desk, id, writes, many } = await scene();
      await many(20, from, given);
      desk.sent.length = 0;
      await writes(ANNA, 'It is urgent now.', { ...UNPROVED, subject: `[${id}] The door` });
      expect((await getTicket(desk, id)).outside?.map(({ address }) => address)).not.toContain(ANNA);
      expect(await others(desk, id)).toMatchObject([{ requester: { address: ANNA }, state: 'waiting' }]);
      await minuteEnds(desk);
      expect(
        toAda(desk)
          .map(({ text }) => text)
          .join(),
      ).toContain('It is urgent now.');
    });

    it('are none of a request that was among them, when its ticket is withdrawn by link', async () => {
      const { desk, id, writes, many } = await scene();
      await writes(BEA, 'Our line is down.', given);
      await many(20, from, given);
      await withdrawByLink(desk, { ticketId: id, reader: ANNA, at: desk.now().toISOString() });
      expect((await getTicket(desk, id)).state).toBe('closed');
      const beas = (await others(desk, id)).filter(({ requester }) => requester.address === BEA);
      expect(beas).toMatchObject([{ state: 'waiting' }]);
    });
  });

  it('takes more when it is settled', async () => {
    const { desk, id, writes, many } = await scene();
    await many(20, strangers);
    await dismissOutside(desk, { ticketId: id, agent: ada, at: desk.now().toISOString() });
    await writes(BEA, 'May I read along?');
    expect((await getTicket(desk, id)).outside).toMatchObject([{ address: BEA }]);
  });
});
