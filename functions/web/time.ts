import type { Language } from '../../shared/language.ts';
import { type Html, html } from '../../shared/mail/templates/html.ts';
import { formatDuration, formatInstant, formatShort, secondsBetween } from '../../shared/mail/templates/format-time.ts';

/** When, whole or short, in a zone, as people say it; machines read `datetime`. `instant`: ISO, UTC. */
export function timeElement(
  instant: string,
  { timeZone, language, isShort = false }: { timeZone: string; language: Language; isShort?: boolean },
): Html {
  const text = (isShort ? formatShort : formatInstant)(instant, timeZone, language);
  return html`<time datetime="${instant}">${text}</time>`;
}

/** How long it is until an instant, in words, and whether that is over. Both ISO, UTC. */
export function untilWords(now: string, instant: string, language: Language): { words: string; isPast: boolean } {
  const seconds = secondsBetween(now, instant);
  return { words: formatDuration(seconds, language), isPast: seconds < 0 };
}
