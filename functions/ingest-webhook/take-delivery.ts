import type { FormProvider } from '../../shared/forms/provider.ts';
import type { FormSource } from '../../shared/forms/source.ts';
import type { Submission } from '../../shared/forms/submission.ts';
import { type FormIdentity, formIdentity, sourceOfForm } from '../../shared/intake/form-identity.ts';
import { type FormRequest, keepFormRequest } from '../../shared/intake/form-request.ts';
import { keepRequest, otherRequest } from '../../shared/intake/keep-request.ts';
import { lookingAhead } from '../../shared/intake/look-ahead.ts';
import { holdRejected, noteDelivered } from '../../shared/intake/note-form.ts';
import { openFromForm } from '../../shared/intake/open-from-form.ts';
import { ticketOpenedBy } from '../../shared/intake/opened-by.ts';
import { isSmokeForm, SMOKE_HEADER } from '../../shared/mail/signed/smoke-form.ts';
import { PREFIX } from '../../shared/names.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { isSmoke } from '../../shared/ticket/smoke.ts';
import { TaskBusy } from '../../shared/ticket/task.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { RETRY_AFTER_SECONDS } from '../http/failure.ts';
import { problem } from '../http/problem.ts';
import { notUtf8, type Received } from './delivery.ts';
import { readRequest } from './read-request.ts';
import { takePage } from './take-page.ts';

/** A delivery that its source has proved. `id` is the sender's own, outside of the body; `key` its Idempotency-Key. */
export type Proved = {
  source: FormSource;
  provider: FormProvider;
  delivery: Received;
  id: string | undefined;
  key: string | undefined;
  /** Where Turnstile is asked of a plain page. */
  siteverify?: string | undefined;
};

/** A delivery that is kept: as what, and by what it is known. */
type Kept = { source: FormSource; identity: FormIdentity; raw: string; receivedAt: string; isSmoke: boolean };

/**
 * A delivery becomes a ticket, or finds its own.
 *
 * 1. Read it, and keep it as it came, also when it cannot be read: nothing is lost from here on.
 * 2. Answer a greeting; refuse what its sender is told of.
 * 3. Refuse what comes with the id of another, and list it: its words would be lost behind the first one's.
 * 4. Keep what it asks, and open its ticket.
 *
 * A plain page's form goes the online desk's way instead of all this: who fills it in is told what is wrong, and has it still.
 *
 * Throws `TaskBusy` while the same is at work, a `PublicError`, and what a port throws: sending it again does nothing twice.
 */
export async function takeDelivery(
  desk: Desk,
  { source, provider, delivery, id, key, siteverify }: Proved,
): Promise<Response> {
  const { body, contentType } = delivery;
  const read = await attempt(async () => {
    if (delivery.hasLost) throw notUtf8();
    return provider.read(delivery);
  });
  if (provider.from === 'page' && 'failed' in read) throw read.failed;
  const submission: Partial<Submission> = 'done' in read ? read.done : {};
  const same = submission.same === undefined ? body : Buffer.from(submission.same);
  const identity = formIdentity({ id: id ?? submission.id, key, same });
  if ('done' in read && read.done.page) {
    const { page } = read.done;
    const request = readRequest(desk, source, { delivery, submission: read.done });
    const from = { source, delivery, request, page, same: same.toString(), identity, siteverify };
    return orStillAtWork(identity, () => takePage(desk, from));
  }
  const place = `${PREFIX.webhooks}${source.name}/`;
  const raw = await keepRequest(desk, { place, id: identity.id, body, same, contentType });
  if ('failed' in read) throw read.failed;

  const receivedAt = desk.now().toISOString();
  const isSmoke = await isOfSmoke(desk, source, { delivery, at: receivedAt });
  const kept = { source, identity, raw, receivedAt, isSmoke };
  if (read.done.isGreeting) {
    await noteDelivered(desk, source, raw);
    return Response.json({ ticket: null, duplicate: false });
  }
  const request = readRequest(desk, source, { delivery, submission: read.done });
  return orStillAtWork(identity, () => open(desk, request, kept));
}

/** Says so (409) where another delivery with the same key is not done yet: without a key it is the 503 that a `TaskBusy` is. */
async function orStillAtWork(identity: FormIdentity, take: () => Promise<Response>): Promise<Response> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof TaskBusy && identity.by === 'key')) throw error;
    return problem(409, 'A request with this Idempotency-Key is still being worked on: send it again in a moment.', {
      headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    });
  }
}

/** Whether `desk smoke` signed it, beside the source's own signature, which every delivery has had to prove by now. */
async function isOfSmoke(
  desk: Desk,
  { name }: FormSource,
  { delivery, at }: { delivery: Received; at: string },
): Promise<boolean> {
  const token = delivery.headers[SMOKE_HEADER];
  return token !== undefined && isSmokeForm(await desk.secrets.signingKeys(), name, { token, at });
}

async function open(desk: Desk, request: FormRequest, kept: Kept): Promise<Response> {
  const { source: form, identity, raw, receivedAt, isSmoke: isRun } = kept;
  const ahead = lookingAhead(desk);
  ahead.team();
  if (request.email !== undefined) ahead.opening({ address: request.email });
  const source = await sourceOfForm(desk, form.name, identity, receivedAt);
  const before = await ticketOpenedBy(desk, source);
  if (before && isOther(before, raw)) throw await rejected(desk, kept);
  await keepFormRequest(desk, raw, request);
  const from = { source, raw, receivedAt, defaults: form.defaults ?? {}, isSmoke: isRun };
  const { ticket, duplicate } = await openFromForm(ahead.desk, request, from);
  // Two that came at once: neither saw the other before.
  if (isOther(ticket, raw)) throw await rejected(desk, kept);
  // Of a smoke run nothing is left at the source: its owner counts on what is noted there.
  if (!isSmoke(ticket)) await noteDelivered(desk, form, raw);
  desk.log.info('a webhook was taken', { source: form.name, ticket: ticket.id, duplicate });
  return Response.json({ ticket: ticket.id, priority: ticket.priority, respondBy: ticket.clock.deadline, duplicate });
}

const isOther = (ticket: Ticket, raw: string) => ticket.raw !== undefined && ticket.raw !== raw;

/** The refusal of a delivery whose id has brought another. It is listed first: a sender with one id for all would lose every later one. */
async function rejected(desk: Desk, { source, identity: { by, id }, raw, receivedAt }: Kept): Promise<Error> {
  await holdRejected(desk, { source, id, raw, at: receivedAt });
  if (by === 'key') return otherRequest('Idempotency-Key');
  return otherRequest(source.type === 'standard' ? 'webhook-id' : 'id', 409);
}

async function attempt<T>(work: () => Promise<T>): Promise<{ done: T } | { failed: unknown }> {
  try {
    return { done: await work() };
  } catch (failed) {
    return { failed };
  }
}
