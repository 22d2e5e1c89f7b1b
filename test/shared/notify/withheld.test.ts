import { describe, expect, it } from 'vitest';
import { post, sentAs, stepOutcome, withPosted } from '../../../shared/notify/post.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

const content = { subject: 'Hi', text: 'x', html: '<p>x</p>' };
const NOTICE = { content, purpose: 'notice' } as const;
const ANSWER = { content, purpose: 'answer' } as const;
const anna = { address: 'anna@rossi.example' };
const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;

/** A desk that mails nobody automatically more than once, and a ticket of it that nobody has heard of yet. */
async function strictDesk() {
  const desk = deskOf({ agents: [], settings: { caps: { perTicket: 1, perTenMinutes: 1 } } });
  const ticket = await waitingTicket(desk, { silent: true });
  // That there is no agent was said, and the lead told.
  desk.lines.length = 0;
  return { desk, ticket };
}

describe('a mail that must not go', () => {
  it('is withheld, and the trail says whom it was for and why', async () => {
    const { desk, ticket } = await strictDesk();
    const posted = await post(desk, ticket, { address: 'help@support.example' }, NOTICE);
    const reason = 'it is an address of ours';
    expect(posted).toMatchObject({ automatic: true, result: { outcome: 'withheld', reason } });
    expect(desk.sent).toEqual([]);
    expect(withPosted(ticket, [posted]).audit.at(-1)).toEqual({
      at: desk.now().toISOString(),
      by: 'desk',
      action: 'mail withheld',
      detail: `help@support.example: ${reason}`,
    });
  });

  it('is a step that is finished: nobody tries it again', async () => {
    const { desk, ticket } = await strictDesk();
    const posted = await post(desk, ticket, { address: 'help@support.example' }, NOTICE);
    expect(stepOutcome(posted)).toEqual({ outcome: 'done' });
    expect(sentAs(posted)).toBeUndefined();
  });

  it('is none that somebody wrote: an answer goes whatever the caps say', async () => {
    const { desk, ticket } = await strictDesk();
    for (const _ of [1, 2]) expect((await post(desk, ticket, anna, ANSWER)).result.outcome).toBe('done');
    expect(await post(desk, ticket, anna, NOTICE)).toMatchObject({ result: { outcome: 'done' } });
  });
});

describe('a mail that went', () => {
  it('counts for whoever got it, by the numbers of the settings', async () => {
    const { desk, ticket } = await strictDesk();
    expect((await post(desk, ticket, anna, NOTICE)).result.outcome).toBe('done');
    const reason = 'it has had 1 mails in 10 minutes';
    expect((await post(desk, ticket, anna, NOTICE)).result).toEqual({ outcome: 'withheld', reason });
  });

  it.each([
    ['an agent', { address: 'ada@support.example', agentId: 'ada' }],
    ['the lead', { address: 'lead@support.example' }],
    ['the manager', { address: 'manager@support.example' }],
  ])('does not count for %s, who has as many as the desk has tickets', async (_, to) => {
    const { desk, ticket } = await strictDesk();
    for (const _ of [1, 2]) expect((await post(desk, ticket, to, NOTICE)).result.outcome).toBe('done');
    expect(await desk.sendCounter.recent(to.address, desk.now().toISOString())).toMatchObject({ day: 0 });
  });

  it('is noted on its ticket, so that the ticket writes to nobody too often', async () => {
    const { desk, ticket } = await strictDesk();
    const ada = { address: 'ada@support.example', agentId: 'ada' };
    const noted = withPosted(ticket, [await post(desk, ticket, ada, NOTICE)]);
    expect(noted.sent).toHaveLength(ticket.sent.length + 1);
    expect((await post(desk, noted, ada, NOTICE)).result).toMatchObject({
      outcome: 'withheld',
      reason: 'it has had 1 mails about this ticket in 10 minutes',
    });
    expect(withPosted(ticket, [await post(desk, ticket, anna, ANSWER)])).toBe(ticket);
  });

  it('is sent also when it cannot be counted; the log says so', async () => {
    const { desk, ticket } = await strictDesk();
    desk.faults.add({ port: 'sendCounter.count' });
    const posted = await post(desk, ticket, anna, NOTICE);
    expect(sentAs(posted)).toMatch(/@eu-south-1\.amazonses\.com>$/);
    expect(desk.lines).toMatchObject([
      { level: 'warn', details: { ticket: ticket.id } },
      { level: 'info', message: 'a mail has left', details: { ticket: ticket.id, mail: sentAs(posted) } },
    ]);
  });
});

describe('a mail that the mail service does not take', () => {
  it('for good: an error in the log, and a line in the trail', async () => {
    const { desk, ticket } = await strictDesk();
    desk.faults.add({ port: 'mailer.send', outcome: REFUSED });
    const posted = await post(desk, ticket, anna, NOTICE);
    expect(stepOutcome(posted)).toEqual(REFUSED);
    expect(desk.lines).toMatchObject([{ level: 'error', details: { ticket: ticket.id, reason: 'Illegal address' } }]);
    const { audit, sent } = withPosted(ticket, [posted]);
    expect(audit.at(-1)).toMatchObject({ action: 'mail refused', detail: 'anna@rossi.example: Illegal address' });
    expect(sent).toEqual(ticket.sent);
  });

  it('now: a warning in the log, and nothing in the trail, which hears what becomes of it', async () => {
    const { desk, ticket } = await strictDesk();
    desk.faults.add({ port: 'mailer.send' });
    const posted = await post(desk, ticket, anna, NOTICE);
    expect(desk.lines).toMatchObject([{ level: 'warn', details: { ticket: ticket.id } }]);
    expect(withPosted(ticket, [posted])).toBe(ticket);
    desk.faults.clear();
    expect((await post(desk, ticket, anna, NOTICE)).result.outcome).toBe('done');
  });

  it.each([
    [8, '7@team.example: Illegal address'],
    [9, '2 more'],
    [12, '5 more'],
  ])('of %i, the trail has eight lines, and the last is "%s"', async (mails, last) => {
    const { desk, ticket } = await strictDesk();
    const at = desk.now().toISOString();
    const posted = Array.from({ length: mails }, (_, index) => `${index}@team.example`).map((to) => ({
      to,
      at,
      automatic: true,
      result: REFUSED,
    }));
    const told = withPosted(ticket, posted).audit.slice(ticket.audit.length);
    expect(told).toHaveLength(8);
    expect(told[0]?.detail).toBe('0@team.example: Illegal address');
    expect(told.at(-1)).toMatchObject({ by: 'desk', action: 'mail refused', detail: last });
    expect(withPosted(withPosted(ticket, posted), posted).audit).toHaveLength(ticket.audit.length + 8);
  });
});
