import { describe, expect, it } from 'vitest';
import { holdsMailOfOurs } from '../../../../shared/mail/own-content/mail-of-ours.ts';
import { attachmentLink } from '../../../../shared/mail/signed/attachment-link.ts';
import { bounceAddress } from '../../../../shared/mail/signed/bounce-address.ts';
import { digestAddress } from '../../../../shared/mail/signed/digest-address.ts';
import { followLink } from '../../../../shared/mail/signed/follow-link.ts';
import { heldAddress } from '../../../../shared/mail/signed/held-address.ts';
import { replyAddress } from '../../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../../shared/mail/signed/thread-id.ts';
import { memoryDesk } from '../../../support/memory-desk.ts';

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const OTHER = 'T-4F7K2M9Q';
const { settings } = memoryDesk();
const OURS = { ticketUrl: settings.ticketUrl, addresses: [SUPPORT], ticketId: 'T-AAAAAAAA' };
const holds = (text: string, html?: string) => holdsMailOfOurs({ text, html }, OURS);

const SIGNED = {
  'an agent’s address': replyAddress(KEY, SUPPORT, { ticketId: OTHER, agentId: 'ada-of-the-desk' }),
  'a customer’s address': replyAddress(KEY, SUPPORT, { ticketId: OTHER, serial: 7 }),
  'the address of a held mail': heldAddress(KEY, SUPPORT, { entryId: 'Q-06BV0M6PR09XT3K5Y2W4', agentId: 'ada' }),
  'the address of a digest': digestAddress(KEY, SUPPORT, '06BV0M6P'),
  'the return path of an answer': bounceAddress(KEY, SUPPORT, { ticketId: OTHER, messageKey: '01abc', resent: 3 }),
  'the return path of a copy': bounceAddress(KEY, SUPPORT, {
    ...{ ticketId: OTHER, messageKey: '0123456789abcdef', resent: 3 },
    sentTo: { to: '06BV0M6P', as: 'copied' },
  }),
  'the return path of a notice': bounceAddress(KEY, SUPPORT, { ticketId: OTHER, to: '06BV0M6P', timer: 2 }),
  'a signed id': threadId(KEY, SUPPORT, OTHER),
  'a link to a file': attachmentLink(KEY, settings, { ticketId: OTHER, messageKey: '01abc', index: 0 }),
  'a link to follow a ticket': followLink(
    KEY,
    { webUrl: 'https://help.rossi.example/support' },
    { ticketId: OTHER, address: 'bea@verdi.example', at: '2026-11-30T08:00:00.000Z' },
  ),
  'a link to a ticket': `https://desk.example/tickets/${OTHER}`,
};

describe.each(Object.entries(SIGNED))('%s', (_, signed) => {
  it.each([
    ['alone', signed],
    ['in a sentence, in capitals', `Write to ${signed.toUpperCase()}.`],
    ['broken in the middle', `${signed.slice(0, 20)}\n${signed.slice(20)}`],
    ['broken in a quote', `> ${signed.slice(0, 25)}\n> ${signed.slice(25)}`],
    ['with a soft line break in it', `${signed.slice(0, 25)}=\n${signed.slice(25)}`],
    ['in a link of Proofpoint’s', `https://urldefense.com/v3/__${signed}__;!!Abc$`],
    ['with other dashes', signed.replaceAll('-', '\u2011')],
    ['with something unseen in it', signed.replace('.', '\u200b.')],
    ['in another link', `https://safe.example/?url=${encodeURIComponent(signed)}&data=05`],
    ['in a link in another link', `https://safe.example/?u=${encodeURIComponent(encodeURIComponent(signed))}`],
  ])('is found %s', (_way, text) => {
    expect(holds(`It works.\n\n${text}`)).toBe(true);
  });

  it.each([
    ['where a link leads to', `<a href="mailto:${signed}">Answer by mail</a>`],
    ['in a link with percent signs', `<a href="https://safe.example/?u=${encodeURIComponent(signed)}">here</a>`],
    ['as the name of a picture', `<img alt="${signed}" src="cid:a">`],
    ['cut by tags', `${signed.slice(0, 22)}<wbr>${signed.slice(22)}`],
    ['in entities', signed.replaceAll('<', '&lt;').replaceAll('.', '&#46;').replaceAll('-', '&#x2d;')],
  ])('is found %s', (_way, html) => {
    expect(holds('It works.', `<p>It works.</p>${html}`)).toBe(true);
  });
});

describe('what is known of a mail of ours', () => {
  it.each([
    'T-4F7K2M9Q  P3  Printer on floor 2',
    'It works.\nP1 *T-4F7K2M9Q* Orders',
    'Subject: [T-4F7K2M9Q] P1 Orders',
    'An answer goes to: bea@verdi.example',
    '*La risposta va a:* bea@verdi.example',
    'thank you for writing. Your request is now ticket T-4F7K2M9Q, and one of us is going to answer you.',
    'Hello Bea,\n\npush it.\n\n-- \nAda\nTicket T-4F7K2M9Q. Reply to this mail to go on.',
    '---------- Forwarded message ---------\nFrom: Desk <help@support.example>\nDate: Mon, 30 Nov 2026 at 10:30\nSubject: x\n\nPush it.',
  ])('is found: %j', (text) => {
    expect(holds(text)).toBe(true);
  });

  it('is the link of Proofpoint’s older form, too', () => {
    const link = `https://urldefense.proofpoint.com/v2/url?u=https-3A__desk.example_tickets_T-2D4F7K2M9Q&d=DwMF`;
    expect(holds(link)).toBe(true);
  });

  it.each([
    'Write to help@support.example, or see https://desk.example/help and https://desk.example/tickets/ for more.',
    'It is the same as T-4F7K2M9Q, which we mend this week.',
    'Raise it to P1 if it happens again: T-AAAAAAAA is still P3.',
    'To: help@support.example works for your colleagues, help+sales@support.example does not.',
    'Your ticket T-AAAAAAAA. Reply to this mail to go on.',
    'An answer goes to whoever asked.',
    'From 1 December on please write to help@support.example, at any time.',
    'Take version 1.2.3-rc.4 (t-mobile.example.com, q-park.example, d-link.example).',
  ])('is not found in %j', (text) => {
    expect(holds(text, `<p>${text}</p><a href="https://desk.example/status">status</a>`)).toBe(false);
  });
});
