import { hasDottedId, standard } from '../../shared/forms/providers/standard.ts';
import { webhookRequestSchema } from '../../shared/forms/request.ts';
import { keepRequest, otherRequest, requireSameRequest } from '../../shared/intake/keep-request.ts';
import { formSource, openFromForm } from '../../shared/intake/open-from-form.ts';
import { PREFIX } from '../../shared/names.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { createApp, type HttpHandler, type LambdaBindings, serve } from '../http/app.ts';
import { parseJson } from '../http/parse.ts';
import { problem } from '../http/problem.ts';

/** One text for all that can be wrong with a signature: a forger learns nothing from it. */
const NOT_SIGNED = 'The request is not signed as this source signs, or it is too old.';

/** The door for online forms: `POST /webhooks/{source}` with a Standard Webhooks signature becomes a ticket. */
export function createHandler(desk: Desk): HttpHandler {
  const app = createApp<{ Bindings: LambdaBindings }>(desk.log);

  // No colon in a source's name: it parts the name from the webhook's id in what the ticket is derived from.
  app.post('/webhooks/:source{[A-Za-z0-9_-]{1,64}}', async (c) => {
    const source = c.req.param('source');
    const secrets = await desk.secrets.webhookSecrets(source);
    if (!secrets) throw new PublicError(404, 'There is no such webhook source.');

    const bytes = await c.req.arrayBuffer();
    const body = Buffer.from(bytes);
    // The event's own headers: in Hono's, what is not ASCII has been encoded.
    const { headers } = c.env.event;
    requireWebhookId(headers);
    const id = standard.verify({ url: c.req.url, headers, body }, secrets, desk.machineNow())?.id;
    if (id === undefined) {
      desk.log.warn('a webhook was not signed', { source });
      return problem(401, NOT_SIGNED, { headers: { 'www-authenticate': 'Standard-Webhooks' } });
    }

    // Before anything of it is read: what a form has sent is not lost, whatever comes now.
    const place = `${PREFIX.webhooks}${source}/`;
    const raw = await keepRequest(desk, { place, id, body });
    const request = parseJson(webhookRequestSchema, bytes);
    const from = formSource(source, id);
    await requireSameRequest(desk, { source: from, raw, field: 'webhook-id' });
    const { ticket, duplicate } = await openFromForm(desk, request, {
      source: from,
      raw,
      receivedAt: desk.now().toISOString(),
    });
    // Two that came at once: neither saw the other before.
    if (ticket.raw !== raw) throw otherRequest('webhook-id');
    desk.log.info('a webhook was taken', { source, webhookId: id, ticket: ticket.id, duplicate });
    return c.json({ ticket: ticket.id, priority: ticket.priority, respondBy: ticket.clock.deadline, duplicate });
  });

  return serve(app);
}

/** Throws a 400 for an id with a dot: what is signed is then no longer one reading. The rule is public, so saying it helps no forger. */
function requireWebhookId(headers: Record<string, string | undefined>): void {
  if (!hasDottedId(headers)) return;
  const message = 'must have no dot: it is what parts the id from the timestamp in what is signed';
  throw new PublicError(400, 'Some fields are wrong.', [{ field: 'webhook-id', message }]);
}
