import type { FormSource } from '../../shared/forms/source.ts';
import type { PageMarks } from '../../shared/forms/submission.ts';
import { type Filed, type FromPage, fileFromPage, type PageForm } from '../../shared/intake/file-from-page.ts';
import { submissionOfWords } from '../../shared/intake/form-identity.ts';
import type { FormRequest } from '../../shared/intake/form-request.ts';
import { noteDelivered } from '../../shared/intake/note-form.ts';
import { sentLink } from '../../shared/mail/signed/sent-link.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { problem } from '../http/problem.ts';
import { languageOf } from '../web/language.ts';
import { openPage } from '../web/open-page.ts';
import { isBrowser } from './browser.ts';
import type { Received } from './delivery.ts';
import { isPerson } from './turnstile.ts';

/** A form of a plain page as it came, by whom, and what it asks. `words`: the hash of its answers; `raw`: where it is kept. */
export type FromPlainPage = {
  source: FormSource;
  delivery: Pick<Received, 'headers' | 'ip'>;
  request: FormRequest;
  page: PageMarks;
  words: string;
  raw: string;
  /** Where Turnstile is asked. */
  siteverify?: string | undefined;
};

/**
 * Takes in a form of a plain page as the online desk takes its own: counted, held where a program seems to have sent it, else a ticket. A token
 * makes it one submission. Without one, or with one that has brought other words, its words do, so that no form fails for want of a script.
 * Answers a browser with the page to go to, and a script with JSON.
 */
export async function takePage(desk: Desk, from: FromPlainPage): Promise<Response> {
  const { source, delivery, request, page, words, raw } = from;
  const receivedAt = desk.now().toISOString();
  const [opened, isChecked] = await Promise.all([
    page.token === undefined ? undefined : openPage(desk, page.token),
    source.page?.turnstile === undefined || askTurnstile(desk, from),
  ]);
  const doubt = page.token !== undefined && !opened ? 'page token' : isChecked ? undefined : 'page challenge';
  const seen = {
    ip: delivery.ip,
    receivedAt,
    trap: page.isTrapped,
    ...(doubt && { doubt }),
  } satisfies Partial<FromPage>;
  const { submission: ofWords, earliest } = await submissionOfWords(desk, source.name, words, receivedAt);
  const form = asked(desk, source, { request, headers: delivery.headers });

  const byWords = { submission: ofWords, made: earliest };
  let by = opened ?? byWords;
  let filed = await file(desk, form, { ...seen, ...by });
  if (filed.outcome === 'used' && opened) {
    by = byWords;
    filed = await file(desk, form, { ...seen, ...by });
  }
  if (filed.outcome === 'used') throw new Error('the same words are other words');
  if (filed.outcome === 'too many') {
    const headers = { 'retry-after': String(filed.retryAfterSeconds) };
    return problem(429, 'Too many forms came from where you are: wait ten minutes.', { headers });
  }
  await noteDelivered(desk, source, raw);
  return taken(desk, from, { filed, submission: by.submission, language: form.language });
}

type Asked = Omit<PageForm, 'submission'>;
type Seen = FromPage & { submission: string };

function file(desk: Desk, form: Asked, { submission, ...from }: Seen): Promise<Filed> {
  return fileFromPage(desk, { ...form, submission }, from);
}

/** What a page asks; `readRequest` has refused one without an address. */
function asked(
  { settings }: Desk,
  { name, defaults = {} }: FormSource,
  { request, headers }: { request: FormRequest; headers: Received['headers'] },
): Asked {
  const { email = '', warnings, ...said } = request;
  const accepts = headers['accept-language'];
  const language =
    request.language ?? defaults.language ?? languageOf({ accepts, otherwise: settings.defaults.language });
  return { ...said, email, language, form: { name, defaults, warnings } };
}

function askTurnstile({ log }: Desk, { source, delivery, page, siteverify }: FromPlainPage): Promise<boolean> {
  return isPerson({
    secrets: source.secrets,
    challenge: page.challenge,
    ip: delivery.ip,
    log,
    ...(siteverify && { url: siteverify }),
  });
}

/** The answer to what was taken: the same for what is held, which does not tell a program that it was known. */
async function taken(
  desk: Desk,
  { source, delivery: { headers }, page }: FromPlainPage,
  { filed, submission, language }: { filed: Filed; submission: string; language: string },
): Promise<Response> {
  const [key = ''] = await desk.secrets.signingKeys();
  const at = filed.outcome === 'ticket' ? filed.ticket.createdAt : desk.now().toISOString();
  const sent = `${desk.settings.webUrl}/desk/sent/${sentLink(key, { submission, at })}?lang=${language}`;
  if (!isBrowser(headers)) return Response.json({ sent });
  return new Response(null, { status: 303, headers: { location: nextPage(source, page) ?? sent } });
}

/** Where the page wants its sender to go, if that is on one of the source's own pages; else where the source says. */
function nextPage({ page: { origins, next } = { origins: [] } }: FormSource, marks: PageMarks): string | undefined {
  const wish = marks.next;
  const isOwn = wish !== undefined && URL.canParse(wish) && origins.includes(new URL(wish).origin);
  return isOwn ? new URL(wish).href : next;
}
