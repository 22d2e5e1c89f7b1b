import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { composeMail } from '../../../shared/mail/compose.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { type MemoryDesk, memoryDesk } from '../../support/memory-desk.ts';
import { messagesOf, ticketsOf, toldOf } from '../../support/stories.ts';

const ROUNDS = 1_000;
const SECONDS_APART = 10;
const VERDICTS = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
/** What every robot of some mail server forgets. */
const TELLTALE =
  /^(auto-submitted|x-auto-response-suppress|x-support-desk|return-path|references|in-reply-to):.*\r\n(?:[ \t].*\r\n)*/gim;

/** Brings raw mail to a desk, as its mail service would. */
async function bring(desk: MemoryDesk, raw: string, from: string, to: string, id: string): Promise<void> {
  desk.stored.set(`raw/${id}`, { content: Buffer.from(raw), contentType: 'message/rfc822' });
  const receivedAt = desk.now().toISOString();
  const header = {};
  const envelope = { envelopeFrom: from, recipients: [to], authenticated: true, verdicts: VERDICTS };
  await receiveMail(desk, { id, receivedAt, raw: `raw/${id}`, ...envelope, header });
}

/** Lets `answer` make the next mail of each mail that the desk sends to `partner`. Gives how many went each round. */
async function talk(
  desk: MemoryDesk,
  partner: string,
  first: string,
  answer: (mail: OutgoingMail, round: number) => Promise<string | undefined>,
  addressOf = (mail: OutgoingMail) => mail.replyTo,
): Promise<number[]> {
  const { supportAddress } = desk.settings;
  const perRound: number[] = [];
  let incoming: { raw: string; to: string }[] = [{ raw: first, to: supportAddress }];
  for (let round = 0; round < ROUNDS && incoming.length > 0; round += 1) {
    const before = desk.sent.length;
    for (const [index, { raw, to }] of incoming.entries()) await bring(desk, raw, partner, to, `${round}-${index}`);
    const sent = desk.sent.slice(before).filter(({ to }) => to.some(({ address }) => address === partner));
    perRound.push(sent.length);
    const answers = await Promise.all(
      sent.map(async (mail) => ({ raw: await answer(mail, round), to: addressOf(mail) })),
    );
    incoming = answers.flatMap(({ raw, to }) => (raw === undefined ? [] : [{ raw, to }]));
    desk.pass(SECONDS_APART);
  }
  return perRound;
}

const mail = (from: string, subject: string, body: string) => `From: ${from}\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;
const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

describe('a thousand rounds', () => {
  it('of two desks that answer each other end at once: each sees that a machine wrote', async () => {
    const other = memoryDesk({ settings: { supportAddress: 'help@other.example' } });
    const desk = memoryDesk();
    const counts = await talk(
      desk,
      'help@other.example',
      mail('help@other.example', 'Hello', 'Hi'),
      async (sent, round) => {
        const before = other.sent.length;
        await bring(other, composeMail(sent).toString(), 'help@support.example', 'help@other.example', `o${round}`);
        const reply = other.sent.slice(before).find(({ to }) => to[0]?.address === 'help@support.example');
        return reply && composeMail(reply).toString();
      },
    );
    expect(total(counts)).toBeLessThanOrEqual(2);
  });

  it('of two desks whose mails lose every mark on the way end within the caps', async () => {
    const other = memoryDesk({ settings: { supportAddress: 'help@other.example' } });
    const desk = memoryDesk();
    const strip = async (sent: OutgoingMail) => composeMail(sent).toString().replace(TELLTALE, '');
    const counts = await talk(
      desk,
      'help@other.example',
      mail('help@other.example', 'Hello', 'Hi'),
      async (sent, round) => {
        other.setNow(desk.now().toISOString());
        const before = other.sent.length;
        await bring(other, await strip(sent), 'help@support.example', 'help@other.example', `o${round}`);
        const reply = other.sent.slice(before).find(({ to }) => to[0]?.address === 'help@support.example');
        return reply && strip(reply);
      },
    );
    expect(counts.length).toBeLessThan(ROUNDS);
    expect(total(counts)).toBeLessThanOrEqual(10);
  });

  it('of an out-of-office robot without headers, which answers as a new mail, end within the caps', async () => {
    const desk = memoryDesk();
    const robot = async (_: OutgoingMail, round: number) =>
      mail('bob@robot.example', `Lamp ${round}`, `I will look at number ${round} soon.`);
    const first = mail('bob@robot.example', 'Lamp', 'It is dark.');
    const counts = await talk(desk, 'bob@robot.example', first, robot, () => 'help@support.example');
    expect(total(counts)).toBeLessThanOrEqual(5);
    const tickets = await ticketsOf(desk);
    const withheld = tickets.flatMap(({ audit }) => audit).filter(({ action }) => action === 'mail withheld');
    expect(withheld.length).toBeGreaterThan(0);
  });

  it('of that robot and an agent who is told every time: she is told in few mails, and nothing is lost', async () => {
    const agents = [{ id: 'ada', name: 'Ada', addresses: ['ada@support.example'] }];
    const desk = memoryDesk({ agents });
    await bring(
      desk,
      mail('bob@robot.example', 'Lamp', 'It is dark.'),
      'bob@robot.example',
      'help@support.example',
      'first',
    );
    const { replyTo = '' } = desk.sent.find(({ to }) => to[0]?.address === 'bob@robot.example') ?? {};
    for (let round = 0; round < 60; round += 1) {
      desk.pass(1);
      await bring(
        desk,
        `To: ${replyTo}\r\n${mail('bob@robot.example', 'Re: Lamp', `Noted, ${round}.`)}`,
        'bob@robot.example',
        replyTo,
        `r${round}`,
      );
    }
    const tickets = await ticketsOf(desk);
    expect(tickets).toHaveLength(1);
    expect(await messagesOf(desk, tickets[0]?.id ?? '')).toHaveLength(61);
    // Five of them alone, and the others in the digest of their minute: fifty of these, since ten had come about one ticket.
    desk.pass(60);
    await desk.team.drain();
    expect(desk.sent.filter(({ to }) => to[0]?.address === 'ada@support.example')).toHaveLength(6);
    expect(await toldOf(desk, 'ada', tickets[0]?.id ?? '')).toBe(61);
    const heldBack = (await ticketsOf(desk))[0]?.audit.filter(({ action }) => action === 'mail held back');
    expect(heldBack).toMatchObject([{ detail: expect.stringContaining('ada@support.example: 51 notices') }]);
  });
});
