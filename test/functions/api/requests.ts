import { createHandler } from '../../../functions/api/handler.ts';
import type { Customer } from '../../../shared/customer/customer.ts';
import { type Asked, ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, rossi } from '../../support/stories.ts';

const bianchi: Customer = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], plan: 'premium' };

/** A call of a customer who bought phone support. */
export const CALL = {
  email: 'bea@bianchi.example',
  subject: 'No network',
  body: 'She called: all is down.',
  channel: 'phone',
};

/** A desk with a Basic and a Premium customer. */
export const apiDesk = () => deskOf({ customers: [rossi, bianchi] });

/** Asks as Ada, unless the test says otherwise. */
export function api(desk: MemoryDesk, asked: Asked) {
  return ask(createHandler(desk), { claims: { email: 'ada@support.example' }, ...asked });
}

type Fields = Record<string, unknown>;

export function file(desk: MemoryDesk, fields: Fields, headers = {}, claims = { email: 'ada@support.example' }) {
  return api(desk, { method: 'POST', path: '/api/tickets', body: JSON.stringify(fields), headers, claims });
}

export function respond(desk: MemoryDesk, id: string, fields: Fields, headers = {}) {
  return api(desk, { method: 'POST', path: `/api/tickets/${id}/responses`, body: JSON.stringify(fields), headers });
}

export function patch(desk: MemoryDesk, id: string, fields: Fields) {
  return api(desk, { method: 'PATCH', path: `/api/tickets/${id}`, body: JSON.stringify(fields) });
}
