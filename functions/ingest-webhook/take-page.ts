import type { FormSource } from '../../shared/forms/source.ts';
import type { PageMarks } from '../../shared/forms/submission.ts';
import { fileFromPage, type PageForm } from '../../shared/intake/file-from-page.ts';
import { type FormIdentity, submissionOfWords } from '../../shared/intake/form-identity.ts';
import type { FormRequest } from '../../shared/intake/form-request.ts';
import { otherRequest } from '../../shared/intake/keep-request.ts';
import { noteDelivered } from '../../shared/intake/note-form.ts';
import type { Signs } from '../../shared/intake/page-suspicion.ts';
import { sentLink } from '../../shared/mail/signed/sent-link.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { deliveryKey } from '../../shared/ticket/redaction.ts';
import { problem } from '../http/problem.ts';
import { languageOf } from '../web/language.ts';
import { openPage } from '../web/open-page.ts';
import { isBrowser } from './browser.ts';
import type { Received } from './delivery.ts';
import { isPerson } from './turnstile.ts';

/** A form of a plain page as it came, by whom, and what it asks. `same`: its answers; by them or by a key it is known when it comes again. */
export type FromPlainPage = {
  source: FormSource;
  delivery: Pick<Received, 'headers' | 'ip' | 'body' | 'contentType'>;
  request: FormRequest;
  page: PageMarks;
  same: string;
  identity: FormIdentity;
  /** Where Turnstile is asked. */
  siteverify?: string | undefined;
};

/**
 * Takes in a form of a plain page as the online desk takes its own: counted, kept, held where a program seems to have sent it, else a ticket. The
 * same answers within 24 hours are one request, with scripts and without, and so are those of one `Idempotency-Key`; a token says when the page was
 * opened, and no more. Answers a browser with the page to go to, and a script with JSON. Throws a 422 for a key that has brought other answers.
 */
export async function takePage(desk: Desk, from: FromPlainPage): Promise<Response> {
  const { source, delivery, page, same, identity } = from;
  const receivedAt = desk.now().toISOString();
  const [opened, isChecked, { submission, day }] = await Promise.all([
    page.token === undefined ? undefined : openPage(desk, page.token),
    source.page?.turnstile === undefined || askTurnstile(desk, from),
    submissionOfWords(desk, source.name, identity, receivedAt),
  ]);
  const doubt: Signs['doubt'] =
    page.token !== undefined && !opened ? 'page token' : isChecked ? undefined : 'page challenge';
  const form = asked(desk, from);
  const seen = { ip: delivery.ip, trap: page.isTrapped, opened: opened?.made, ...(doubt && { doubt }) };
  const filed = await fileFromPage(desk, { ...form, submission, same, delivery }, { ...seen, receivedAt, made: day });
  // The same words are never others.
  if (filed.outcome === 'used') throw otherRequest('Idempotency-Key');
  if (filed.outcome === 'too many') {
    const headers = { 'retry-after': String(filed.retryAfterSeconds) };
    return problem(429, 'Too many forms came from where you are: wait ten minutes.', { headers });
  }
  await noteDelivered(desk, source, deliveryKey(filed.raw));

  // The same for what is held: it does not tell a program that it was known. Nor do words that have come before, which may be a guess at another one's
  // answers; who has the key of the first is given its answer again.
  const [key = ''] = await desk.secrets.signingKeys();
  const cameAt = filed.outcome === 'ticket' ? filed.ticket.createdAt : filed.at;
  const link = sentLink(key, { submission, at: identity.by === 'words' ? receivedAt : cameAt });
  const sent = `${desk.settings.webUrl}/desk/sent/${link}?lang=${form.language}`;
  if (!isBrowser(delivery.headers)) return Response.json({ sent });
  return new Response(null, { status: 303, headers: { location: nextPage(source, page) ?? sent } });
}

/** What a page asks; `readRequest` has refused one without an address. */
function asked({ settings }: Desk, { source, request, delivery }: FromPlainPage): Omit<PageForm, 'submission'> {
  const { name, defaults = {} } = source;
  const { email = '', warnings, ...said } = request;
  const accepts = delivery.headers['accept-language'];
  const language =
    request.language ?? defaults.language ?? languageOf({ accepts, otherwise: settings.defaults.language });
  return { ...said, email, language, form: { name, defaults, warnings } };
}

function askTurnstile(
  { log }: Desk,
  { source, delivery, page, siteverify, identity }: FromPlainPage,
): Promise<boolean> {
  const { challenge } = page;
  return isPerson({
    secrets: source.secrets,
    challenge,
    words: identity.id,
    ip: delivery.ip,
    log,
    ...(siteverify && { url: siteverify }),
  });
}

/** Where the page wants its sender to go, if that is on one of the source's own pages; else where the source says. */
function nextPage({ page: { origins, next } = { origins: [] } }: FormSource, marks: PageMarks): string | undefined {
  const wish = marks.next !== undefined && URL.canParse(marks.next) ? new URL(marks.next) : undefined;
  // The origin of a `blob:` is that of who made it, and no page.
  const isOwn = wish !== undefined && /^https?:$/.test(wish.protocol) && origins.includes(wish.origin);
  return isOwn ? wish.href : next;
}
