import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../../shared/language.ts';
import { REPLY_MARKER } from '../../../../shared/mail/reply-marker.ts';
import { wordsFor } from '../../../../shared/mail/templates/words/words.ts';
import { EXAMPLES } from './examples.ts';

const PICTURES = fileURLToPath(new URL('../../../../docs/mails/', import.meta.url));

/** How a mail to the team says who reads an answer, in each language. */
const READERS = LANGUAGES.map((language) => wordsFor(language).label.readers);

/** What the team gets about a ticket, or several: whoever answers one of these answers its readers. */
const ABOUT_A_TICKET = Object.entries(EXAMPLES).filter(
  ([, { subject, text }]) => text.startsWith(REPLY_MARKER) && /\bT-[0-9A-Z]{8}\b/.test(`${subject}\n${text}`),
);

describe('each mail to the team about a ticket says who will read an answer', () => {
  it.each(ABOUT_A_TICKET)('%s', (_, { text, html }) => {
    for (const part of [text, html]) expect(READERS.some((label) => part.includes(label))).toBe(true);
    expect(text).toMatch(new RegExp(`^(?:${READERS.join('|')}): +\\S+@`, 'm'));
  });

  it('they are all but what is held, news of a form or a target, and word that an answer went to nobody', () => {
    const names = ABOUT_A_TICKET.map(([name]) => name);
    const others = Object.entries(EXAMPLES).filter(([name, { text }]) => {
      return text.startsWith(REPLY_MARKER) && !names.includes(name);
    });
    expect(others.map(([name]) => name).sort()).toEqual([
      'form-news',
      'held-digest',
      'held-notice',
      'held-notice-virus-it',
      'target-given-up',
      'to-nobody',
    ]);
  });
});

describe('the pictures of the mails', () => {
  const shown = readdirSync(PICTURES).filter((name) => name.endsWith('-390-680-light.png'));

  it('are of each example, in light and in dark, and of nothing else', () => {
    const files = Object.keys(EXAMPLES).flatMap((name) =>
      ['light', 'dark'].map((look) => `${name}-390-680-${look}.png`),
    );
    const found = readdirSync(PICTURES).filter((name) => /-390-680-/.test(name));
    expect(found.sort()).toEqual(files.sort());
  });

  it('are each on the page that shows them', () => {
    const page = readFileSync(`${PICTURES}README.md`, 'utf8');
    for (const name of shown) expect(page).toContain(`](${name})`);
  });
});
