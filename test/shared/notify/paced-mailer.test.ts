import { describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { paced, paceMs, TEAM_MAIL_WORKERS } from '../../../shared/notify/paced-mailer.ts';
import { DONE, type Later } from '../../../shared/outcome.ts';
import { deskOf } from '../../support/stories.ts';

const THROTTLED: Later = { outcome: 'later', reason: 'Throttling: Maximum sending rate exceeded.' };

/** A worker whose pauses pass at once, and the machine's seconds at which each of its mails was handed over. */
function worker(mailsPerSecond?: number) {
  const desk = deskOf({ settings: mailsPerSecond === undefined ? {} : { mailsPerSecond } });
  const start = desk.machineNow().getTime();
  const at: number[] = [];
  const results: Later[] = [];
  const mailer: typeof desk.mailer = {
    send: async () => {
      at.push(desk.machineNow().getTime() - start);
      return results.shift() ?? { ...DONE, messageId: `<${at.length}@ses.example>` };
    },
  };
  const slow = paced({ ...desk, mailer }, async (ms) => desk.pass(ms / 1_000));
  const send = async (count: number) => {
    for (let each = 0; each < count; each += 1) await slow.mailer.send({} as OutgoingMail);
  };
  return { desk, at, results, send };
}

describe('the pace of the team’s mail', () => {
  it.each([
    [undefined, 10],
    [14, 10],
    [100, 96],
    [5, 1.25],
    [1, 0.25],
  ])('of an account of %s mails a second: all workers together send %s', (rate, together) => {
    expect((TEAM_MAIL_WORKERS * 1_000) / paceMs(rate)).toBeCloseTo(together);
  });

  it('is kept between any two mails of a worker, and no mail that came late enough waits', async () => {
    const { desk, at, send } = worker();
    await send(3);
    desk.pass(10);
    await send(2);
    expect(at).toEqual([0, 200, 400, 10_400, 10_600]);
  });

  it('lets the mail service be for five seconds after it was too much for it', async () => {
    const { at, results, send } = worker();
    results.push(THROTTLED);
    await send(2);
    expect(at).toEqual([0, 5_000]);
  });

  it('is kept as ever when a mail has to wait for another reason', async () => {
    const { at, results, send } = worker();
    results.push({ outcome: 'later', reason: 'TimeoutError: the service is down' });
    await send(2);
    expect(at).toEqual([0, 200]);
  });
});
