import { createHash } from 'node:crypto';
import { PublicError } from '../public-error.ts';
import type { Desk } from '../ticket/ports.ts';
import { ticketOpenedBy } from './opened-by.ts';

/**
 * Keeps a request as it came, and gives its key in the mail bucket, below `place` (which ends in `/`). The same request again is the
 * same object; another body under the same id, which a sender must not make, is an object of its own. `same` is what makes two requests
 * the same, where that is not each byte.
 */
export async function keepRequest(
  desk: Pick<Desk, 'files'>,
  {
    place,
    id,
    body,
    same = body,
    contentType = 'application/octet-stream',
  }: { place: string; id: string; body: Buffer; same?: Buffer; contentType?: string },
): Promise<string> {
  const key = requestKey({ place, id, body: same });
  await desk.files.write(key, body, contentType);
  return key;
}

/** The key in the mail bucket of a request that is kept, or would be. */
export function requestKey({ place, id, body }: { place: string; id: string; body: Buffer }): string {
  const hash = createHash('sha256').update(`${id}\n`).update(body).digest('hex').slice(0, 40);
  return `${place}${hash}`;
}

/**
 * Refuses (422) a request whose id has brought another one, that was kept as something else than `raw`: its words would be lost
 * behind the first one's. `field` is what the sender calls the id.
 */
export async function requireSameRequest(
  desk: Pick<Desk, 'tickets'>,
  { source, raw, field }: { source: string; raw: string; field: string },
): Promise<void> {
  const before = (await ticketOpenedBy(desk, source))?.raw;
  if (before !== undefined && before !== raw) throw otherRequest(field);
}

/** The answer to a request whose id, which the sender calls `field`, has brought another one. */
export function otherRequest(field: string, status = 422): PublicError {
  const message = 'has brought another request: use a new one for each';
  return new PublicError(status, 'The request is refused.', [{ field, message }]);
}
