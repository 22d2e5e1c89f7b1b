import type { Card } from '../../shared/ticket/card.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { TicketQuery } from '../../shared/ticket/ticket-store.ts';
import type { Tab } from './words/queue-shape.ts';

type Part = Omit<TicketQuery, 'limit' | 'cursor'>;

/** Tickets on one page of the queue. */
const QUEUE_PAGE = 50;

/**
 * What a tab shows, part after part, each by deadline: whoever waits for a first answer comes before those who were answered once, whose
 * deadline is of the past.
 */
function partsOf(tab: Tab, agent: string): readonly Part[] {
  const open: Part[] = [{ state: 'waiting' }, { state: 'answered', awaits: 'agent' }];
  const parts: Record<Tab, readonly Part[]> = {
    ours: open,
    mine: [...open, { state: 'answered', awaits: 'customer' } as const].map((part) => ({ ...part, assignee: agent })),
    waiting: [{ state: 'waiting' }],
    answered: [
      { state: 'answered', awaits: 'agent' },
      { state: 'answered', awaits: 'customer' },
    ],
    snoozed: [{ snoozed: true }],
    closed: [{ state: 'closed', isNewestFirst: true }],
  };
  return parts[tab];
}

/** A page of the queue. `next`: what the next page is asked for with. */
export type QueuePage = { cards: Card[]; unreadable: string[]; next?: string };

/**
 * A page of a tab. `agent`: the id of who looks. `from`: the `next` of the page before. Throws a 400 for one that is none.
 */
export async function loadQueue(
  desk: Pick<Desk, 'tickets'>,
  { tab, agent, from }: { tab: Tab; agent: string; from?: string | undefined },
): Promise<QueuePage> {
  const parts = partsOf(tab, agent);
  const [, number = '0', at] = /^(\d)\.?(.*)$/.exec(from ?? '') ?? [];
  const page: QueuePage = { cards: [], unreadable: [] };
  let cursor = at || undefined;
  for (let index = Number(number); index < parts.length; index += 1) {
    const limit = QUEUE_PAGE - page.cards.length;
    // Full, and more only where there is something: a page of nothing says that nobody waits.
    const { cards, unreadable, next } = await desk.tickets.list({ ...parts[index], limit: limit || 1, cursor });
    if (limit === 0 && cards.length + unreadable.length > 0) return { ...page, next: `${index}.` };
    if (limit === 0) continue;
    page.cards.push(...cards);
    page.unreadable.push(...unreadable);
    if (next !== undefined) return { ...page, next: `${index}.${next}` };
    cursor = undefined;
  }
  return page;
}

/** How many there are, as far as they are counted. */
export type Counts = Readonly<Partial<Record<Tab, { count: number; isMore: boolean }>>>;

/** Beyond, a tab says that there are more: whoever has a hundred to do counts them no further. */
const MOST_COUNTED = 99;

/** How many tickets the tabs have on which there is something to do. */
export async function countQueue(desk: Pick<Desk, 'tickets'>, agent: string): Promise<Counts> {
  const limit = MOST_COUNTED;
  const [waiting, again, answered] = await Promise.all([
    desk.tickets.list({ state: 'waiting', limit }),
    desk.tickets.list({ state: 'answered', awaits: 'agent', limit }),
    desk.tickets.list({ state: 'answered', awaits: 'customer', limit }),
  ]);
  const ours = [...waiting.cards, ...again.cards];
  const isMore = (...pages: { next?: string | undefined }[]) => pages.some(({ next }) => next !== undefined);
  const mine = [...ours, ...answered.cards].filter(({ assignee }) => assignee === agent);
  return {
    ours: { count: ours.length, isMore: isMore(waiting, again) },
    mine: { count: mine.length, isMore: isMore(waiting, again, answered) },
    waiting: { count: waiting.cards.length, isMore: isMore(waiting) },
    answered: { count: again.cards.length + answered.cards.length, isMore: isMore(again, answered) },
  };
}
