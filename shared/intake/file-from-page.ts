import { countPageRequest } from '../ticket/page-caps.ts';
import { pageSource } from '../ticket/page-source.ts';
import type { Desk } from '../ticket/ports.ts';
import { deliveryKey } from '../ticket/redaction.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { keepHeldFiles } from './held-files.ts';
import { entryOfPage, holdPage } from './hold-page.ts';
import { isClosedBefore } from './is-closed-before.ts';
import { openFromPage } from './open-from-page.ts';
import { ticketOpenedBy } from './opened-by.ts';
import { keepPage, type PageRequest, pageKeptAs, withFileNames } from './page-request.ts';
import { pageSuspicion, type Signs } from './page-suspicion.ts';

/** What somebody filled in, parsed: `submission` is the render token's (`readRenderToken`), which the desk has signed, or made of its words (`submissionOfWords`); these are then `same`, whatever else of it changes, and `delivery` is what a browser sent. */
export type PageForm = Omit<PageRequest, 'kind'> & {
  submission: string;
  same?: string;
  delivery?: { body: Buffer; contentType: string };
};

/** What is known beside it. Instants are ISO in UTC. */
export type FromPage = Signs & {
  ip: string;
  receivedAt: string;
  /** By which, beside the submission, what comes twice is one entry: when its token was made, or the day of its words begins. */
  made: string;
};

/**
 * What became of a form, and under which key it is kept. `held`: its sender is told that somebody looks at it first, and never why; `at` is when it
 * came first (ISO, UTC). `used`: this page's token has brought other words (a browser's back button), or its ticket was closed since, and a fresh one
 * brings these. `too many`: this network is refused for a while, and nothing is kept.
 */
export type Filed =
  | { outcome: 'ticket'; ticket: Ticket; raw: string; duplicate: boolean }
  | { outcome: 'held'; raw: string; at: string }
  | { outcome: 'used' }
  | { outcome: 'too many'; retryAfterSeconds: number };

/**
 * A page's form becomes a ticket with a clock, or is held (docs/promise.md section 9).
 *
 * 1. What has come before finds its ticket, or by its token its entry.
 * 2. Count it; refuse who sends without end.
 * 3. Keep it as it came: nothing is lost from here on.
 * 4. Hold what a program seems to have sent, and what is too much; open a ticket of all else.
 *
 * Throws `TaskBusy` while the same form is at work, and what a port throws: sending it again does nothing twice.
 */
export async function fileFromPage(desk: Desk, form: PageForm, from: FromPage): Promise<Filed> {
  const { submission, same, delivery, ...fields } = form;
  const { receivedAt, ip } = from;
  const request: PageRequest = { kind: 'request', ...fields, files: withFileNames(fields.files) };
  const source = pageSource(submission);
  const raw = pageKeptAs(submission, request, same);

  const before = await ticketOpenedBy(desk, source);
  if (before && (await isClosedBefore(desk, before, receivedAt))) return { outcome: 'used' };
  if (before) return open(desk, request, { source, raw, receivedAt: before.createdAt });
  const { entry, made } = await entryOfPage(desk, submission, from.made);
  if (entry && entry.received.raw !== raw) return { outcome: 'used' };

  const [key = ''] = await desk.secrets.signingKeys();
  // A token is one sender's; the same words may be another one's, whose entry says nothing of these.
  const own = same === undefined ? entry : undefined;
  // The counter takes one source once, and what was held before comes anew.
  const isAgain = entry !== undefined || made !== from.made;
  const about = { key, ip, address: form.email, source: isAgain ? `${source} ${receivedAt}` : source, at: receivedAt };
  const load = own ? undefined : await countPageRequest(desk.requestCounter, about);
  if (load?.is === 'too many') {
    desk.log.warn('a page is sent without end', { submission });
    return { outcome: 'too many', retryAfterSeconds: load.retryAfterSeconds };
  }
  await keepPage(desk, submission, request, same);
  if (delivery) await desk.files.write(deliveryKey(raw), delivery.body, delivery.contentType);
  const isTooMany = load?.is === 'held';
  const suspicion = pageSuspicion(request, { ...from, now: desk.machineNow().toISOString() });
  const reason = own?.reason ?? suspicion ?? (isTooMany ? 'page flood' : undefined);
  if (reason === undefined) return open(desk, request, { source, raw, receivedAt });
  const detail = isTooMany ? { detail: `of ${load.of === 'desk' ? 'all' : `this ${load.of}`}` } : {};
  const said = { text: request.text, files: request.files.map(({ filename }) => filename) };
  const held = { submission, made, receivedAt, raw, from: form.email, subject: form.subject, reason, ...detail, said };
  await keepHeldFiles(desk, raw, request.files);
  const { received } = await holdPage(desk, held, { isForDigest: isTooMany && load.isLoud });
  // Two at once with other words: neither saw the other before.
  return received.raw === raw ? { outcome: 'held', raw, at: received.receivedAt } : { outcome: 'used' };
}

/** Two that come at once with other words: neither saw the other before. */
async function open(
  desk: Desk,
  request: PageRequest,
  from: { source: string; raw: string; receivedAt: string },
): Promise<Filed> {
  const before = await ticketOpenedBy(desk, from.source);
  if (before && before.raw !== from.raw) return { outcome: 'used' };
  const { ticket, duplicate } = await openFromPage(desk, request, from);
  if (ticket.raw !== from.raw) return { outcome: 'used' };
  desk.log.info('a page was taken', { ticket: ticket.id, duplicate });
  return { outcome: 'ticket', ticket, raw: from.raw, duplicate };
}
