import { MAX_TEXT } from './text-bounds.ts';

/** Deeper quotes and lists are shown at this depth: 144 KB of nested quotes would otherwise become gigabytes of `>`. */
const MAX_QUOTES = 8;
const MAX_INDENT = 8;
/** Lines beyond so many characters are let go: marks of quotes make a text of short lines nine times as long. */
const MAX_LENGTH = MAX_TEXT + 1;
/** So much text is looked at before it is asked whether there is room for more. */
const PIECE = 100_000;

/** Collects words into lines as a plain-text mail has them. Every step is linear in what it is given. */
export class TextLines {
  #lines: string[] = [];
  #length = 0;
  #line = '';
  /** A space is due before the next word. */
  #space = false;
  /** An empty line is due before the next line. */
  #gap = false;
  #quotes = 0;
  /** Depth of the last line, so that an empty line between two depths belongs to the outer one. */
  #lastQuotes = 0;
  #indents = 0;

  /** Adds text in which runs of white space mean one space. */
  flow(text: string): void {
    for (let at = 0; at < text.length && this.#hasRoom(); at += PIECE) this.#flowPiece(text.slice(at, at + PIECE));
  }

  #flowPiece(text: string): void {
    const words = text.replace(/[\u00ad\u200b\ufeff]/g, '').replace(/[\s\u00a0]+/g, ' ');
    if (words === '') return;
    const trimmed = words.trim();
    if (words.startsWith(' ')) this.#space = true;
    if (trimmed === '') return;
    if (this.#space && this.#line !== '') this.#line += ' ';
    this.#line += trimmed;
    this.#space = words.endsWith(' ');
  }

  /** Adds text as it is, line by line (`<pre>`). */
  verbatim(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    this.#line += first;
    for (const line of rest) {
      this.#push();
      this.#line = line;
    }
  }

  /** Ends the line if there is one; with `gap`, an empty line follows. */
  endLine(gap = false): void {
    if (this.#line.trim() !== '') this.#push();
    this.#line = '';
    this.#space = false;
    if (gap) this.#gap = true;
  }

  /** A line break that was asked for: two of them leave an empty line. */
  breakLine(): void {
    if (this.#line.trim() === '') this.#gap = true;
    this.endLine();
  }

  quote(by: 1 | -1): void {
    this.endLine(by < 0);
    this.#quotes = Math.max(0, this.#quotes + by);
  }

  indent(by: 1 | -1): void {
    this.endLine();
    this.#indents = Math.max(0, this.#indents + by);
  }

  /** All lines, or more of them than a text may have (`text-bounds.ts`); the collector is done. */
  finish(): string {
    this.endLine();
    return this.#lines.join('\n');
  }

  #push(): void {
    const gapQuotes = Math.min(this.#quotes, this.#lastQuotes);
    if (this.#gap && this.#lines.length > 0) this.#add(quoteMarks(gapQuotes).trimEnd());
    this.#lastQuotes = this.#quotes;
    this.#gap = false;
    const indent = '  '.repeat(Math.min(Math.max(0, this.#indents - 1), MAX_INDENT));
    this.#add(`${quoteMarks(this.#quotes)}${indent}${this.#line}`.trimEnd());
    this.#line = '';
    this.#space = false;
  }

  #add(line: string): void {
    if (this.#length > MAX_LENGTH) return;
    this.#lines.push(line);
    this.#length += line.length + 1;
  }

  #hasRoom(): boolean {
    return this.#length + this.#line.length <= MAX_LENGTH;
  }
}

function quoteMarks(depth: number): string {
  return '> '.repeat(Math.min(depth, MAX_QUOTES));
}
