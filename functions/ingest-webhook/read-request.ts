import { type Asked, ask } from '../../shared/forms/ask.ts';
import { readJsonBody } from '../../shared/forms/json-body.ts';
import type { FormDelivery } from '../../shared/forms/provider.ts';
import { otherAnswers, webhookRequestSchema } from '../../shared/forms/request.ts';
import type { FormSource } from '../../shared/forms/source.ts';
import type { FormFile, Submission } from '../../shared/forms/submission.ts';
import { answersTable } from '../../shared/forms/table.ts';
import { type FormRequest, requestOfFields } from '../../shared/intake/form-request.ts';
import { cleanLine, cleanText } from '../../shared/mail/clean.ts';
import type { InboundAttachment } from '../../shared/mail/inbound.ts';
import { priorityTag } from '../../shared/mail/priority-tag.ts';
import { fileName } from '../../shared/mail/reading/file-name.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { whyUnreachable } from '../../shared/ticket/reachable.ts';
import { uploadType } from '../../shared/ticket/upload.ts';
import { parseJson } from '../http/parse.ts';

/** Bytes of what stands in one line: a ticket cuts what is longer. */
const LONGEST = { subject: 998, name: 100 };

/**
 * What a submission asks of the desk. `standard` without a map has five fields of fixed names, and each wrong one is a 400. Of all other
 * sources a ticket is made whatever is in it, since their providers show nobody an error: what could not be mapped is in its warnings. An
 * address that nobody reads, or none, is a 400 where somebody is told, and else a ticket with nobody to acknowledge.
 */
export function readRequest(
  desk: Pick<Desk, 'settings' | 'log'>,
  source: FormSource,
  { delivery: { body }, submission }: { delivery: FormDelivery; submission: Submission },
): FormRequest {
  if (source.type === 'standard' && source.map === undefined) {
    const request = requestOfFields(parseJson(webhookRequestSchema, body));
    const text = [request.text, answersTable(otherAnswers(readJsonBody(body)))].filter(Boolean).join('\n\n');
    return { ...request, text, ...reachedBy(desk, request.email, true) };
  }
  const { problems, email, name, subject, text, priority, language } = mapped(desk, source, submission);
  // Their senders show it to somebody who can mend it.
  const isTold = source.type === 'standard' || submission.page !== undefined;
  const { warnings, ...reached } = reachedBy(desk, email, isTold);
  // What is cut in its own place stands whole above the text, and so does an address at which nobody is answered.
  const long = Object.entries({ subject, name }).flatMap(([place, value = '']) =>
    Buffer.byteLength(value) > LONGEST[place as keyof typeof LONGEST] ? [value] : [],
  );
  if (email && !reached.email) long.push(email);
  return {
    ...reached,
    ...(name && { name: cleanLine(name) }),
    subject: cleanLine(subject, LONGEST.subject) || cleanLine(submission.form ?? '') || source.name,
    text: cleanText([...long, text].join('\n\n')),
    // Not from the text: a line of it may be the answer to a question that the map reads, or does not.
    priority: priority ?? priorityTag(subject),
    language,
    warnings: [...warnings, ...problems],
    files: submission.files.flatMap(toAttachment),
  };
}

/** Where the requester is reached; an address at which nobody is reached is none of the ticket's. `email` is as `toAddress` gives it. */
function reachedBy({ settings }: Pick<Desk, 'settings'>, email: string | undefined, isTold: boolean) {
  const why = whyUnreached(settings, email);
  if (why === undefined) return { email, warnings: [] };
  if (isTold) {
    const message = `${why}: it must be the address of who asks`;
    throw new PublicError(400, 'Some fields are wrong.', [{ field: 'email', message }]);
  }
  return { email: undefined, warnings: [`not acknowledged: ${email ? why : 'the form names no mail address'}`] };
}

function whyUnreached(settings: Settings, email: string | undefined): string | undefined {
  return email ? whyUnreachable(settings, email) : 'is missing';
}

/** What the map makes of it; all of it as it stands when that breaks. */
function mapped({ log }: Pick<Desk, 'log'>, source: FormSource, submission: Submission): Asked {
  try {
    return ask(submission, source);
  } catch (error) {
    log.error('a form cannot be mapped; its ticket has the answers as they came', { source: source.name, error });
    const { form = source.name, fields, files } = submission;
    const answers = fields.map(({ label, values }) => `${label}: ${values.join(', ')}`);
    const links = files.flatMap((file) => ('link' in file ? [`${file.filename}: ${file.link}`] : []));
    return { subject: form, text: [...answers, ...links].join('\n'), problems: ['the form could not be mapped'] };
  }
}

/** Those that came with the form; a link to one stays words. */
function toAttachment(file: FormFile, place: number): InboundAttachment[] {
  if (!('content' in file)) return [];
  const { content } = file;
  const contentType = uploadType(file.contentType);
  const filename = fileName(file.filename, contentType, place);
  return [{ filename, contentType, size: content.length, content, inline: false }];
}
