import type { Door } from '../ticket/desk-addresses.ts';
import { FLOOD_SILENCE, isOneTooMany } from '../ticket/flood.ts';
import type { Desk } from '../ticket/ports.ts';
import { openTicket } from '../use-cases/open-ticket.ts';
import type { FormRequest } from './form-request.ts';
import { NOBODY } from './nobody.ts';
import { ticketOpenedBy } from './opened-by.ts';

/** Where the ticket of a form's request comes from: the form's name has no colon, its ids may. */
const SOURCE = /^webhook:([^:]+):/;

export const formSource = (form: string, id: string) => `webhook:${form}:${id}`;

/** The form that a ticket with this source came by; undefined when it came by none. */
export const formOf = (source: string) => SOURCE.exec(source)?.[1];

/**
 * The request of a form becomes a ticket, or finds its own; one of a flood in the name of whom it names, without an acknowledgement
 * (docs/promise.md section 9). `receivedAt` (ISO, UTC) is when it reached the desk; `defaults` are its source's. `isSmoke`:
 * `desk smoke` signed it.
 */
export async function openFromForm(
  desk: Desk,
  request: FormRequest,
  from: { source: string; raw: string; receivedAt: string; defaults?: Door['defaults']; isSmoke?: boolean },
) {
  const { source, raw, receivedAt, defaults = {}, isSmoke: smoke = false } = from;
  const { email, name, subject, text, priority, language, files } = request;
  const form = formOf(source);
  // A sender that tries again has been counted. Who names nobody is one of that form's.
  const opened = await ticketOpenedBy(desk, source);
  const flood = opened
    ? (opened.flood ?? false)
    : !smoke && (await isOneTooMany(desk, { from: email ?? `unknown@${form}.invalid`, source, at: receivedAt }));
  const address = email ?? NOBODY;
  return openTicket(desk, {
    source,
    channel: 'webhook',
    // What the form asked in goes before what its source says of all.
    door: { name: `webhook:${form}`, defaults: { ...defaults, ...(language && { language }) } },
    receivedAt,
    // The provider proves the form, not who filled it in: anybody can write anybody's address there.
    requester: { address, name, verified: false },
    subject,
    text,
    attachments: files,
    raw,
    priority,
    language,
    silent: flood || email === undefined,
    flood,
    ...(smoke && { smoke }),
    warnings: [...request.warnings, ...(flood ? [`not acknowledged: ${FLOOD_SILENCE}`] : [])],
    by: `customer:${address}`,
  });
}
