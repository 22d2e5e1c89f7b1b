import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, type Conversation, HELP, LUCA, urgentDesk } from './support/conversation.ts';
import type { RunningDesk } from './support/desk.ts';
import { deliveryReport } from './support/raw-mails.ts';

/** What agents do with a conversation, and what servers report of their answers (docs/promise.md section 9), by SMTP, on one desk. */

let desk: RunningDesk;
let on: Conversation;
beforeAll(async () => {
  ({ desk, on } = await urgentDesk());
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

describe.concurrent('an agent', () => {
  it('records what was said by phone, of which a Premium customer has it in writing', async () => {
    const { id, by } = await on.opened('susan@hudson.example', 'A call');
    await on.reply(id, '#phoned\n\nTurn it off and on.');
    expect(await on.until('the answer', id, ({ state }) => state === 'answered')).toMatchObject({
      firstResponse: { by: 'agent:luca', met: true },
    });
    const mail = await desk.received(by, ({ body }) => body.text?.includes('Turn it off and on.') === true);
    expect(mail.body.text).toContain('by phone');
  });

  it('withdraws an answer that has not left: it never does, and the ticket waits', async () => {
    const { id, by } = await on.opened('will@slow.example', 'Withdrawn');
    await account(desk, { refuse: [{ code: 'Throttling', message: 'Maximum sending rate exceeded.', to: by }] });
    await on.reply(id, 'Sell everything.');
    await on.until('the answer to be parked', id, ({ messages }) =>
      messages.some(({ delivery }) => delivery?.state === 'parked'),
    );
    await on.reply(id, '#withdraw');
    await on.until('it withdrawn', id, ({ messages }) =>
      messages.some(({ delivery }) => delivery?.state === 'withdrawn'),
    );
    await account(desk, { refuse: [] });
    await on.reply(id, 'Buy everything.');
    expect(await on.whoGot('Buy everything.', 1)).toEqual([by]);
    expect((await on.sentWith('Sell everything.')).flatMap(({ destinations }) => destinations)).not.toContain(by);
  });

  it('who replies to all from the own inbox answers', async () => {
    const { id, by, to } = await on.opened('rolf@all.example', 'To all');
    await on.notice(id);
    await desk.mail({
      ...{ from: LUCA, login: LUCA, subject: `Re: [${id}] To all`, text: 'From my own inbox.', to: [to, by] },
      envelope: { from: LUCA, to },
    });
    expect(await on.until('the answer', id, ({ state }) => state === 'answered')).toMatchObject({ awaits: 'customer' });
    expect((await on.story(id)).messages.at(-1)).toMatchObject({ author: 'agent', by: 'luca' });
  });

  const forwards = async (subject: string, text: string) => {
    await desk.mail({ from: LUCA, login: LUCA, subject: `Fwd: ${subject}`, text });
    return (await desk.ticket(subject)).id;
  };

  it('who forwards a mail files it for its writer, whom an answer confirms', async () => {
    const gina = 'gina@passed.example';
    const id = await forwards(
      'Cannot log in',
      `---------- Forwarded message ---------\nFrom: Gina <${gina}>\nDate: Fri, 27 Nov 2026 at 10:00\nSubject: Cannot log in\nTo: Luca <${LUCA}>\n\nI cannot log in since 9.`,
    );
    expect(await on.story(id)).toMatchObject({
      requester: { address: gina, verified: false, unconfirmed: 'forwarded' },
    });
    await on.notice(id, '#confirm');
    expect(await on.mailsTo(gina)).toEqual([]);
    await on.reply(id, 'Log in at ten.', '#confirm');
    expect(await on.whoGot('Log in at ten.', 1)).toEqual([gina]);
    const answered = await on.until('the answer', id, ({ state }) => state === 'answered');
    expect(answered.requester).toMatchObject({ address: gina, unconfirmed: null });
    expect(await on.mailsTo(gina)).toHaveLength(1);
  });

  it('who forwards a mail without its writer is asked who it is, and says it', async () => {
    const id = await forwards(
      'No sender',
      '---------- Forwarded message ---------\nSubject: No sender\n\nIt is dark here.',
    );
    await on.notice(id, 'who is the customer?');
    await on.reply(id, '#requester hanna@dark.example\n\nSwitch it on.', 'who is the customer?');
    expect(await on.whoGot('Switch it on.', 1)).toEqual(['hanna@dark.example']);
    expect(await on.story(id)).toMatchObject({ state: 'answered', requester: { address: 'hanna@dark.example' } });
  });
});

describe.concurrent('a delivery report', () => {
  it('moves nothing when it is forged; to the return path of the answer it starts the clock again', async () => {
    const by = 'rita@returned.example';
    const { id, to } = await on.opened(by, 'Returned');
    const { clock } = await on.story(id);
    await on.reply(id, 'Try the red one.');
    await on.whoGot('Try the red one.', 1);
    await on.until('the answer', id, ({ state }) => state === 'answered');
    const [sent] = await on.sentWith('Try the red one.');
    const report = (name: string) =>
      deliveryReport({ name, recipient: by, original: `<${sent?.messageId}@eu-west-1.amazonses.com>` });
    for (const [name, recipient] of [
      ['forged-1', HELP],
      ['forged-2', to],
    ] as const) {
      await desk.mail({ raw: report(name), envelope: { from: '', to: recipient } });
    }
    await on.until('both reports', id, ({ messages }) => messages.length >= 4);
    expect(await on.story(id)).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:luca' } });

    await desk.mail({ raw: report('genuine'), envelope: { from: '', to: sent?.source ?? '' } });
    const again = await on.until('the clock again', id, ({ state }) => state === 'waiting');
    expect(again.firstResponse).toBeNull();
    expect(again.clock.respondBy).toBe(clock.respondBy);
    await on.notice(id, 'An answer did not reach the customer.');
  });
});
