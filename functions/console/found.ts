import type { Customer } from '../../shared/customer/customer.ts';
import type { Card } from '../../shared/ticket/card.ts';

/** Tickets that a search, or a customer's page, shows at most. */
export const MOST_FOUND = 100;

/** What a search found. `isWhole`: there is no more than this. */
export type Found = { customers: Customer[]; cards: Card[]; isWhole: boolean };
