import type { Context } from 'hono';
import type { FormProvider } from '../../shared/forms/provider.ts';
import { PROVIDERS } from '../../shared/forms/providers.ts';
import type { FormSource } from '../../shared/forms/source.ts';
import { FORM_PACE } from '../../shared/forms/token-bucket.ts';
import { renderToken } from '../../shared/mail/signed/render-token.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { createApp, type HttpHandler, type LambdaBindings, serve } from '../http/app.ts';
import { idempotencyKey } from '../http/idempotency-key.ts';
import { problem } from '../http/problem.ts';
import { isBrowser, ledToPage } from './browser.ts';
import { MOST_WITH_FILES, type Received, readDelivery } from './delivery.ts';
import { inTime } from './in-time.ts';
import { notingRefusals, notProved, requireIdWithoutDot } from './refusals.ts';
import { takeDelivery } from './take-delivery.ts';

type Providers = Readonly<Record<string, FormProvider>>;

/** No colon in a source's name: it parts the name from the webhook's id in what the ticket is derived from. */
const SOURCE = '/webhooks/:source{[A-Za-z0-9_-]{1,64}}';

/**
 * The door for forms: what a source's provider posts to `POST /webhooks/{source}`, and proves, becomes a ticket. By GET the script of a plain
 * page gets a render token. `siteverify`: where Turnstile is asked.
 */
export function createHandler(desk: Desk, providers: Providers = PROVIDERS, siteverify?: string): HttpHandler {
  // What comes again is known by its words, if by nothing else.
  const app = createApp<DoorEnv>(desk.log, { mostBytes: MOST_WITH_FILES, posting: 'recognised' });

  app.use(async (c, next) => {
    await next();
    const { headers } = c.env.event;
    if (c.res.status >= 400 && isBrowser(headers)) c.res = await ledToPage(c.res, desk.settings.webUrl);
    allowReading(c.res, c.get('source'), headers);
  });
  app.post(SOURCE, async (c) => {
    const patient = inTime(desk);
    const source = await findSource(desk, c);
    const { event } = c.env;
    return notingRefusals(desk, source, () => receive(patient, { source, providers, event, siteverify }));
  });
  app.get(SOURCE, async (c) => {
    const source = await findSource(desk, c);
    if (providerOf(source, providers).from !== 'page')
      return problem(405, 'This address takes POST only.', { headers: { allow: 'POST' } });
    const [key = ''] = await desk.secrets.signingKeys();
    return Response.json({ token: renderToken(key, desk.machineNow().toISOString()) });
  });

  return serve(app);
}

/** `source`: the one that is asked for, once it is found. */
type DoorEnv = { Bindings: LambdaBindings; Variables: { source?: FormSource } };

async function findSource(desk: Desk, c: Context<DoorEnv, typeof SOURCE>): Promise<FormSource> {
  const source = await desk.forms.find(c.req.param('source'));
  if (!source) throw new PublicError(404, 'There is no such webhook source.');
  c.set('source', source);
  if (source.isDisabled) throw new PublicError(410, 'This webhook source takes nothing any more.');
  return source;
}

/** Lets the scripts of a source's own pages read the answer, also what was wrong (https://fetch.spec.whatwg.org/#http-cors-protocol). */
function allowReading(answer: Response, source: FormSource | undefined, { origin = '' }: Received['headers']): void {
  if (!source?.page?.origins.includes(origin)) return;
  answer.headers.set('access-control-allow-origin', origin);
  answer.headers.set('vary', 'origin');
}

type Receiving = {
  source: FormSource;
  providers: Providers;
  event: LambdaBindings['event'];
  siteverify: string | undefined;
};

function providerOf({ name, type }: FormSource, providers: Providers): FormProvider {
  const provider = Object.hasOwn(providers, type) ? providers[type] : undefined;
  if (!provider) throw new Error(`the source ${name} is of a type that is none: ${type}`);
  return provider;
}

/** Takes in a delivery that its source proves, as fast as one source may send. */
async function receive(desk: Desk, { source, providers, event, siteverify }: Receiving): Promise<Response> {
  const provider = providerOf(source, providers);
  // The event's own body and headers: Hono has encoded and decoded its.
  const delivery = readDelivery(event, provider);
  requireIdWithoutDot(provider, delivery);
  const key = idempotencyKey(delivery.headers['idempotency-key']);
  // A plain page has no secret: it proves itself by where it is.
  const proofs = provider.from === 'page' ? (source.page?.origins ?? []) : source.secrets;
  const proved = provider.verify(delivery, proofs, desk.machineNow());
  if (!proved) return notProved(desk, { source, provider }, delivery);

  // Only now: a forger must not use up what the source may send. Of a page anybody can send, so that each network is counted for itself.
  const waitMs = provider.from === 'page' ? 0 : await desk.tokenBucket.take(source.name, FORM_PACE, desk.machineNow());
  if (waitMs > 0) {
    const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)) };
    return problem(429, 'This source sends too fast: send it again later, nothing happens twice.', { headers });
  }
  return takeDelivery(desk, { source, provider, delivery, id: proved.id, key, siteverify });
}
