import type { FormProvider } from '../../shared/forms/provider.ts';
import type { FormSource } from '../../shared/forms/source.ts';
import { noteRefused } from '../../shared/intake/note-form.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { problem } from '../http/problem.ts';
import { notUtf8, type Received } from './delivery.ts';

/** One text for all that can be wrong with what proves a delivery: a forger learns nothing from it. */
const NOT_PROVED = 'The request is not signed as this source signs, or has not its token, or is too old.';
/** Of a plain page: who sees it can mend it. */
const OTHER_PAGE = 'The form is on a page that is none of this source: see desk sources change --origin.';

/** What a delivery is refused for that its source's owner can mend: what it is, not when or how often it came. */
const OF_ITS_FORM = [400, 413, 415];

/** Does what takes a delivery in; what is refused of its form is noted for the source's owner. */
export async function notingRefusals<T>(desk: Desk, source: FormSource, take: () => Promise<T>): Promise<T> {
  try {
    return await take();
  } catch (error) {
    if (error instanceof PublicError && OF_ITS_FORM.includes(error.status))
      await noteRefused(desk, source, wordsOf(error));
    throw error;
  }
}

/** The answer to a delivery that proves nothing. One that has lost bytes on its way to us can prove nothing: its sender hears that instead. */
export async function notProved(
  desk: Desk,
  { source, provider }: { source: FormSource; provider: FormProvider },
  { hasLost }: Pick<Received, 'hasLost'>,
): Promise<Response> {
  if (hasLost !== false) throw notUtf8();
  if (provider.from === 'page') {
    await noteRefused(desk, source, 'it is on a page that is none of its origins');
    return problem(401, OTHER_PAGE, { headers: { 'www-authenticate': challengeOf(source) } });
  }
  desk.log.warn('a webhook was not signed', { source: source.name });
  await noteRefused(desk, source, 'it is not signed as it should be');
  return problem(401, NOT_PROVED, { headers: { 'www-authenticate': challengeOf(source) } });
}

/** A Standard Webhook's id must have no dot: what is signed is then no longer one reading. The rule is public, so saying it helps no forger. */
export function requireIdWithoutDot({ name }: FormProvider, { headers }: Received): void {
  const field = ['webhook-id', 'svix-id'].find((each) => headers[each]?.includes('.'));
  if (name !== 'standard' || field === undefined) return;
  const message = 'must have no dot: it is what parts the id from the timestamp in what is signed';
  throw new PublicError(400, 'Some fields are wrong.', [{ field, message }]);
}

/** Which fields are wrong, and not what stands in them: those are a stranger's words, and go into a mail of ours. */
function wordsOf({ message, errors }: PublicError): string {
  const fields = errors.map(({ field }) => field).join(', ');
  return fields ? `${message} ${fields}` : message;
}

/** The way to prove a delivery, as a 401 has to name one (RFC 9110, section 15.5.2). */
function challengeOf({ type }: FormSource): string {
  return type === 'standard' ? 'Standard-Webhooks' : 'Webhook';
}
