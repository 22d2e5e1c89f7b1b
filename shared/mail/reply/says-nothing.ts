import { closingOf } from '../own-content/closing.ts';
import { isGreeting } from './answers-below.ts';
import { isBlank } from './line.ts';
import { isContact, isSigned } from './prose.ts';

/** A greeting, thanks, a closing, a name, a telephone number. */
const MOST_LINES = 6;

/**
 * True for a greeting, a closing, who signs, or a dot, and no more: whoever wrote it has said what they have to say elsewhere in the mail.
 * One word with a capital is an answer ("Done"), unless it stands below a closing.
 */
export function saysNothing(text: string): boolean {
  const lines = text.split('\n').filter((line) => !isBlank(line));
  if (lines.length === 0 || lines.length > MOST_LINES) return false;
  if (isGreeting(text) || /^[\p{P}\s]+$/u.test(text)) return true;
  const closing = lines.findIndex(isClosing);
  const said = lines.filter((line, at) => at !== closing && !isGreeting(line) && !isContact(line));
  const [name, ...more] = said;
  if (name === undefined) return true;
  const signs = isSigned(name) && (closing >= 0 ? lines.indexOf(name) > closing : /\s/.test(name.trim()));
  return signs && more.length === 0;
}

function isClosing(line: string): boolean {
  const closing = closingOf(line);
  return closing?.isSure === true && (closing.rest === '' || isSigned(closing.rest));
}
