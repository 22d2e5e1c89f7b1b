import { answer, type Errand, form, newMail, type Run, reply, runErrand } from './errand.ts';
import type { MortalDesk } from './mortal-desk.ts';
import type { CustomerMail, Outbox } from './outbox.ts';

/** The mix, over and over: what a desk gets in a day, more new things than old ones. */
const MIX = ['mail', 'form', 'mail', 'answer', 'reply', 'mail', 'form', 'reply', 'mail', 'answer'] as const;
/** So many at once and no more: a desk that is slow or down gets no avalanche. */
const MOST_IN_HAND = 40;

/** A steady load. Each `next` hands in one thing of the mix, and does not wait for it. */
export function steadyLoad(desk: MortalDesk, outbox: Outbox) {
  const runs: Run[] = [];
  const inHand = new Set<Promise<void>>();
  const answered = new Set<string>();
  const replied = new Set<string>();
  let number = 0;

  /** A ticket whose customer knows of it and that has had none of these; the oldest first. */
  const fresh = (used: Set<string>): CustomerMail | undefined => {
    const isFresh = ({ purpose, ticket }: CustomerMail) => purpose === 'acknowledgement' && !used.has(ticket);
    const found = outbox.mails().find(isFresh);
    if (found) used.add(found.ticket);
    return found;
  };
  const nextErrand = (): Errand => {
    const kind = MIX[number % MIX.length];
    number += 1;
    const about = kind === 'answer' ? fresh(answered) : kind === 'reply' ? fresh(replied) : undefined;
    if (about) return kind === 'answer' ? answer(number, about) : reply(number, about);
    return kind === 'form' ? form(number) : newMail(number);
  };

  return {
    runs,
    inHand: () => inHand.size,
    next(): void {
      if (inHand.size >= MOST_IN_HAND) return;
      const run = runErrand(nextErrand(), desk).then((done) => void runs.push(done));
      inHand.add(run);
      run.finally(() => inHand.delete(run));
    },
    finished: () => Promise.all(inHand),
  };
}

export type Load = ReturnType<typeof steadyLoad>;
