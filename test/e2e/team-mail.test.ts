import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningDesk, type SentMail, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** Notices that come at once, by SMTP: one mail names those beyond the fifth of a minute, and each is answered by its own address. */

const LUCA = 'luca@team.example';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  // What the digest says of readers is held against the envelopes of the answers here.
  expect(await desk.stop()).toBe(0);
});

/** What an agent reads whose answer is held. */
const isToldWhy = (text = '') =>
  text.includes('Nothing went to the customer') && text.includes('take out all that is quoted');

it('fourteen new tickets: some by mails of their own, the others in one, from which an answer reaches its customer alone and without it', async () => {
  const people = Array.from({ length: 14 }, (_, number) => `person-${number}@rossi.example`);
  await Promise.all(people.map((from) => desk.mail({ from, login: from, subject: `Door of ${from}`, text: 'Stuck.' })));
  const tickets = await Promise.all(
    people.map(async (from) => ({ from, id: (await desk.ticket(`Door of ${from}`)).id })),
  );
  const toLuca = async () => (await desk.mailbox()).filter(({ destination }) => destination.to.join().includes(LUCA));
  const named = ({ subject, body }: SentMail) => `${subject}\n${body.text}`;
  // Should the minute turn while they come, there are two digests.
  const mails = await waitFor('every ticket in a mail', async () => {
    const all = await toLuca();
    return tickets.every(({ id }) => all.some((mail) => named(mail).includes(id))) ? all : undefined;
  });
  const digests = mails.filter(({ subject }) => /^\d+ notices in one mail$/.test(subject));
  expect(digests.length).toBeGreaterThanOrEqual(1);
  expect(mails.length).toBeLessThan(tickets.length);
  for (const { id } of tickets) expect(mails.filter((mail) => named(mail).includes(id))).toHaveLength(1);

  const text = digests[0]?.body.text ?? '';
  const gathered = tickets.filter(({ id }) => text.includes(id));
  const [{ id, from } = { id: '', from: '' }] = gathered;
  const paragraph = text.split('\n\n').find((each) => each.startsWith(id)) ?? '';
  expect(paragraph).toContain(`An answer goes to: ${from}`);
  const to = paragraph.split('\n').at(-1) ?? '';
  const quoted = text.replace(/^/gm, '> ');
  const answer = `Push it twice.\n\nOn Mon, 30 Nov 2026 at 10:30, Desk <${desk.running.supportAddress}> wrote:\n\n${quoted}`;
  await desk.mail({ from: LUCA, login: LUCA, to, subject: 'Re: Door', text: answer });
  await desk.received(from, ({ body }) => body.text?.includes('Push it twice.') === true);
  const answers = (await desk.mailbox()).filter(({ body }) => body.text?.includes('Push it twice.'));
  expect(answers.map(({ destination }) => destination.to.join()).filter((each) => !each.includes(from))).toEqual([]);
  for (const { body } of answers) {
    for (const part of [body.text, body.html]) {
      expect(part).not.toMatch(/help\+|notices in one mail|Open the ticket/);
      for (const other of gathered.filter((each) => each.id !== id)) {
        expect(part).not.toContain(other.id);
        expect(part).not.toContain(other.from);
      }
    }
  }

  // The same below the answer without a mark, and the digest's head cut off: who knows whose words those are.
  const [, second = { id: '', from: '' }] = gathered;
  const toSecond = text.split('\n').find((line) => line.includes(`+${second.id.toLowerCase()}.a-`)) ?? '';
  const rows = text.slice(text.indexOf(id), text.lastIndexOf('##-'));
  await desk.mail({ from: LUCA, login: LUCA, to: toSecond, subject: 'Re: Door', text: `Pull it.\n\n${rows}` });
  await desk.received(LUCA, ({ subject, body }) => subject.includes(second.id) && isToldWhy(body.text));
  const toDigest = digests[0]?.replyTo[0] ?? '';
  expect(toDigest).toMatch(/\+d-/);
  await desk.mail({ from: LUCA, login: LUCA, to: toDigest, subject: 'Re: notices', text: `Kick it.\n\n${quoted}` });
  await desk.received(LUCA, ({ subject }) => subject === 'Your mail was sent to nobody');
  const sent = (await desk.mailbox()).filter(({ body }) => /Pull it|Kick it/.test(body.text ?? ''));
  expect(sent).toEqual([]);
  const { tickets: listed } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: unknown[] };
  expect(listed).toHaveLength(people.length);
});
