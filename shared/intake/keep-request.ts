import { createHash } from 'node:crypto';
import { PREFIX } from '../names.ts';
import type { Desk } from '../ticket/ports.ts';

/**
 * Keeps the request of a form as it came, and gives its key in the mail bucket. The same request again is the same object;
 * another body under the same id, which a sender must not make, is an object of its own.
 */
export async function keepRequest(
  desk: Pick<Desk, 'files'>,
  { source, id, body }: { source: string; id: string; body: Buffer },
): Promise<string> {
  const hash = createHash('sha256').update(`${id}\n`).update(body).digest('hex').slice(0, 40);
  const key = `${PREFIX.webhooks}${source}/${hash}`;
  await desk.files.write(key, body, 'application/octet-stream');
  return key;
}
