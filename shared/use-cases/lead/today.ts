import type { Card } from '../../ticket/card.ts';
import { missedDeadlines } from '../../ticket/promised.ts';
import type { Hour } from './day.ts';

/** A promise that was missed: the deadline that passed, and when it was answered, or closed without, after that; else it still waits. All ISO, UTC. */
export type Breach = { card: Card; deadline: string; answered?: string; closed?: string };

/** First answers that were given in an hour. */
export type Answers = Hour & { inTime: number; late: number };

/**
 * The deadlines in [from, now] that nobody kept, the earliest first, each ticket once. Also one that had passed before a ticket's clock was changed:
 * that stays missed (`promised.ts`). A duplicate's is its original's, unless it was answered itself.
 */
export function breachesOf(cards: readonly Card[], { from, now }: { from: string; now: string }): Breach[] {
  return cards
    .flatMap((card) => {
      const deadline = missedDeadlines(card, now)
        .filter((at) => at >= from && at <= now)
        .sort()[0];
      if (deadline === undefined) return [];
      const answered = card.state === 'waiting' ? undefined : card.firstResponse?.at;
      const { closedAt } = card;
      return [{ card, deadline, ...(answered ? { answered } : closedAt !== undefined && { closed: closedAt }) }];
    })
    .sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
}

/** The first answers in each hour, in time or late. */
export function answersBy(cards: readonly Card[], hours: readonly Hour[]): Answers[] {
  const given = cards.flatMap(({ firstResponse }) => firstResponse ?? []);
  return hours.map((hour) => {
    const own = given.filter(({ at }) => at >= hour.from && at < hour.to);
    const inTime = own.filter(({ met }) => met).length;
    return { ...hour, inTime, late: own.length - inTime };
  });
}
