import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { timeElement, untilWords } from '../../web/time.ts';
import { consoleWords } from '../words/words.ts';
import type { Viewer } from './frame.ts';

/**
 * How long it is until a deadline, and how much of the time is gone (both ISO, UTC). A script counts on from there by the desk's clock
 * (`time-left.js`). `compared`: nothing of now is in it, so that the same table is the same text while nothing changes; `large`: with the deadline
 * itself below.
 */
export function timeLeft(
  { start, deadline }: { start: string; deadline: string },
  viewer: Viewer,
  how: 'small' | 'large' | 'compared' = 'small',
): Html {
  const { language, now, timeZone } = viewer;
  const { late } = consoleWords(language).queue;
  const at = timeElement(deadline, { timeZone, language, isShort: how === 'compared' });
  const data = html`data-start="${start}" data-due="${deadline}" data-late="${late('{}')}"`;
  if (how === 'compared') {
    return html`<div ${data}><strong class="left num">${at}</strong><progress max="1000" value="0" aria-hidden="true"></progress></div>`;
  }
  const { words, isPast } = untilWords(now, deadline, language);
  const whole = Math.max(1, Date.parse(deadline) - Date.parse(start));
  const gone = Math.min(whole, Math.max(0, Date.parse(now) - Date.parse(start)));
  const tone = isPast ? 'late' : gone / whole > 0.75 ? 'soon' : 'calm';
  return html`<div class="${how === 'large' && 'stack'}" ${data}><strong class="left num ${how === 'large' && 'big'} ${tone}">${isPast ? late(words) : words}</strong><progress class="${tone}" max="1000" value="${Math.round((gone / whole) * 1000)}" aria-hidden="true"></progress>${how === 'large' && html`<p>${at}</p>`}</div>`;
}
