import type { TrailAction, TrailParts } from '../pages/ticket/trail-parts.ts';

/** The trail in whole sentences; an action that has none does not compile. `by`: who, by name; instants are as the viewer reads them. */
export type TrailWords = {
  heading: string;
  older: string;
  /** Of a line by the desk, an admin, or some customer. */
  by: Readonly<Record<'desk' | 'admin' | 'customer', string>>;
  /** The link to the message that a line is about. */
  message: string;
  lines: { readonly [Action in TrailAction]: (by: string, parts: TrailParts) => string };
};
