import { describe, expect, it } from 'vitest';
import { messageKeyFor, TICKET_ID, ticketIdFor } from '../../../shared/ticket/identity.ts';

describe('the identity of a ticket', () => {
  it('is the same for the same source, so that a second delivery finds the first', () => {
    expect(ticketIdFor('mail:abc')).toBe(ticketIdFor('mail:abc'));
    expect(messageKeyFor('mail:abc')).toBe(messageKeyFor('mail:abc'));
  });

  it('looks like a ticket id, whatever the source', () => {
    for (let index = 0; index < 500; index += 1) expect(ticketIdFor(`webhook:site:${index}`)).toMatch(TICKET_ID);
  });

  it('differs for another source and for another attempt', () => {
    const ids = [ticketIdFor('mail:abc'), ticketIdFor('mail:abd'), ticketIdFor('mail:abc', 1)];
    expect(new Set(ids).size).toBe(3);
  });
});
