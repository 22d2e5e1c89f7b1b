import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

let desk: RunningDesk;
beforeAll(async () => {
  // Fast, so that the sweep, which comes every five minutes of the desk's time, is a second away.
  desk = await startDesk({ speed: 300 });
});
afterAll(async () => {
  await desk?.stop();
});

/** Changes what the mail service refuses. */
async function service(rules: object): Promise<void> {
  const response = await fetch(`${desk.running.mailbox}/rules`, { method: 'PATCH', body: JSON.stringify(rules) });
  expect(response.status).toBe(200);
}

type Sent = { configurationSet: string; destinations: string[]; tags: { name: string; value: string }[] };
type Parked = { parked: { what: string; attempts: number; reason: string }[] };
const ticketOf = async (id: string) => (await (await desk.api(`/api/tickets/${id}`)).json()) as Parked;

describe('the mail service is paused', () => {
  it('a mail is a ticket all the same, which says what it owes; each mail goes once when the service is back', async () => {
    await service({ paused: true });
    const from = 'anna@rossi.example';
    await desk.mail({ from, login: from, subject: 'While nothing goes out', text: 'Anybody there?' });
    const { id } = await desk.ticket('While nothing goes out');
    const waiting = await waitFor('the opening to be parked', async () => {
      const { parked } = await ticketOf(id);
      return parked[0];
    });
    expect(waiting).toMatchObject({ what: 'opening', reason: expect.stringContaining('paused') });
    expect((await desk.mailbox()).filter(({ subject }) => subject.includes(id))).toEqual([]);
    // Those to the team are tried by a function of their own.
    await waitFor('three mails to be refused', async () => {
      const refused = (await (await fetch(`${desk.running.mailbox}/refused`)).json()) as unknown[];
      return refused.length >= 3 ? true : undefined;
    });

    await service({ paused: false });
    await desk.received(from, ({ subject }) => subject.includes(id));
    for (const agent of ['marta', 'luca']) {
      await desk.received(`${agent}@team.example`, ({ subject }) => subject.includes(id));
    }
    await waitFor('nothing to be owed', async () => ((await ticketOf(id)).parked.length === 0 ? true : undefined));
    const about = (await desk.mailbox()).filter(({ subject }) => subject.includes(id));
    expect(about.map(({ destination }) => destination.to.join()).sort()).toHaveLength(3);
    const sent = (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as Sent[];
    const told = sent.map(({ tags, ...mail }) => ({
      ...mail,
      ...Object.fromEntries(tags.map((tag) => [tag.name, tag.value])),
    }));
    const common = { configurationSet: 'desk-sending', ticket: id };
    expect(told).toContainEqual(expect.objectContaining({ ...common, to: 'customer', destinations: [from] }));
    expect(told).toContainEqual(
      expect.objectContaining({ ...common, to: 'agent', destinations: ['marta@team.example'] }),
    );
  });
});
