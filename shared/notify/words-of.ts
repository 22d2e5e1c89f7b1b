import { withoutOurs } from '../mail/own-content/without-ours.ts';
import type { Settings } from '../settings.ts';
import type { Message } from '../ticket/message.ts';

/** What a message says, as others are told of it: without what it quotes, and what is ours in that. */
export function wordsOf({ ticketUrl }: Pick<Settings, 'ticketUrl'>, { text, replyText = text }: Message): string {
  return withoutOurs(replyText, ticketUrl);
}
