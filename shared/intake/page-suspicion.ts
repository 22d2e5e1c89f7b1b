import type { QuarantineEntry } from '../ticket/quarantine.ts';
import type { PageRequest } from './page-request.ts';

/** Nobody reads the page and writes a request within so many seconds. */
const FEWEST_SECONDS = 3;

/** Who has more to show than so many links sells something. */
const MOST_LINKS = 5;

const LINK = /https?:\/\/\S+|\bwww\.\S+/gi;

/** What the door knows of a page's form beside its text. */
export type Signs = {
  /** The field that nobody sees has something in it. */
  trap: boolean;
  /** When the page was opened, as its token says (ISO, UTC, machine time); undefined where no script has asked for one. */
  opened?: string | undefined;
  /** What else speaks against a person. */
  doubt?: 'page token' | 'page challenge';
};

/**
 * Why a program, and no person, may have filled in a page's form; undefined: nothing says so (docs/promise.md section 9). `now`: when its
 * form came (ISO, UTC, machine time).
 */
export function pageSuspicion(
  { text }: Pick<PageRequest, 'text'>,
  { trap, opened, now, doubt }: Signs & { now: string },
): QuarantineEntry['reason'] | undefined {
  if (trap) return 'page trap';
  const isQuick = opened !== undefined && Date.parse(now) - Date.parse(opened) < FEWEST_SECONDS * 1000;
  if (isQuick) return 'page too quick';
  if (doubt) return doubt;
  return (text.match(LINK) ?? []).length > MOST_LINKS ? 'page links' : undefined;
}
