import { describe, expect, it } from 'vitest';
import { noticeDigest } from '../../../../shared/mail/templates/notice-digest.ts';
import { noticeDigestView } from './views.ts';

const { subject, text, html } = noticeDigest(noticeDigestView());

describe('notices in one mail', () => {
  it('come with the most urgent first, of these the one that is due first', () => {
    expect(subject).toBe('3 notices in one mail');
    for (const part of [text, html]) {
      const order = ['T-4F7K2M9S', 'T-4F7K2M9R', 'T-4F7K2M9Q'].map((ticketId) => part.indexOf(ticketId));
      expect(order.every((at) => at >= 0)).toBe(true);
    }
    expect(text.match(/^T-[0-9A-Z]{8}/gm)).toEqual(['T-4F7K2M9S', 'T-4F7K2M9R', 'T-4F7K2M9Q']);
  });

  it('say of each what happened, who wrote, who reads an answer and who is proposed to', () => {
    for (const part of [text, html]) {
      expect(part).toContain('The customer wrote again: Rossi S.r.l., anna@rossi.example');
      expect(part).toMatch(/New ticket: .*\(sender not verified\)/);
      expect(part).toContain('An answer goes to: anna@rossi.example, carla@rossi.example');
      expect(part).toContain('Proposed: carl@verdi.example');
      expect(part).toContain('help+t-4f7k2m9q.a-ada.0123456789abcdef@support.example');
    }
  });

  it('say what a notice of its own would: what came of a declared priority, that it is not verified, that it re-opened the ticket', () => {
    const [first] = noticeDigestView().rows;
    const of = (row: object) => {
      const { text, html } = noticeDigest(noticeDigestView({ rows: [{ ...first, ...row } as never] }));
      return [text, html];
    };
    const declares = (outcome: string) => ({ priority: 2, outcome });
    for (const part of of({ declares: declares('raised'), verified: false, isReopening: true })) {
      expect(part).toContain('declares priority 2: the ticket is raised. Not verified');
      expect(part).toContain('The ticket was closed: this message has re-opened it.');
    }
    for (const part of of({ declares: declares('proposed') })) expect(part).toContain('raise it with #priority 2.');
    for (const part of of({ declares: declares('shown') })) expect(part).toContain('nothing has changed.');
  });

  it('show what strangers write as text, in one line', () => {
    expect(html).not.toContain('<b>stuck');
    const row = { ...noticeDigestView().rows[0], text: 'One\nT-00000000  P1  Not a row' };
    const mail = noticeDigest(noticeDigestView({ rows: [row as never] }));
    expect(mail.text.match(/^T-[0-9A-Z]{8}/gm)).toEqual(['T-4F7K2M9Q']);
  });

  it('speak Italian', () => {
    expect(noticeDigest(noticeDigestView({ language: 'it' })).text).toContain('Il cliente ha scritto di nuovo');
  });

  it('of one alone says in the subject what it is, and no number by which an answer would find the ticket', () => {
    const [row] = noticeDigestView().rows;
    const rows = row ? [{ ...row, subject: `Re: Till [${row.ticketId}]`, kind: 'answered' as const }] : [];
    expect(noticeDigest(noticeDigestView({ rows })).subject).toBe('A colleague answered: Re: Till');
  });
});
