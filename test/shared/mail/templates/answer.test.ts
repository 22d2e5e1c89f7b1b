import { describe, expect, it } from 'vitest';
import { answer } from '../../../../shared/mail/templates/answer.ts';
import { answerView } from './views.ts';

describe('an answer to the customer', () => {
  it('is what the agent wrote, signed with their name', () => {
    const { text } = answer(answerView());
    expect(text).toBe(
      'Hello Anna,\n\nthe queue was full. It is empty now: please try again.\n\n-- \nAda Bianchi\nAcme Support\n\nTicket T-4F7K2M9Q. Reply to this mail to go on.\nFollow your request: https://desk.example/desk/t/t-4f7k2m9q.r7h2m3k4.t6hx2a.k9g7m2p4c5zzkvz6\n',
    );
  });

  it('keeps lines and indents in HTML, and shows markup as text', () => {
    const { html } = answer(answerView({ text: 'a\n  b  c\n<script>' }));
    expect(html).toContain('a<br>\n&nbsp;&nbsp;b&nbsp;&nbsp;c<br>\n&lt;script&gt;');
  });

  it('takes harmless HTML as it is', () => {
    expect(answer(answerView({ html: '<p>Hello <b>Anna</b></p>' })).html).toContain('<p>Hello <b>Anna</b></p>');
  });

  it.each([
    ['Printer', 'Re: Printer [T-4F7K2M9Q]'],
    ['RE: R: Re[2]: Printer', 'Re: Printer [T-4F7K2M9Q]'],
    ['Re: Printer [T-4F7K2M9Q]', 'Re: Printer [T-4F7K2M9Q]'],
    ['', 'Re: (no subject) [T-4F7K2M9Q]'],
    ['Report: x\r\ny', 'Re: Report: x y [T-4F7K2M9Q]'],
  ])('has a stable subject: %j', (subject, expected) => {
    expect(answer(answerView({ subject })).subject).toBe(expected);
  });

  it('never loses the ticket’s number to a long subject', () => {
    expect(answer(answerView({ subject: 'x'.repeat(5_000) })).subject).toMatch(/… \[T-4F7K2M9Q\]$/);
  });
});
