import type { InboundMail } from '../inbound.ts';
import type { KnownTexts } from './between-lines.ts';
import { isMeetingAnswer, typedBesideAnswer } from './meeting-answer.ts';
import { holdsReaction, isReactionPart, typedBesideReaction } from './reaction.ts';

/** What a mail is that a program made for its user, in words for that user, and what they typed beside. */
export type BesideProgram = { reason: string; typed: string };

/** Tells a reaction and the answer to an invitation from what was typed with it; undefined for a mail that is neither. */
export function besideProgram(
  { attachments }: Pick<InboundMail, 'attachments'>,
  text: string,
  known: KnownTexts,
): BesideProgram | undefined {
  if (attachments.some(isReactionPart) || holdsReaction(text)) {
    return { reason: 'it is a reaction', typed: typedBesideReaction(text, known) };
  }
  if (!attachments.some(isMeetingAnswer)) return undefined;
  return { reason: 'it is the answer to an invitation', typed: typedBesideAnswer(text, attachments) };
}
