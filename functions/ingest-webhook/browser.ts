import type { FieldError } from '../../shared/public-error.ts';
import type { Received } from './delivery.ts';

/** Whether a browser sent it by itself, and a person reads the answer: no provider says from which page it comes. */
export function isBrowser({ accept = '', origin }: Received['headers']): boolean {
  return origin !== undefined && accept.includes('text/html');
}

/** Statuses, and the page of the online desk that says the same to a person (`not-sent.ts`). */
const NOT_SENT: Readonly<Record<number, string>> = {
  400: 'unreadable',
  401: 'page',
  404: 'gone',
  405: 'gone',
  410: 'gone',
  413: 'too-large',
  415: 'unreadable',
  429: 'too-many',
  503: 'busy',
};

/** Leads a person to a page that says why their form was not taken, in place of the problem that a program reads. */
export async function ledToPage(refusal: Response, webUrl: string): Promise<Response> {
  const { errors = [] } = (await refusal.json()) as { errors?: FieldError[] };
  const isAddress = errors.some(({ field }) => field === 'email');
  const why = isAddress ? 'email' : (NOT_SENT[refusal.status] ?? 'broken');
  return new Response(null, { status: 303, headers: { location: `${webUrl}/desk/not-sent/${why}` } });
}
