import { describe, expect, it } from 'vitest';
import { withoutOurs } from '../../../../shared/mail/own-content/without-ours.ts';
import { companyLink } from '../../../../shared/mail/signed/company-link.ts';
import { holdsSigned } from '../../../../shared/mail/signed/find-signed.ts';
import { followLink } from '../../../../shared/mail/signed/follow-link.ts';
import { replyAddress } from '../../../../shared/mail/signed/reply-address.ts';

const TICKET_URL = 'https://desk.example/tickets/{id}';
const ADDRESS = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: 'T-4F7K2M9Q' });
const LINK = 'https://desk.example/tickets/T-4F7K2M9Q';
const FILE = 'https://desk.example/files/T-4F7K2M9Q/01abc/0/0123456789abcdef';

describe('what somebody quotes, for others', () => {
  it.each([
    [
      'marked',
      `Yes.\n> To: <${ADDRESS}>\n> see ${LINK} and (${FILE})\n\nBye.`,
      'Yes.\n> To: <[…]>\n> see […] and ([…])\n\nBye.',
    ],
    [
      'below a header block',
      `Yes.\n\nFrom: Desk <help@support.example>\nSent: Monday, November 30, 2026 10:30 AM\nTo: ${ADDRESS}\nSubject: x\n\n${LINK}`,
      'Yes.\n\nFrom: Desk <help@support.example>\nSent: Monday, November 30, 2026 10:30 AM\nTo: […]\nSubject: x\n\n[…]',
    ],
    [
      'forwarded',
      `---------- Forwarded message ---------\nFrom: x\n\n${FILE}`,
      '---------- Forwarded message ---------\nFrom: x\n\n[…]',
    ],
    ['broken in two', `> ${LINK.slice(0, 30)}\n> ${LINK.slice(30)} is ours\nBye.`, '> […]\n>  is ours\nBye.'],
  ])('has nothing of ours, and all else: %s', (_, text, shown) => {
    expect(withoutOurs(text, TICKET_URL).replace(/^(> \[…\])\s*$/m, '$1')).toBe(shown);
  });

  const FOLLOW = followLink(
    'a signing key for tests only',
    { webUrl: 'https://help.rossi.example/support' },
    { ticketId: 'T-4F7K2M9Q', address: 'anna@rossi.example', at: '2026-11-30T08:00:00.000Z' },
  );
  const cutOf = (text: string) => withoutOurs(text, TICKET_URL);

  it('has no link to follow a ticket, wherever it was broken', () => {
    for (let first = 1; first < FOLLOW.length; first += 1) {
      for (let second = first; second < FOLLOW.length; second += 1) {
        const pieces = [FOLLOW.slice(0, first), FOLLOW.slice(first, second), FOLLOW.slice(second)].filter(Boolean);
        const shown = cutOf(`It is mine.\n> see ${pieces.join('\n> ')} for more`);
        expect(holdsSigned(shown)).toBe(false);
        expect(shown).not.toContain(FOLLOW.slice(-16));
        expect(shown).toMatch(/^It is mine\.\n> see .*for more$/s);
      }
    }
  });

  it.each([
    ['in capitals', FOLLOW.toUpperCase()],
    ['with its end', `${FOLLOW}#not-me`],
    ['in another link', `https://safe.example/?url=${encodeURIComponent(FOLLOW)}&data=05`],
    ['in a link in another link', `https://safe.example/?u=${encodeURIComponent(encodeURIComponent(FOLLOW))}`],
    ['in percent signs', [...FOLLOW].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join('')],
    ['in a link of Proofpoint’s', `https://urldefense.com/v3/__${FOLLOW}__;!!Abc$`],
  ])('has no link to follow a ticket, %s', (_, link) => {
    expect(cutOf(`Yes.\n> Follow your request: ${link} and more`)).toBe('Yes.\n> Follow your request: […] and more');
  });

  it('has no link to a company’s requests, wherever it was broken, or in another link', () => {
    const settings = { webUrl: 'https://help.rossi.example/support' };
    const about = { customerId: 'rossi-2', address: 'boss@rossi.example', at: '2026-11-30T08:00:00.000Z' };
    const link = companyLink('a signing key for tests only', settings, about);
    for (let first = 1; first < link.length; first += 1) {
      const shown = cutOf(`It is mine.\n> see ${link.slice(0, first)}\n> ${link.slice(first)} for more`);
      expect(holdsSigned(shown)).toBe(false);
      expect(shown).not.toContain(link.slice(-16));
    }
    const other = `https://safe.example/?url=${encodeURIComponent(link)}&data=05`;
    expect(cutOf(`Yes.\n> See ${other} and more`)).toBe('Yes.\n> See […] and more');
  });

  it('leaves alone what they wrote themselves, and what is not ours', () => {
    for (const text of [`The link ${FILE} is broken.`, '> see https://desk.example/help, help@support.example']) {
      expect(withoutOurs(text, TICKET_URL)).toBe(text);
    }
  });
});
