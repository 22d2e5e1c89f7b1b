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

it('fourteen new tickets: some by mails of their own, the others in one, from which an answer reaches its customer alone', async () => {
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
  await desk.mail({ from: LUCA, login: LUCA, to, subject: 'Re: Door', text: 'Push it twice.' });
  await desk.received(from, ({ body }) => body.text?.includes('Push it twice.') === true);
  const answers = (await desk.mailbox()).filter(({ body }) => body.text?.includes('Push it twice.'));
  expect(answers.map(({ destination }) => destination.to.join()).filter((each) => !each.includes(from))).toEqual([]);
});
