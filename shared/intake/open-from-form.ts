import type * as z from 'zod';
import type { webhookRequestSchema } from '../forms/request.ts';
import { priorityLine } from '../mail/priority-line.ts';
import { priorityTag } from '../mail/priority-tag.ts';
import { FLOOD_SILENCE, isOneTooMany } from '../ticket/flood.ts';
import type { Desk } from '../ticket/ports.ts';
import { openTicket } from '../use-cases/open-ticket.ts';
import { ticketOpenedBy } from './opened-by.ts';

export type FormRequest = z.infer<typeof webhookRequestSchema>;

/** Where the ticket of a form's request comes from: the form's name has no colon, its ids may. */
const SOURCE = /^webhook:([^:]+):/;

export const formSource = (form: string, id: string) => `webhook:${form}:${id}`;

/** The form that a ticket with this source came by; undefined when it came by none. */
export const formOf = (source: string) => SOURCE.exec(source)?.[1];

/**
 * The request of a form becomes a ticket, or finds its own; one of a flood in the name of whom it names, without an acknowledgement
 * (docs/promise.md section 9). `receivedAt` (ISO, UTC) is when it reached the desk.
 */
export async function openFromForm(
  desk: Desk,
  request: FormRequest,
  { source, raw, receivedAt }: { source: string; raw: string; receivedAt: string },
) {
  // A sender that tries again has been counted.
  const opened = await ticketOpenedBy(desk, source);
  const flood = opened
    ? (opened.flood ?? false)
    : await isOneTooMany(desk, { from: request.email, source, at: receivedAt });
  return openTicket(desk, {
    source,
    channel: 'webhook',
    door: { name: `webhook:${formOf(source)}`, defaults: {} },
    receivedAt,
    // The signature proves the form, not who filled it in: anybody can write anybody's address there.
    requester: { address: request.email, name: request.name, verified: false },
    subject: request.subject,
    text: request.body,
    attachments: [],
    raw,
    priority: request.priority ?? priorityTag(request.subject) ?? priorityLine(request.body),
    silent: flood,
    flood,
    warnings: flood ? [`not acknowledged: ${FLOOD_SILENCE}`] : [],
    by: `customer:${request.email}`,
  });
}
