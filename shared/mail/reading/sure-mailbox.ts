import { decodeWords } from './encoded-words.ts';

/** Longer than any name and address together that a person has, quoted names aside. In characters. */
const LONGEST = 1_000;

/** An address without quotes, literal or comment (RFC 5322, 3.4.1: `dot-atom`), of a length that can be (RFC 5321, 4.5.3.1). */
const PLAIN = String.raw`[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]{1,255}`;
const BARE = new RegExp(`^${PLAIN}$`, 'u');
/** A name, and one address in brackets at its end; a comma, a colon or a semicolon would begin another mailbox, or a group. */
const NAMED = new RegExp(String.raw`^[^@<>,;:()"\\]*<\s*${PLAIN}\s*>$`, 'u');

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
/** Stands for a quoted name: in no address. */
const NAME = '\u0001';
const COMMENT = /\([^()"\\<>]*\)/g;

/** What turns the direction of what is shown behind it. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/;

/** Signs that a reader who folds widths takes for an `@` or a bracket. */
const LOOK_ALIKES: [RegExp, string][] = [
  [/[＠﹫]/g, '@'],
  [/[＜﹤]/g, '<'],
  [/[＞﹥]/g, '>'],
];

/**
 * Whether the value of a `From:` is one mailbox for whoever reads it. It is counted as it was sent, before anything is mended or left
 * out: who checked the sender may have read the first of two where the desk reads the other (docs/promise.md section 9). A second `@`
 * outside quotes and comments, a quoted local part, a literal, a route, a group, a second pair of brackets, a comment within the
 * address, an encoded word with an address of its own make it doubtful.
 */
export function isSureMailbox(value: string): boolean {
  if (TURNS.test(value) || /[^\P{Cc}\t]/u.test(value)) return false;
  const text = LOOK_ALIKES.reduce((changed, [sign, folded]) => changed.replace(sign, folded), value.trim());
  // Readers differ on whether a backslash in quotes hides the quote behind it.
  if ((text.match(QUOTED) ?? []).some((quoted) => /\\/.test(quoted) && /[@<>]/.test(quoted))) return false;
  const unquoted = text.replace(QUOTED, NAME);
  if (unquoted.length > LONGEST || /<[^>]*\(/.test(unquoted)) return false;
  // The same address for a name hides nobody.
  const plain = unquoted
    .replace(COMMENT, ' ')
    .trim()
    .replace(/^('?)([^\s<>'@]+@[^\s<>'@]+)\1\s*(?=<\s*\2\s*>$)/i, '');
  return (BARE.test(plain) || NAMED.test(plain)) && hidesNoAddress(text, plain);
}

/** Whether the encoded words of a field, decoded, show no other address than the one that it has. */
function hidesNoAddress(text: string, plain: string): boolean {
  if (!text.includes('=?')) return true;
  const decoded = decodeWords(text.replace(/<[^<>]*>\s*$/, '')).normalize('NFKC');
  const own = /<\s*([^<>]*?)\s*>$/.exec(plain)?.[1] ?? plain;
  if (decoded.length > 2 * LONGEST || TURNS.test(decoded) || /[<>\p{Cc}]/u.test(decoded)) return false;
  const shown = decoded.match(/[^\s"'(),;:]+@[^\s"'(),;:]+/g) ?? [];
  return shown.every((address) => address.toLowerCase() === own.toLowerCase());
}
