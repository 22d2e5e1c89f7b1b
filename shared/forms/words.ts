import { remembered } from './remembered.ts';

/**
 * A provider's name of a question as words: `first_name`, `howOften` and `your-email` as people would write them. What is written in
 * words already, or is a number, stays.
 */
export const inWords = remembered((key) => {
  if (/\s/.test(key.trim()) || !/\p{L}/u.test(key)) return key.trim();
  const words = key
    .replace(/(?<=\p{Ll}|\d)(?=\p{Lu})/gu, ' ')
    .replace(/[_[\]]+|(?<=\p{L}{2})-(?=\p{L})|(?<=\p{L})\.(?=\p{L})/gu, ' ')
    .trim()
    .split(/\s+/)
    .map((word) => (/\p{Ll}/u.test(word) ? word.toLowerCase() : word));
  const text = words.join(' ') || key;
  return text.charAt(0).toUpperCase() + text.slice(1);
});

/** What two labels have in common that mean one: small letters without accents and signs, in words. `E-mail *:` is `e mail`. */
export const plainWords = remembered((label) =>
  inWords(label)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim(),
);

/** A name as programs compare it: its letters and digits, small. */
export const bareName = remembered((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''));
