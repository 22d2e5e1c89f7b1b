import { fold } from '../automatic/fold.ts';
import { strictReplyText } from '../reply/trim.ts';

/** What stands above a name at the end of a letter, in the languages of the desk and their neighbours. */
const CLOSINGS =
  /^(?:(?:best|kind|warm|many)? ?(?:regards|wishes)|thanks|thank you|cheers|(?:cordiali|distinti|cari) saluti|saluti|un saluto|grazie|(?:mit )?(?:freundlichen|besten|herzlichen|viele|beste) gr(?:u|ue)(?:ss|ß)en?|mfg|lg|danke|cordialement|bien cordialement|merci|saludos|un saludo|gracias)[,.!]*$/;

/** Longer than this, and it says something. */
const MOST_LINES = 12;
const LONGEST_LINE = 80;

/** True for a text that is a closing and a signature, or one of them: below a delimiter, or a block that begins with the writer's name. */
export function isSignatureOnly(text: string, name: string): boolean {
  const lines = text.split('\n');
  if (strictReplyText(lines) === '') return true;
  const shown = lines.map((line) => line.trim()).filter((line) => line !== '');
  const first = shown.findIndex((line) => !CLOSINGS.test(fold(line)));
  if (first < 0) return true;
  const [signer = '', ...details] = shown.slice(first);
  const isName = fold(signer).replace(/[,.]$/, '') === fold(name);
  return isName && details.length < MOST_LINES && details.every(isDetail);
}

/** A role, a company, a number, an address: no sentence. */
function isDetail(line: string): boolean {
  return line.length <= LONGEST_LINE && !/[?!:;]$|\p{L}{4}\.$/u.test(line);
}
