import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { HELD_WORDS } from '../../../shared/mail/templates/words/held.ts';
import type { QuarantineEntry } from '../../../shared/ticket/quarantine.ts';
import { timeElement } from '../../web/time.ts';
import { consoleWords } from '../words/words.ts';
import type { Viewer } from './frame.ts';

/** Who claims to have written what is held, to whom, why it is held, and when it came. */
export function heldFacts(
  { at, from, reason, detail, received }: QuarantineEntry,
  { language, timeZone }: Viewer,
): [string, string | Html][] {
  const { held: words } = consoleWords(language);
  return [
    [words.from, from ?? words.nobody],
    [words.to, received.recipients.join(', ')],
    [words.why, `${HELD_WORDS[language].reason[reason]}${detail === undefined ? '' : ` (${detail})`}`],
    [words.at, timeElement(at, { timeZone, language, isShort: true })],
  ];
}

/** What became of one, and a way to what its writer asked; nothing of what is held. `names`: agents' names by id. */
export function heldOutcome(
  { state, from, releasedBy = '', discardedBy = '' }: QuarantineEntry,
  { viewer, names }: { viewer: Viewer; names: ReadonlyMap<string, string> },
): Html | undefined {
  const { held: words } = consoleWords(viewer.language);
  if (state === 'held') return undefined;
  const who = (by: string) => names.get(by.replace(/^agent:/, '')) ?? by.replace(/^agent:/, '');
  if (state === 'discarded')
    return html`<p class="small"><span class="pill">${words.discarded(who(discardedBy))}</span></p>`;
  return html`<p class="row small"><span class="pill good">${words.released(who(releasedBy))}</span>${from !== undefined && html` <a href="/console/search?q=${encodeURIComponent(from)}">${words.theirTickets}</a>`}</p>`;
}

/** The button that lets it out; of a virus only with the word that it is meant. */
export function releaseForm({ id, reason }: Pick<QuarantineEntry, 'id' | 'reason'>, { language }: Viewer): Html {
  const { held: words } = consoleWords(language);
  return html`<form class="row" method="post" action="/console/quarantine/${id}/release">${reason === 'virus' && html`<label class="switch"><input type="checkbox" name="accept" value="yes"> ${words.acceptVirus}</label>`}
<button class="slim" type="submit" aria-label="${words.release} ${id}">${words.release}</button></form>`;
}
