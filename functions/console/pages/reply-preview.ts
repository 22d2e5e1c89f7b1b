import type { Language } from '../../../shared/language.ts';
import { formatInstant } from '../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { type Filling, filledParts, type SavedReply } from '../../../shared/ticket/saved-reply.ts';
import { consoleWords } from '../words/words.ts';
import type { Viewer } from './frame.ts';

const HOUR_MS = 60 * 60_000;

/** What an example's ticket, due in four hours, and who looks would fill in, in a language. */
export function sampleFilling({ agent, now, timeZone }: Viewer, language: Language): Filling {
  const { sample } = consoleWords(language).replies;
  const deadline = new Date(Math.ceil(Date.parse(now) / HOUR_MS) * HOUR_MS + 4 * HOUR_MS).toISOString();
  return {
    'requester.name': sample.name,
    'ticket.number': 'T-4F7K2M9Q',
    'ticket.subject': sample.subject,
    'ticket.deadline': formatInstant(deadline, timeZone, language),
    'agent.name': agent.name,
  };
}

/** A reply as a customer would read it; what is filled in is marked. */
export function replyPreview({ text, language }: Pick<SavedReply, 'text' | 'language'>, viewer: Viewer): Html {
  const parts = filledParts(text, sampleFilling(viewer, language));
  return html`<div class="text" lang="${language}">${parts.map((part) => (part.of === undefined ? html`${part.text}` : html`<mark>${part.text}</mark>`))}</div>`;
}
