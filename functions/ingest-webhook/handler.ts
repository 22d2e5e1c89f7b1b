import type { FormProvider } from '../../shared/forms/provider.ts';
import { PROVIDERS } from '../../shared/forms/providers.ts';
import type { FormSource } from '../../shared/forms/source.ts';
import { FORM_PACE } from '../../shared/forms/token-bucket.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { createApp, type HttpHandler, type LambdaBindings, serve } from '../http/app.ts';
import { idempotencyKey } from '../http/idempotency-key.ts';
import { problem } from '../http/problem.ts';
import { MOST_WITH_FILES, readDelivery } from './delivery.ts';
import { notingRefusals, notProved, requireIdWithoutDot } from './refusals.ts';
import { takeDelivery } from './take-delivery.ts';

type Providers = Readonly<Record<string, FormProvider>>;

/** The door for forms: what a source's provider posts to `POST /webhooks/{source}`, and proves, becomes a ticket. */
export function createHandler(desk: Desk, providers: Providers = PROVIDERS): HttpHandler {
  // What comes again is known by its words, if by nothing else.
  const app = createApp<{ Bindings: LambdaBindings }>(desk.log, { mostBytes: MOST_WITH_FILES, posting: 'recognised' });

  // No colon in a source's name: it parts the name from the webhook's id in what the ticket is derived from.
  app.post('/webhooks/:source{[A-Za-z0-9_-]{1,64}}', async (c) => {
    const source = await desk.forms.find(c.req.param('source'));
    if (!source) throw new PublicError(404, 'There is no such webhook source.');
    if (source.isDisabled) throw new PublicError(410, 'This webhook source takes nothing any more.');
    return notingRefusals(desk, source, () => receive(desk, { source, providers, event: c.env.event }));
  });

  return serve(app);
}

/** Takes in a delivery that its source proves, as fast as one source may send. */
async function receive(
  desk: Desk,
  { source, providers, event }: { source: FormSource; providers: Providers; event: LambdaBindings['event'] },
): Promise<Response> {
  const provider = Object.hasOwn(providers, source.type) ? providers[source.type] : undefined;
  if (!provider) throw new Error(`the source ${source.name} is of a type that is none: ${source.type}`);
  // The event's own body and headers: Hono has encoded and decoded its.
  const delivery = readDelivery(event, provider);
  requireIdWithoutDot(provider, delivery);
  const key = idempotencyKey(delivery.headers['idempotency-key']);
  const proved = provider.verify(delivery, source.secrets, desk.machineNow());
  if (!proved) return notProved(desk, source, delivery);

  // Only now: a forger must not use up what the source may send.
  const waitMs = await desk.tokenBucket.take(source.name, FORM_PACE, desk.machineNow());
  if (waitMs > 0) {
    const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)) };
    return problem(429, 'This source sends too fast: send it again later, nothing happens twice.', { headers });
  }
  return takeDelivery(desk, { source, provider, delivery, id: proved.id, key });
}
