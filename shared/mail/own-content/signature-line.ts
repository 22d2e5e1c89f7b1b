import { fold } from '../automatic/fold.ts';
import { isContact, isFact, isProse, isTitle } from '../reply/prose.ts';
import { endsWithForm, isRoleOrFirm, saysSomething } from './signature-words.ts';
import type { Signers } from './signer.ts';

const LONGEST_LINE = 80;
/** `Via Roma 5`, `12 High Street`, `Hauptstraße 7`, `39100 Bozen`: a number beside a word of streets, or a post code before a place. */
const ADDRESS =
  /(?=.*\d).*(?:\b(?:street|road|avenue|lane|square|via|viale|corso|piazza|rue|calle|avenida|plaza|ul|tel|fax|mob|mobil|fon|phone)\b|(?:str|strasse|straße|gasse|weg|platz|allee|straat|laan|plein)\b)/iu;
const POST_CODE = /\b\d{4,6}\s\p{Lu}\p{L}+/u;

/**
 * True for a line that stands below a name and belongs to it: a role, a firm, a number, an address, a name. What may as well be somebody's
 * word for a customer is none (`Done`, `The long one`), unless a way to reach its writer stands further down: `details` are the lines
 * below the name, and this is the one `at` that place.
 */
export function isSignatureLine(line: string, details: readonly string[], at: number, signers: Signers): boolean {
  if (line.length > LONGEST_LINE || tellsSomething(line) || isFact(line)) return false;
  const isReachableBelow = details.slice(at).some(isContact);
  if (isProse(line)) return isTitle(line) && isReachableBelow;
  if (isReachableBelow || signers.signs(line) || isRoleOrFirm(fold(line)) || isAddress(line)) return true;
  const words = line.split(/\s+/);
  const isLone = words.length === 1 && !details.some((each) => isContact(each) || isAddress(each));
  return !isLone && words.every((word) => /^[^\p{L}]*(?:\p{Lu}|\p{L}{1,3}$)/u.test(word));
}

function isAddress(line: string): boolean {
  return ADDRESS.test(line) || POST_CODE.test(line);
}

/** True for what reads as said: it ends like a sentence, or has a word that only sentences have. */
export function tellsSomething(line: string): boolean {
  const folded = fold(line);
  if (/[?!:;…]$/u.test(line)) return true;
  // `On it`, and not a department's `IT`.
  if (/(?:^|\s)it(?:$|[\s.,])/.test(line)) return true;
  if (/\p{L}{2}\.$/u.test(line) && !endsWithForm(folded)) return true;
  return !isContact(line) && saysSomething(folded.match(/[\p{L}\p{N}]+/gu) ?? []);
}
