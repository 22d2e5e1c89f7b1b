import { describe, expect, it } from 'vitest';
import { replyText } from '../../../../shared/mail/reply/trim.ts';

const QUOTE = [
  'On Mon, 30 Nov 2026 at 10:00, Ada <ada@support.example> wrote:',
  '> Does the key turn?',
  '> Since when?',
];
const OUTLOOK = [
  'From: Ada <ada@support.example>',
  'Sent: Monday, 30 November 2026 10:00',
  'To: Anna',
  'Subject: Door',
  '',
];
const reply = (lines: readonly string[], html = '') => replyText(lines.join('\n'), { answers: true, html });

describe('answers inside the old mail', () => {
  it.each(['See inline.', 'See my answers below', 'Risposte in rosso', 'Meine Antworten stehen unten.'])(
    'are shown where the words above send there, and nothing tells them from it: %s',
    (lead) => {
      const text = [lead, '', ...OUTLOOK, 'Does the key turn?', 'No, it does not.'];
      expect(reply(text)).toContain('No, it does not.');
    },
  );

  it.each(['#ff0000', 'red', 'rgb(192, 0, 0)', '#00f'])(
    'are shown in their colour, though no word says so: %s',
    (color) => {
      const html = `<p>Hello Ada,</p><div>From: Ada</div><p>Does the key turn? <span style="color:${color}">No, never.</span></p>`;
      expect(reply(['Please find it.', '', ...OUTLOOK, 'Does the key turn? No, never.'], html)).toContain('No, never.');
    },
  );

  it.each([
    ['grey', '<p>It works.</p><p>Does the key turn? <span style="color:#444444">Since when?</span></p>'],
    ['a link', '<p>It works.</p><p><a style="color:#ff0000" href="https://x.example">Since when?</a></p>'],
    ['a colour of the writer’s own', '<p style="color:#1f497d">It works.</p><p style="color:#1f497d">Since when?</p>'],
  ])('are not thought up: %s', (_, html) => {
    expect(reply(['It works.', '', ...QUOTE], html)).toBe('It works.');
  });
});
