import type { Outcome } from '../../outcome.ts';
import type { Desk } from '../../ticket/ports.ts';

/**
 * The desk with services that are asked no more in this run once they were away: a scheduler that hangs would cost each ticket
 * seconds, and the run has minutes for all of them. What one mail cannot do (`later` for its recipient) says nothing of the next.
 */
export function sparing(desk: Desk): Desk {
  let timersAway: Outcome | undefined;
  let mailerAway: (Outcome & { outcome: 'later' }) | undefined;
  const timers: Desk['timers'] = {
    cancel: (timer) => desk.timers.cancel(timer),
    async register(timer) {
      const result = timersAway ?? (await desk.timers.register(timer));
      if (result.outcome === 'later') timersAway = result;
      return result;
    },
  };
  const mailer: Desk['mailer'] = {
    async send(mail) {
      const result = mailerAway ?? (await desk.mailer.send(mail));
      if (result.outcome === 'later' && /^TimeoutError/.test(result.reason)) mailerAway = result;
      return result;
    },
  };
  return { ...desk, timers, mailer };
}
