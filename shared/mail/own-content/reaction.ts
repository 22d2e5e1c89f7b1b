import type { InboundAttachment } from '../inbound.ts';
import { isQuotedLine, type KnownTexts } from './between-lines.ts';
import { isReactionSentence } from './program-sentence.ts';

/** True for the part that is the reaction for whoever can show it (Gmail). */
export function isReactionPart({ contentType }: InboundAttachment): boolean {
  return contentType === 'text/vnd.google.email-reaction+json';
}

/** True for a text in which a line stands for a reaction. */
export function holdsReaction(text: string): boolean {
  return sentenceIn(text.split('\n')) !== undefined;
}

/** What somebody typed beside a reaction: no sign, not its sentence or the link behind it, and below that nothing of the mail that Outlook shows there. */
export function typedBesideReaction(text: string, known: KnownTexts): string {
  const lines = text.split('\n');
  const { from, to } = sentenceIn(lines) ?? { from: -1, to: -1 };
  const isTyped = (line: string, at: number) =>
    (at < from || at >= to) &&
    (/[\p{L}\p{N}]/u.test(line) || line.trim() === '') &&
    !GMAIL_LINK.test(line) &&
    (at < from || !isQuotedLine(line, known));
  return lines.filter(isTyped).join('\n').trim();
}

/** A line that is the link which Gmail sets behind its name, where the text is broken there. */
const GMAIL_LINK = /^\s*<?https?:\/\/(?:www\.)?google\.com\/gmail\/[^\s<>]*>?\s*$/i;

/** A program breaks a sentence with a long name over so many lines. */
const MOST_LINES = 3;

/** The lines of the sentence, `to` exclusive: as few as say it, so that none typed above is taken for a name. */
function sentenceIn(lines: readonly string[]): { from: number; to: number } | undefined {
  for (let count = 1; count <= MOST_LINES; count += 1) {
    const from = lines.findIndex((_, at) => isReactionSentence(lines.slice(at, at + count).join(' ')));
    if (from >= 0) return { from, to: from + count };
  }
  return undefined;
}
