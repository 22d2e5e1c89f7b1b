import { describe, expect, it } from 'vitest';
import { followLink, readFollowLink } from '../../../../shared/mail/signed/follow-link.ts';
import { readRenderToken, renderToken } from '../../../../shared/mail/signed/render-token.ts';
import { followLinkFor, readerOfLink, withLinksRevoked } from '../../../../shared/ticket/link-access.ts';
import type { Ticket } from '../../../../shared/ticket/ticket.ts';
import { deskOf, waitingTicket } from '../../../support/stories.ts';

const SETTINGS = { webUrl: 'https://desk.example' };
const AT = '2026-11-30T08:00:00.500Z';
const about = { ticketId: 'T-4F7K2M9Q', address: 'anna@rossi.example', at: AT };
const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1);

describe('a follow link', () => {
  const token = tokenOf(followLink('key', SETTINGS, about));

  it('is read back by any of the keys, in any case of letters', () => {
    const read = { ticketId: 'T-4F7K2M9Q', made: '2026-11-30T08:00:00.000Z' };
    expect(readFollowLink(['new', 'key'], token)).toMatchObject(read);
    expect(readFollowLink(['key'], token.toUpperCase())).toMatchObject(read);
  });

  it.each([
    ['of another ticket', token.replace('t-4f7k2m9q', 't-4f7k2m9r')],
    ['of another reader', token.replace(/\.[^.]+\./, '.000000000000.')],
    ['made later', token.replace(/\.([^.]+)\.([^.]+)$/, '.zzzzzz.$2')],
    ['without a signature', token.slice(0, -1)],
    ['with more at its end', `${token}0`],
    ['of a reply address', 't-4f7k2m9q.c.0123456789abcdef'],
    ['of nothing', ''],
  ])('is none when it is %s', (_, forged) => {
    expect(readFollowLink(['key'], forged)).toBeUndefined();
    expect(readFollowLink(['other'], token)).toBeUndefined();
  });
});

describe('what a follow link opens', () => {
  const linkOf = (ticket: Ticket, address: string, now: string) => {
    const link = readFollowLink(['key'], tokenOf(followLinkFor('key', SETTINGS, ticket, { address, now })));
    if (!link) throw new Error('the link is none');
    return link;
  };

  it('is its ticket, for who reads there, for thirty days, until it is revoked', async () => {
    const ticket = await waitingTicket(deskOf(), { participants: [{ address: 'bea@rossi.example' }] });
    const anna = linkOf(ticket, 'anna@rossi.example', AT);
    const bea = linkOf(ticket, 'bea@rossi.example', AT);
    const eve = linkOf(ticket, 'eve@else.example', AT);
    expect(readerOfLink(ticket, anna, {}, AT)).toBe('anna@rossi.example');
    expect(readerOfLink(ticket, bea, {}, AT)).toBe('bea@rossi.example');
    expect(readerOfLink(ticket, eve, {}, AT)).toBeUndefined();
    expect(readerOfLink({ ...ticket, participants: [] }, bea, {}, AT)).toBeUndefined();
    expect(readerOfLink(ticket, anna, {}, '2026-12-30T08:00:01.000Z')).toBeUndefined();
    expect(readerOfLink(ticket, anna, { linkDays: 31 }, '2026-12-30T08:00:01.000Z')).toBe('anna@rossi.example');
    const revoked = withLinksRevoked(ticket, AT);
    expect(readerOfLink(revoked, anna, {}, AT)).toBeUndefined();
    expect(readerOfLink(revoked, linkOf(revoked, 'anna@rossi.example', AT), {}, AT)).toBe('anna@rossi.example');
  });
});

describe('a render token', () => {
  it('has an id of its own each time, and is read back by any of the keys', () => {
    const [one, other] = [renderToken('key', AT), renderToken('key', AT)];
    expect(readRenderToken(['new', 'key'], one)?.made).toBe('2026-11-30T08:00:00.000Z');
    expect(readRenderToken(['key'], one)?.submission).not.toBe(readRenderToken(['key'], other)?.submission);
    for (const forged of [
      one.replace(/^./, (c) => (c === '0' ? '1' : '0')),
      `${one} `,
      '',
      other.slice(0, 26) + one.slice(26),
    ]) {
      expect(readRenderToken(['key'], forged)).toBeUndefined();
    }
    expect(readRenderToken(['other'], one)).toBeUndefined();
  });
});
