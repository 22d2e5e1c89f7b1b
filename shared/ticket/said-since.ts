import type { Ticket } from './ticket.ts';

/** What the trail calls it when an agent says who reads a ticket, whose it is, on which plan and of which priority. */
type Said =
  | 'reader added'
  | 'outside added'
  | 'reader removed'
  | 'customer changed'
  | 'plan changed'
  | 'priority changed';

/**
 * Whether one of the team, or the desk on their word, said one of these after `at` (ISO, UTC): an agent's mail that is carried out late says nothing against
 * it (docs/promise.md section 5). `detail`: of this alone, as an address. What a customer declared is asked apart, and of the trail the newest lines.
 */
export function isSaidSince(
  { audit }: Pick<Ticket, 'audit'>,
  at: string,
  { actions, detail }: { actions: readonly Said[]; detail?: string },
): boolean {
  return audit.some(
    (line) =>
      line.at > at &&
      !line.by.startsWith('customer:') &&
      actions.some((action) => action === line.action) &&
      (detail === undefined || line.detail === detail),
  );
}
