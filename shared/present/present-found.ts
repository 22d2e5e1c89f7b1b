import type { Found } from '../use-cases/search.ts';
import { presentCard } from './present-ticket.ts';

/** What a search found, as the API and `desk search --json` give it. */
export function presentFound({ is, customers, cards, isWhole, isPartial }: Found) {
  const named = customers.map(({ id, name, plan }) => ({ id, name, plan }));
  return { is, customers: named, tickets: cards.map(presentCard), isWhole, isPartial };
}
