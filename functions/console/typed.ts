import type { PageContext } from '../web/app.ts';
import { readFields } from '../web/read-fields.ts';

/** What forms send that nobody typed. */
const NOT_TYPED = ['token', 'seen', 'readers', 'since', 'version', 'as', 'message', 'upload'];

/** All that somebody typed into the form that came, a part for each field; nothing of what is no form. */
export async function typedIn(c: Pick<PageContext, 'req'>): Promise<string> {
  const form = await readFields(c).catch(() => new FormData());
  const typed = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !NOT_TYPED.includes(name) ? [value.trim()] : [],
  );
  return typed.filter((value) => value !== '').join('\n\n');
}

/** The page that a form was sent from, as far as its address says: a ticket's, the one where a ticket is filed, or the queue. */
export function pageOfForm(pathname: string): string {
  return /^\/console\/(?:t\/[^/]+(?=\/)|new$|replies)/.exec(pathname)?.[0] ?? '/console';
}
