import type { FormDelivery } from './provider.ts';

/** The value of a header, whatever the case in which the sender wrote its name; empty when there is none. `name` is in lower case. */
export function headerOf(headers: FormDelivery['headers'], name: string): string {
  const value = headers[name];
  if (value !== undefined) return value;
  for (const key in headers) if (key.length === name.length && key.toLowerCase() === name) return headers[key] ?? '';
  return '';
}
