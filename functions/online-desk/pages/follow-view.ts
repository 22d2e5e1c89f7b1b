import type { Language } from '../../../shared/language.ts';
import type { CustomerView } from '../../../shared/present/present-for-customer.ts';
import { closedByLink } from '../../../shared/ticket/by-link.ts';
import { isSure } from '../../../shared/ticket/confirmed.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import type { Problem } from '../../web/problems.ts';
import type { Upload } from '../../web/uploads.ts';

/** What was just done, said once above the page. */
const DONE = ['written', 'solved', 'withdrawn', 'not-me', 'confirmed', 'rated', 'new', 'held'] as const;
export type Done = (typeof DONE)[number] | 'unchanged';

/** The form by which a reader writes more. */
export type MessageForm = {
  language: Language;
  /** The last part of the reader's link: each form and each file is under it. */
  link: string;
  /** Signs the form (`render-token.ts`). */
  token: string;
  problems?: readonly Problem[];
  typed?: string;
  /** Files that arrived already. */
  uploads?: readonly Upload[];
};

export type FollowView = MessageForm & {
  ticket: CustomerView;
  done?: Done | undefined;
  /** Desk time (ISO, UTC), and how much of it passes in a second of the machine's. */
  now: string;
  pace: number;
};

/**
 * What is said of what a page's address says was done: that alone which the ticket shows to be so. Anybody can write such an address, and what
 * a button does may have been too late.
 */
export function saidOf(ticket: Ticket, asked: string | undefined): Done | undefined {
  const done = DONE.find((each) => each === asked);
  return done === undefined || IS_SO[done](ticket) ? done : 'unchanged';
}

const IS_SO: Readonly<Record<(typeof DONE)[number], (ticket: Ticket) => boolean>> = {
  written: () => true,
  new: () => true,
  held: () => true,
  solved: (ticket) => closedByLink(ticket) === 'solved',
  withdrawn: (ticket) => closedByLink(ticket) === 'withdrawn',
  'not-me': (ticket) => closedByLink(ticket) === 'not me',
  rated: ({ satisfaction }) => satisfaction !== undefined,
  confirmed: ({ requester }) => isSure(requester),
};
