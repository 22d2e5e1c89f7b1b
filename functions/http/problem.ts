import { STATUS_CODES } from 'node:http';
import type { FieldError } from '../../shared/public-error.ts';

/** A problem as RFC 9457 has it. The type is `about:blank`, so the title is the status's own phrase (section 4.2.1). */
export function problem(
  status: number,
  detail: string,
  { errors = [], headers = {} }: { errors?: readonly FieldError[]; headers?: Record<string, string> } = {},
): Response {
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    ...(errors.length > 0 && { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}
