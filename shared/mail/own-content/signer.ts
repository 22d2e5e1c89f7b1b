import { fold } from '../automatic/fold.ts';

/** What stands before a name that signs: degrees, and `i. A.`, who signs for somebody. */
const BEFORE_NAMES =
  /^(?:(?:i\.? ?[av]\.?|ppa\.?|gez\.?|dr\.?|prof\.?|mag\.?|ing\.?|dipl\.?-?ing\.?|dott\.?(?:ssa)?|geom\.?|mr\.?|mrs\.?|ms\.?|herr|frau)(?=\s|$)\s*|(?:your|ihr|ihre|il tuo|la tua|votre)\s+)+/i;
/** What may follow a name on its line: a role, a firm. A comma does so only behind a whole name: `Ada, done` is said. */
const ROLE = /\s*(?:[|·•/]|\s[-–—]\s|,(?=\s)).*$/u;
const SURE_ROLE = /\s*[|·•].*$/u;
const MOST_NAMES = 5;

/** Whether a line is a name: one of `names` (a register's, or a display name), a part of it, or its letters. */
export class Signers {
  readonly #words: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.#words = new Set(names.flatMap(wordsOf));
  }

  /** `Ada`, `Ada Rossi`, `Dr. A. Rossi`, `Ada Rossi | Support`: of their words, and with one that is no mere letter. */
  signs(line: string): boolean {
    const name = bareName(line);
    if (this.#isTheirs(wordsOf(name.replace(SURE_ROLE, '')))) return true;
    const words = wordsOf(name.replace(ROLE, ''));
    return words.length > 1 && this.#isTheirs(words);
  }

  /** The same below a closing, where a family name that is not known, a role and letters alone (`A.`, `AR`) sign, too. */
  signsBelowClosing(line: string): boolean {
    const [first, ...more] = wordsOf(bareName(line).replace(ROLE, ''));
    if (first === undefined) return /^i\.? ?[av]\.?$/i.test(line.trim());
    if (more.length >= MOST_NAMES) return false;
    return this.#words.has(first)
      ? isCapitalised(line)
      : this.#isInitials(first) && more.every((word) => this.#words.has(word));
  }

  #isTheirs(words: readonly string[]): boolean {
    if (words.length === 0 || words.length > MOST_NAMES) return false;
    const isOne = (word: string) => this.#words.has(word);
    return words.some(isOne) && words.every((word) => isOne(word) || this.#isInitials(word));
  }

  /** Letters that their names begin with. */
  #isInitials(word: string): boolean {
    const initials = new Set([...this.#words].map(([letter]) => letter));
    return word.length <= 3 && [...word].every((letter) => initials.has(letter));
  }
}

function bareName(line: string): string {
  return line
    .replace(/[*_]/g, '')
    .replace(/<[^<>]*>/g, '')
    .trim()
    .replace(BEFORE_NAMES, '');
}

function wordsOf(name: string): string[] {
  return fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Every word is a name's: begins with a capital, or is a small one between them. */
function isCapitalised(line: string): boolean {
  return line.split(/[\s|,/–—-]+/).every((word) => !/^\p{Ll}{4,}/u.test(word)) || wordsOf(line).length === 1;
}
