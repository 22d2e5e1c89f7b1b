import type { Language } from '../../../shared/language.ts';
import type { CustomerView } from '../../../shared/present/present-for-customer.ts';
import type { Problem } from '../../web/problems.ts';

/** What was just done, said once above the page. */
export const DONE = ['written', 'solved', 'withdrawn', 'not-me', 'confirmed', 'new'] as const;
export type Done = (typeof DONE)[number];

export type FollowView = {
  language: Language;
  /** The last part of the reader's link: each form and each file is under it. */
  link: string;
  ticket: CustomerView;
  /** Signs the form (`render-token.ts`). */
  token: string;
  done?: Done | undefined;
  problems?: readonly Problem[];
  typed?: string;
  /** Desk time (ISO, UTC), and how much of it passes in a second of the machine's. */
  now: string;
  pace: number;
};
