import type { Context } from 'hono';
import type { Language } from '../../shared/language.ts';
import { deliveryOf } from '../../shared/ticket/delivery.ts';
import { messageKeyFor } from '../../shared/ticket/identity.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { changeState } from '../../shared/use-cases/change-state.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { hashOf, type MessageFile, printOf } from '../../shared/use-cases/steps/message-files.ts';
import { writeNote } from '../../shared/use-cases/write-note.ts';
import { ticketId } from '../http/ticket-id.ts';
import { lineIn, textIn } from '../web/field-in.ts';
import { lostFiles } from '../web/files-in.ts';
import { MOST_TOKEN } from '../web/most-files.ts';
import { openPage } from '../web/open-page.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { readFiles, uploadsIn, uploadsOf } from '../web/read-files.ts';
import { pageWords } from '../web/words/words.ts';
import { instantOf } from './local-instant.ts';
import { MOST_ANSWER } from './pages/ticket/composer.ts';
import type { Held } from './pages/ticket/view.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { showTicket } from './show-ticket.ts';
import { viewerOf } from './viewer.ts';
import type { Done } from './words/ticket-shape.ts';
import { consoleWords } from './words/words.ts';

/** An agent answers the customer, or notes something: the one form of the ticket's page that has a text. Sent twice, it is once. */
export async function write(desk: Desk, c: Context<ConsoleEnv>): Promise<Response> {
  const form = await readFields(c);
  const { language } = viewerOf(desk, c);
  const { problems: words } = consoleWords(language).ticket;
  const held = heldIn(form, language);
  const problems = problemsOf(desk, c, held);
  const token = await openPage(desk, lineIn(form, 'token', MOST_TOKEN));
  if (!token) problems.push({ field: 'text', message: pageWords(language).file.errors.expired });
  const read = token && (await readFiles(desk, form, { submission: token.submission, language }));
  problems.push(...(read?.problems ?? []));
  if (!read || problems.length > 0) {
    // A file that never came is not shown as one that did: it would be refused again and again.
    const uploads = read ? uploadsOf(lineIn(form, 'token', MOST_TOKEN), read.uploads) : held.uploads;
    return showTicket(desk, c, ticketId(c), { held: { ...held, uploads }, problems, status: 422 });
  }
  const again = (field: string, message: string) =>
    showTicket(desk, c, ticketId(c), { held, problems: [{ field, message }], status: 409 });
  const request = requestHash(held, read.files);
  const source = `console:${c.get('agent').id}:${token.submission}`;
  const before = await desk.tickets.getMessage(ticketId(c), messageKeyFor(source));
  // Sent twice it is once; something else from the same page is no repetition, and is kept.
  if (before && before.request !== request) return again('text', words.other);
  const by = {
    request,
    ticketId: ticketId(c),
    agent: c.get('agent'),
    source,
    text: held.text,
    attachments: read.files,
  };
  const at = desk.now().toISOString();
  if (held.as === 'note') {
    await writeNote(desk, { ...by, at });
    return done(c, 'noted');
  }
  const givenByPhone = held.byPhone === '' ? undefined : instantOf(held.byPhone, viewerOf(desk, c).timeZone);
  const { message } = await respond(desk, {
    ...by,
    asks: held.asks,
    seen: lineIn(form, 'seen'),
    readers: lineIn(form, 'readers'),
    receivedAt: at,
    tellBy: 'call',
    ...(givenByPhone !== undefined && { givenByPhone }),
  });
  const delivery = deliveryOf(message);
  if (delivery?.state === 'refused' && givenByPhone === undefined) {
    const refused = [{ field: 'text', message: delivery.reason ?? '' }];
    return showTicket(desk, c, by.ticketId, { held, problems: refused, status: 422 });
  }
  const isParked = delivery?.state === 'parked' || delivery?.state === 'sending';
  // What has not left answers nobody: it is not closed over.
  if (held.close && !isParked) await changeState(desk, { ...by, at: desk.now().toISOString(), state: 'closed' });
  return done(c, isParked ? (held.close ? 'parkedOpen' : 'parked') : 'answered');
}

/** What tells one request of a page from another: all that it holds but where it came from. */
function requestHash({ as, text, close, asks, byPhone }: Held, files: readonly MessageFile[]): string {
  const prints = files.map((file) => [file.filename, file.size, hashOf(printOf(file))]);
  return hashOf(Buffer.from(JSON.stringify([as, text, close, asks, byPhone, prints])));
}

/** Back to the ticket, which says what was done; loading it again does nothing. */
export function done(c: Context<ConsoleEnv>, what: Done, id = ticketId(c)): Response {
  return c.redirect(`/console/t/${id}?done=${what}`, 303);
}

/** What the composer held. */
export function heldIn(form: FormData, language: Language): Held {
  return {
    as: form.get('as') === 'note' ? 'note' : 'answer',
    text: textIn(form, 'text'),
    close: form.get('close') === 'yes',
    asks: form.get('asks') === 'yes',
    byPhone: lineIn(form, 'byPhone', 40),
    // The page is shown again as another one.
    uploads: uploadsOf(lineIn(form, 'token', MOST_TOKEN), uploadsIn(form)),
    lost: lostFiles(form, language),
  };
}

function problemsOf(desk: Desk, c: Context<ConsoleEnv>, held: Held): Problem[] {
  const { language, timeZone } = viewerOf(desk, c);
  const { errors } = pageWords(language).file;
  const { problems: words } = consoleWords(language).ticket;
  const problems: Problem[] = [];
  const wrong = (field: string, message: string) => problems.push({ field, message });
  if (held.text === '') wrong('text', words.empty);
  if (held.text.length > MOST_ANSWER) wrong('text', errors.textTooLong(MOST_ANSWER));
  if (held.byPhone !== '' && instantOf(held.byPhone, timeZone) === undefined) wrong('byPhone', words.time);
  return problems;
}
