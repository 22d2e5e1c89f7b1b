import { describe, expect, it } from 'vitest';
import { withoutOurs } from '../../../../shared/mail/own-content/without-ours.ts';
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

  it('leaves alone what they wrote themselves, and what is not ours', () => {
    for (const text of [`The link ${FILE} is broken.`, '> see https://desk.example/help, help@support.example']) {
      expect(withoutOurs(text, TICKET_URL)).toBe(text);
    }
  });
});
