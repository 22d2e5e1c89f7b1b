import type { Desk } from '../ticket/ports.ts';

/** Mails a second that SES takes of most accounts that have just left the sandbox (docs/scale.md, the quotas). */
const USUAL_RATE = 14;

/** What is left to acknowledgements and answers, mails a second (docs/architecture.md, second stage, decision 2). */
const LEFT_TO_OTHERS = 4;

/** Functions that work the queue of the team's mail off side by side: two is the least that Lambda takes for a queue. */
export const TEAM_MAIL_WORKERS = 2;

/** After a throttle, in ms: others have the mail service for themselves, and those notices wait for a digest. */
const AFTER_THROTTLE_MS = 5_000;

/**
 * Milliseconds between two mails of one worker, so that all of them keep to the account's rate less four a second; of an account
 * that takes few, to a quarter of its rate.
 */
export function paceMs(perSecond = USUAL_RATE): number {
  return (TEAM_MAIL_WORKERS * 1_000) / Math.max(perSecond - LEFT_TO_OTHERS, perSecond / 4);
}

/** The desk with a mailer that sends no faster than the team's mail may. `pause` waits so many ms of machine time. */
export function paced(desk: Desk, pause: (ms: number) => Promise<unknown>): Desk {
  const between = paceMs(desk.settings.mailsPerSecond);
  let next = 0;
  const send: Desk['mailer']['send'] = async (mail) => {
    const now = desk.machineNow().getTime();
    const at = Math.max(now, next);
    next = at + between;
    if (at > now) await pause(at - now);
    const result = await desk.mailer.send(mail);
    if (result.outcome === 'later' && /^Throttl/.test(result.reason))
      next = Math.max(next, desk.machineNow().getTime() + AFTER_THROTTLE_MS);
    return result;
  };
  return { ...desk, mailer: { send } };
}
