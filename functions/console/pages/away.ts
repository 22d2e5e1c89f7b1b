import { currentOf, plannedOf } from '../../../shared/customer/absence.ts';
import { formatInstant } from '../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { timeField } from '../../web/fields.ts';
import type { Problem } from '../../web/problems.ts';
import { consoleWords } from '../words/words.ts';
import type { Viewer } from './frame.ts';

/** What an agent typed for the end of their absence, in vain: it is `past` (ISO, UTC), or no time at all. */
export type AwayAmiss = { typed: string; past: string | undefined };

/** What is wrong with it, for the field and the page's head. */
export function awayProblem({ language, timeZone }: Viewer, { past }: AwayAmiss): Problem {
  const { away: words } = consoleWords(language).me;
  const message = past === undefined ? words.missing : words.past(formatInstant(past, timeZone, language));
  return { field: 'until', message };
}

/** When an agent is away, as they, the admin or an import said, and how they say so. `deskZone`: of an absence in whole days. */
export function awayCard(
  viewer: Viewer,
  { deskZone, amiss }: { deskZone: string; amiss: AwayAmiss | undefined },
): Html {
  const { agent, language, timeZone, now } = viewer;
  const { away: words } = consoleWords(language).me;
  const { absent } = agent;
  const at = new Date(now);
  // A day is one of the desk's and has no hour.
  const said = (moment: string) => (moment.length > 10 ? formatInstant(moment, timeZone, language) : moment);
  const current = currentOf(absent, at, deskZone);
  const planned = plannedOf(absent, at, deskZone);
  const button = current ? words.back : words.drop;
  return html`<section class="card stack" aria-labelledby="away"><h2 id="away">${words.heading}</h2>
${current && html`<p>${current.from === undefined ? words.now(said(current.until)) : words.planned(said(current.from), said(current.until))}</p>`}
${planned && html`<p>${words.planned(said(planned.from), said(planned.until))}</p>`}
${(current ?? planned) && html`<form method="post" action="/console/me/back"><button type="submit">${button}</button></form>`}
<form class="stack" method="post" action="/console/me/away">
${timeField({ name: 'until', label: words.until, hint: words.hint(timeZone), value: amiss?.typed ?? '', problems: amiss ? [awayProblem(viewer, amiss)] : [] })}
<p><button type="submit">${words.save}</button></p></form></section>`;
}
