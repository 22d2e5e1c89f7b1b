import type { QuarantineEntry } from '../ticket/quarantine.ts';
import type { PageRequest } from './page-request.ts';

/** Nobody reads the page and writes a request within so many seconds. */
const FEWEST_SECONDS = 3;

/** Who has more to show than so many links sells something. */
const MOST_LINKS = 5;

const LINK = /https?:\/\/\S+|\bwww\.\S+/gi;

/**
 * Why a program, and no person, may have filled in a page's form; undefined: nothing says so (docs/promise.md section 9). `trap`: a field has
 * something in it that nobody sees; `made` and `now`: when the page was made and its form came (ISO, UTC, machine time); `doubt`: what the door found.
 */
export function pageSuspicion(
  { text }: Pick<PageRequest, 'text'>,
  { trap, made, now, doubt }: { trap: boolean; made: string; now: string; doubt?: 'page token' | 'page challenge' },
): QuarantineEntry['reason'] | undefined {
  if (trap) return 'page trap';
  if (Date.parse(now) - Date.parse(made) < FEWEST_SECONDS * 1000) return 'page too quick';
  if (doubt) return doubt;
  return (text.match(LINK) ?? []).length > MOST_LINKS ? 'page links' : undefined;
}
