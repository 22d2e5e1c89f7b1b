import { describe, expect, it } from 'vitest';
import { companyLink, readCompanyLink } from '../../../../shared/mail/signed/company-link.ts';
import { followLink } from '../../../../shared/mail/signed/follow-link.ts';
import { contactOfLink } from '../../../../shared/ticket/company-access.ts';
import { rossi } from '../../../support/stories.ts';

const SETTINGS = { webUrl: 'https://desk.example' };
const AT = '2026-11-30T08:00:00.500Z';
const BOSS = 'boss@rossi.example';
const ABOUT = { customerId: 'rossi', address: BOSS, at: AT };
const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1);
const TOKEN = tokenOf(companyLink('key', SETTINGS, ABOUT));

describe('a company link', () => {
  it('is read back by any of the keys, in any case of letters', () => {
    expect(companyLink('key', SETTINGS, ABOUT)).toMatch(/^https:\/\/desk\.example\/desk\/c\/rossi\./);
    const read = { customerId: 'rossi', made: '2026-11-30T08:00:00.000Z' };
    expect(readCompanyLink(['new', 'key'], TOKEN)).toMatchObject(read);
    expect(readCompanyLink(['key'], TOKEN.toUpperCase())).toMatchObject(read);
  });

  it.each([
    ['of another company', TOKEN.replace('rossi', 'verdi')],
    ['of another reader', TOKEN.replace(/\.[^.]+\./, '.000000000000.')],
    ['made later', TOKEN.replace(/\.([^.]+)\.([^.]+)$/, '.zzzzzz.$2')],
    ['without a signature', TOKEN.slice(0, -1)],
    ['with more at its end', `${TOKEN}0`],
    ['of a ticket', tokenOf(followLink('key', SETTINGS, { ticketId: 'T-4F7K2M9Q', address: BOSS, at: AT }))],
    ['of nothing', ''],
  ])('is none when it is %s', (_, forged) => {
    expect(readCompanyLink(['key'], forged)).toBeUndefined();
    expect(readCompanyLink(['other'], TOKEN)).toBeUndefined();
  });

  it('of a company whose id is like a ticket’s number is no follow link, and none of it a company’s', () => {
    const made = { customerId: 't-4f7k2m9q', address: BOSS, at: AT };
    const signature = (link: string) => link.slice(-16);
    const follow = followLink('key', SETTINGS, { ticketId: 'T-4F7K2M9Q', address: BOSS, at: AT });
    expect(signature(companyLink('key', SETTINGS, made))).not.toBe(signature(follow));
    expect(readCompanyLink(['key'], tokenOf(follow))).toBeUndefined();
  });
});

describe('what a company link opens', () => {
  const read = readCompanyLink(['key'], TOKEN);
  if (!read) throw new Error('the link is none');
  const named = { ...rossi, portal: { contacts: ['anna@rossi.example', BOSS] } };

  it('is its company, for thirty days, as long as the record names its reader', () => {
    expect(contactOfLink(named, read, {}, AT)).toBe(BOSS);
    expect(contactOfLink(named, read, {}, '2026-12-30T08:00:00.000Z')).toBe(BOSS);
    expect(contactOfLink(named, read, {}, '2026-12-30T08:00:01.000Z')).toBeUndefined();
    expect(contactOfLink(named, read, { linkDays: 31 }, '2026-12-30T08:00:01.000Z')).toBe(BOSS);
    expect(contactOfLink({ ...named, portal: { contacts: ['anna@rossi.example'] } }, read, {}, AT)).toBeUndefined();
    expect(contactOfLink(rossi, read, {}, AT)).toBeUndefined();
  });
});
