import type { FormDelivery } from '../../../shared/forms/provider.ts';

const BOUNDARY = 'grenze';

/** A delivery to a source, as JSON unless `type` says another. */
export function delivered(
  body: unknown,
  {
    type = 'application/json',
    headers = {},
    token,
  }: { type?: string; headers?: FormDelivery['headers']; token?: string } = {},
): FormDelivery {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return {
    url: `https://desk.example.com/webhooks/site${token === undefined ? '' : `?token=${token}`}`,
    headers: { 'content-type': type, ...headers },
    body: Buffer.from(text as string),
  };
}

/** A body of parts, each with its headers. */
export function multipart(...parts: string[]): { body: Buffer; type: string } {
  const body = `${parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join('')}--${BOUNDARY}--\r\n`;
  return { body: Buffer.from(body), type: `multipart/form-data; boundary=${BOUNDARY}` };
}

/** A form of plain fields, in parts. */
export function fieldsInParts(fields: Record<string, string>): { body: Buffer; type: string } {
  const disposition = (name: string) => `Content-Disposition: form-data; name="${name}"`;
  return multipart(...Object.entries(fields).map(([name, value]) => `${disposition(name)}\r\n\r\n${value}`));
}
