import { bare, isRule, LONGEST_MARK } from './line.ts';

/** What stands in names of people and firms in lower case. */
const PARTICLES = new Set(
  'von van der den de del della delle dei di da do dos das du la le los el al bin ibn und and et e y zu zum zur für for of the & i'.split(
    ' ',
  ),
);

/** `Ltd.`, `S.r.l.`, `Co.`, `z o.o.`: a dot that ends no sentence. */
const ABBREVIATION = /(?:^|\s|\.)(?:\p{L}{1,4}|\p{Lu}\p{L}{0,3})\.$/u;
const POSTSCRIPT =
  /^(?:p\.?[\s-]{0,2}){1,3}s\b\.?|^(?:p\.?d|n\.?b|post\s?scriptum|nachtrag|ps)\b\s?[.:]|^(?:追伸|追記|附言|又及|추신)|^(?:p\.?\s?){1,2}s\s?[：]|^(?:з\.?\s?ы|п\.?\s?с)\.?\s?[.:\s]/iu;
const CONTACT =
  /https?:\/\/|www\.|\S@\S+\.\S|(?<![\p{L}\d])\+?(?!\d{1,3}(?:\.\d{1,3}){3}(?!\d))(?!\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d))\d[\d\s()/.-]{6,}\d/iu;
/** A line in a script without capitals is a sentence by its length. */
const LONGEST_NAME_IN_CJK = 24;

/** True for "P.S. …" in the languages that have it: it stands below a signature and is no part of it. */
export function isPostscript(line: string): boolean {
  return POSTSCRIPT.test(bare(line).slice(0, 40));
}

/** True for a way to reach somebody: a link, an address, a telephone number, and hardly a word beside. */
export function isContact(line: string): boolean {
  const text = bare(line).slice(0, LONGEST_MARK);
  return CONTACT.test(text) && lowerCaseWords(text).length < 3 && !/[?？]$/.test(text);
}

/** True for what reads like a sentence that somebody wrote, and not like a name, a title, an address or a telephone number. */
export function isProse(line: string): boolean {
  const text = bare(line);
  if (text === '' || isRule(text)) return false;
  if (text.length > LONGEST_MARK || isPostscript(text) || /[?？!！。…]["')»”]?$/.test(text)) return true;
  if (isContact(text)) return false;
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) && text.length > LONGEST_NAME_IN_CJK)
    return true;
  const words = text.split(/\s+/);
  if (/[.:;]$/.test(text) && words.length >= 4 && !ABBREVIATION.test(text)) return true;
  return lowerCaseWords(text).length >= 3;
}

/** Labels of what stands in signatures: ways to reach somebody, registers, taxes, banks. */
const SIGNATURE_LABEL =
  /^(?:(?:tel|ph|fon|fax|mob|cell|web|site|sito|url|t|f|m|e|w|p|h|d|vat|ust|cod|c\.?\s?f|nif|cif|siret|siren|tva|btw|kvk|hrb|ceo|iban|bic|sede)(?!\p{L})|(?:tele|phone|mobil|handy|direct|office|büro|ufficio|e-?mail|mail|skype|whats|linked|twitter|steuer|ust-?id|p\.?\s?iva|partita|regist|amts|sitz|geschäfts|vorstand|aufsicht|managing|inhaber|swift|bank|capital|address|adresse|indirizzo|hours|orari|öffnungs))/iu;
const LABELLED = /^(\p{L}[^:：]{1,40})[:：]\s*\S/u;

/** True for "Tel.: 0471 123", "P.IVA: 0123": what stands in signatures with a label. */
export function isLabelled(line: string): boolean {
  const [, label = ''] = LABELLED.exec(bare(line).slice(0, LONGEST_MARK)) ?? [];
  return SIGNATURE_LABEL.test(label);
}

/**
 * True for a fact that somebody adds below their signature: "Order no.: 4711", "My new number: 0471 123", "The password is 4711".
 * What stands in signatures with a label is none.
 */
export function isFact(line: string): boolean {
  const text = bare(line).slice(0, LONGEST_MARK);
  const [, label = ''] = LABELLED.exec(text) ?? [];
  if (label !== '') return !SIGNATURE_LABEL.test(label) && !/^https?$/i.test(label);
  return !isContact(text) && /\d/.test(text) && lowerCaseWords(text).length >= 2;
}

/** True for what can be a long title, as "Head of printing and scanning services", where a telephone number follows. */
export function isTitle(line: string): boolean {
  const text = bare(line);
  return /^\p{Lu}/u.test(text) && /[\p{L}\p{N})]$/u.test(text) && text.split(/\s+/).length <= 8 && !isPostscript(line);
}

/** True for what may be a name: of few words, and each of more than two begins with a capital or is a particle. */
export function isNameLike(line: string): boolean {
  const words = bare(line).split(/\s+/);
  if (isProse(line)) return false;
  const lowerCase = lowerCaseWords(bare(line)).length;
  return (
    isContact(line) || words.length <= 2 || (words.length <= 10 && lowerCase === 0) || isWithTitle(line, lowerCase)
  );
}

/** True for nothing but a name, each word with a capital: "Nora", "Nora Weiss, Desk". */
export function isSigned(line: string): boolean {
  return /^\p{Lu}[\p{L}.'’-]*(?:[\s,]+\p{Lu}[\p{L}.'’-]*){0,3}$/u.test(bare(line));
}

/** "Ada Neri, technical support", "Ada, internal line 12": a name, a comma, and few words of no sentence. */
function isWithTitle(line: string, lowerCase: number): boolean {
  const [name = ''] = bare(line).split(/\s?[,|–-]\s/, 1);
  const names = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  return lowerCase <= 2 && name.length < bare(line).length && (names.length >= 2 || /\d/.test(line));
}

function lowerCaseWords(text: string): string[] {
  return text
    .split(/[\s'’]+/)
    .filter((word) => /^[("„“«]?\p{Ll}{2,}/u.test(word) && !PARTICLES.has(word) && !/[@/]|\.\p{L}/u.test(word));
}
