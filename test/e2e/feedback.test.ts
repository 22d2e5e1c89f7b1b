import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** What SES says of the desk's mails, by the mailbox simulator of its local stand-in: events, topic, queue and function as on AWS. */

const BOUNCES = 'bounce@simulator.amazonses.com';
/** A customer whose mailbox is gone. */
const GONE = 'susan@hudson.example';
const PETER = 'peter@hudson.example';
/** Five minutes of desk time pass in six seconds. */
const SPEED = 50;

type Story = {
  state: string;
  respondBy: string;
  messages: { id: string; author: string; deliveredAt: string | null; delivery: { state: string } | null }[];
  trail: { action: string; detail: string }[];
};

describe('the mail service', () => {
  let desk: RunningDesk;
  const story = async (id: string) => (await (await desk.api(`/api/tickets/${id}`)).json()) as Story;
  const lines = async (id: string, action: string) => (await story(id)).trail.filter((each) => each.action === action);
  const answer = (id: string, text: string) =>
    desk.api(`/api/tickets/${id}/responses`, { method: 'POST', body: JSON.stringify({ text }) });

  beforeAll(async () => {
    const escalation = {
      levels: [
        { name: 'first', share: 0.5, to: ['lead' as const] },
        { name: 'second', share: 10, to: ['manager' as const] },
      ],
      lead: [BOUNCES],
      manager: ['manager@example.com'],
    };
    desk = await startDesk({ speed: SPEED, settings: { escalation } });
    await fetch(`${desk.running.mailbox}/rules`, { method: 'PATCH', body: JSON.stringify({ unreachable: [GONE] }) });
  });
  afterAll(() => desk.stop());

  it.concurrent('says that a first response came back: its clock runs again, and the agents hear of it once', async () => {
    await desk.mail({ from: GONE, login: GONE, subject: 'Bounces', text: 'It does not open.' });
    const { id } = await desk.ticket('Bounces');
    const { respondBy } = await story(id);
    await waitFor('the bounce of the acknowledgement', async () => (await lines(id, 'not delivered'))[0]);
    expect((await answer(id, 'Turn the key twice.')).status).toBe(201);
    await waitFor('the clock to run again', async () => (await lines(id, 're-opened'))[0]);
    const after = await story(id);
    expect(after).toMatchObject({ state: 'waiting', respondBy });
    expect(after.messages.find(({ author }) => author === 'agent')?.delivery?.state).toBe('bounced');
    const notice = await desk.received('luca@team.example', ({ body }) => !!body.text?.includes('An answer came back'));
    expect(notice.body.text).toContain('Turn the key twice.');
    const heard = (await desk.mailbox()).filter(({ body }) => body.text?.includes('An answer came back'));
    expect(heard.filter(({ destination }) => destination.to.join().includes('luca@'))).toHaveLength(1);
    expect(await lines(id, 're-opened')).toHaveLength(1);
    // SES sends there no more, says so, and the mend that the notice names works.
    expect(notice.body.text?.replaceAll('\n', ' ')).toContain(`suppressed remove ${GONE}`);
    expect((await desk.command('suppressed', 'list')).text).toContain(GONE);
    expect(await desk.command('suppressed', 'remove', GONE)).toMatchObject({ code: 0 });
    expect(await desk.command('suppressed', 'remove', GONE)).toMatchObject({ code: 1 });
  });

  it.concurrent('says that an answer arrived: its message has the time', async () => {
    await desk.mail({ from: PETER, login: PETER, subject: 'Arrives', text: 'x y z' });
    const { id } = await desk.ticket('Arrives');
    expect((await answer(id, 'Turn the key twice.')).status).toBe(201);
    await waitFor('the delivery', async () => {
      const { messages } = await story(id);
      return messages.find(({ author }) => author === 'agent')?.deliveredAt ?? undefined;
    });
    expect((await story(id)).state).toBe('answered');
  });

  it.concurrent('says that nobody of a level was reached: the next one is told at once (A7)', async () => {
    await desk.mail({
      ...{ from: PETER, login: PETER },
      ...{ subject: '[P1] Nobody hears', text: 'Nobody gets in.' },
    });
    const { id } = await desk.ticket('Nobody hears');
    await desk.received('manager@example.com', ({ subject }) => subject.includes(id));
    expect((await lines(id, 'brought forward')).map(({ detail }) => detail)).toEqual(['second: nobody of first']);
  });
});
