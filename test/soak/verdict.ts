import type { Run } from './errand.ts';
import type { CustomerMail } from './outbox.ts';
import type { Stock } from './stock.ts';

/** What a run found out. Lists name what they count, so that a loss can be looked for. */
export type Verdict = {
  sent: number;
  taken: number;
  refused: string[];
  stored: number;
  /** The desk said 250 or 2xx, and has no message with that text. */
  lost: string[];
  doubledTickets: string[];
  doubledMessages: string[];
  /** Customers who were told twice of one thing: a kill repeats what its task was sending (docs/reliability.md). */
  doubledMails: string[];
  /** Of whom no mail was seen: not yet sent, or sent in the last milliseconds before a kill. */
  unseen: string[];
  /** Seconds from the first try to hand in to the acknowledgement, ascending. */
  late: number[];
};

export function judge(runs: readonly Run[], stock: Stock, mails: readonly CustomerMail[]): Verdict {
  const tokens = (some: readonly Run[]) => some.map(({ kind, token }) => `${kind} ${token}`);
  const taken = runs.filter(({ takenAt }) => takenAt !== undefined);
  const stored = taken.filter(({ token }) => stock.messages.has(token));
  const times = (counts: Map<string, number>) => runs.filter(({ token }) => (counts.get(token) ?? 0) > 1);
  const withMail = taken.filter(isOwedMail);
  return {
    sent: runs.length,
    taken: taken.length,
    refused: tokens(runs.filter(({ takenAt }) => takenAt === undefined)),
    stored: stored.length,
    lost: tokens(taken.filter((run) => !stored.includes(run))),
    doubledTickets: tokens(times(stock.tickets)),
    doubledMessages: tokens(times(stock.messages)),
    doubledMails: tokens(withMail.filter((run) => mailsFor(run, mails).length > 1)),
    unseen: tokens(withMail.filter((run) => mailsFor(run, mails).length === 0)),
    late: withMail
      .filter(({ kind }) => kind !== 'answer')
      .flatMap((run) =>
        mailsFor(run, mails)
          .slice(0, 1)
          .map(({ at }) => (at - run.startedAt) / 1000),
      )
      .sort((a, b) => a - b),
  };
}

/** A reply is passed on to the agents alone; of all else the customer hears. */
export function isOwedMail({ kind }: Run): boolean {
  return kind !== 'reply';
}

/** What the customer was sent because of it: a ticket has one acknowledgement, and here at most one answer. */
export function mailsFor({ kind, customer, ticket }: Run, mails: readonly CustomerMail[]): CustomerMail[] {
  return kind === 'answer'
    ? mails.filter((mail) => mail.purpose === 'answer' && mail.ticket === ticket)
    : mails.filter((mail) => mail.purpose === 'acknowledgement' && mail.to === customer);
}
