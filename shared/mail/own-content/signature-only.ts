import { fold } from '../automatic/fold.ts';
import { isNameLike } from '../reply/prose.ts';
import { strictReplyText } from '../reply/trim.ts';
import { closingOf } from './closing.ts';
import { isGreetingLine } from './greeting-line.ts';
import { isSignatureLine, tellsSomething } from './signature-line.ts';
import { isRoleOrFirm } from './signature-words.ts';
import { Signers } from './signer.ts';
import { withoutLegal } from './without-legal.ts';

/** Longer than this, and it says something. */
const MOST_CHARACTERS = 8_000;
const MOST_LINES = 12;
/** What the plain text has for a logo. */
const PICTURE = /\[(?:cid|image|immagine|bild|logo)\b[^\]\n]{0,120}\]/giu;
const MOST_GREETINGS = 2;
const MOST_CLOSINGS = 3;

/**
 * True for a text that is a greeting, a closing, a signature and a lawyer's paragraph, or some of them, and nothing else: an empty
 * template. A signature stands below a delimiter or a closing, or begins with a name of its writer; `names` are what the writer is called
 * (the register's name, and that of the From).
 */
export function isSignatureOnly(text: string, names: readonly string[]): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  const own = withoutLegal(strictReplyText(text.split('\n')).split('\n'));
  const shown = own.map((line) => line.replace(PICTURE, '').trim()).filter((line) => /[\p{L}\p{N}]/u.test(line));
  const greetings = shown.slice(0, MOST_GREETINGS).findIndex((line) => !isGreetingLine(line));
  const body = shown.slice(greetings < 0 ? Math.min(shown.length, MOST_GREETINGS) : greetings);
  const { isSure, lines } = belowClosings(body);
  const [signer, ...details] = lines;
  if (signer === undefined) return true;
  const signers = new Signers(names);
  const isClosed = signer !== body[0];
  const isSigner =
    signers.signs(signer) ||
    (isClosed && signers.signsBelowClosing(signer)) ||
    (isSure && body.includes(signer) && isUnknownName(signer));
  return (
    isSigner && details.length < MOST_LINES && details.every((line, at) => isSignatureLine(line, details, at, signers))
  );
}

/** What stands below the closings at the beginning, and whether one of them is more than thanks. */
function belowClosings(body: readonly string[]): { isSure: boolean; lines: string[] } {
  let isSure = false;
  let lines = [...body];
  for (let count = 0; count < MOST_CLOSINGS; count += 1) {
    const closing = closingOf(lines[0] ?? '');
    if (closing === undefined) break;
    isSure ||= closing.isSure;
    lines = closing.rest === '' ? lines.slice(1) : [closing.rest, ...lines.slice(1)];
  }
  return { isSure, lines };
}

/** A name, or who signs for all: `Marta Bianchi`, `Ihr Support-Team`; with capitals and without digits, unlike `Long cable`. */
function isUnknownName(line: string): boolean {
  if (!isNameLike(line) || tellsSomething(line) || /\d/.test(line)) return false;
  return isRoleOrFirm(fold(line)) || line.split(/\s+/).every((word) => /^[^\p{L}]*(?:\p{Lu}|\p{L}{1,3}$)/u.test(word));
}
