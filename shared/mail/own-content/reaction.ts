import type { InboundAttachment } from '../inbound.ts';
import { isQuotedLine, type KnownTexts } from './between-lines.ts';
import { isReactionSentence } from './program-sentence.ts';

/** True for the part that is the reaction for whoever can show it (Gmail). */
export function isReactionPart({ contentType }: InboundAttachment): boolean {
  return contentType === 'text/vnd.google.email-reaction+json';
}

/** True for a text one line of which stands for a reaction. */
export function holdsReaction(text: string): boolean {
  return text.split('\n').some(isReactionSentence);
}

/** What somebody typed beside a reaction: no sign, not its sentence, and below that nothing of the mail that Outlook shows there. */
export function typedBesideReaction(text: string, known: KnownTexts): string {
  const lines = text.split('\n');
  const sentence = lines.findIndex(isReactionSentence);
  const isTyped = (line: string, at: number) =>
    at !== sentence &&
    (/[\p{L}\p{N}]/u.test(line) || line.trim() === '') &&
    (at < sentence || !isQuotedLine(line, known));
  return lines.filter(isTyped).join('\n').trim();
}
