import type { Later } from '../../shared/outcome.ts';
import type { Desk } from '../../shared/ticket/ports.ts';

/** Some providers wait ten seconds for their answer, and take none for a failure (Tally); what became of it has still to be noted. In ms. */
const ANSWERED_IN_MS = 8_000;

const LATE: Later = { outcome: 'later', reason: 'the sender of the form waits for its answer' };

/**
 * The desk for a delivery that came just now. It waits for mails, for timers and for the team's queue as long as its sender does; what then is not
 * done is left to the sweep, as where such a service says `later`. A mail that was taken all the same goes out twice, as where its answer is lost
 * (`SEND_CALL`).
 */
export function inTime(desk: Desk): Desk {
  const end = desk.machineNow().getTime() + ANSWERED_IN_MS;
  const wait = <T extends unknown[], R>(call: (...asked: T) => Promise<R>) => {
    return async (...asked: T): Promise<R | Later> => {
      const left = end - desk.machineNow().getTime();
      return left > 0 ? first(call(...asked), left) : LATE;
    };
  };
  return {
    ...desk,
    mailer: { send: wait(desk.mailer.send) },
    timers: { register: wait(desk.timers.register), cancel: wait(desk.timers.cancel) },
    teamMail: { put: wait(desk.teamMail.put) },
  };
}

/** What the call gives, or `LATE` after so many ms. */
function first<R>(call: Promise<R>, ms: number): Promise<R | Later> {
  let timer: NodeJS.Timeout;
  const late = new Promise<Later>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  return Promise.race([call, late]).finally(() => clearTimeout(timer));
}
