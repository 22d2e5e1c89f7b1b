import { LANGUAGES, type Language } from '../../shared/language.ts';
import { formatDuration, formatInstant, formatShort, secondsBetween } from '../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../shared/mail/templates/html.ts';

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

/** A length of open time: in hours and minutes, never in days, since a day of opening hours is no day. Seconds. */
export function openTime(seconds: number, language: Language): string {
  const minutes = Math.round(seconds / 60);
  const { hour, minute } = UNITS[language];
  const parts = [
    ...(minutes >= 60 ? [hour.format(Math.floor(minutes / 60))] : []),
    ...(minutes % 60 > 0 || minutes === 0 ? [minute.format(minutes % 60)] : []),
  ];
  return parts.join(' ');
}

const UNITS = Object.fromEntries(
  LANGUAGES.map((language) => {
    const unit = (name: string) => new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'long' });
    return [language, { hour: unit('hour'), minute: unit('minute') }];
  }),
) as Record<Language, Record<'hour' | 'minute', Intl.NumberFormat>>;
