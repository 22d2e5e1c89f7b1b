import type { Language } from '../../../shared/language.ts';
import { formatShort } from '../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { Settings } from '../../../shared/settings.ts';
import { CALENDAR_NAMES, type Calendar, findCalendar } from '../../../shared/sla/calendars.ts';
import { sayOpenings } from '../../../shared/sla/hours-words.ts';
import type { OpenNow } from '../../../shared/sla/open-now.ts';
import { PLANS, type Plan, PRIORITIES, type Priority } from '../../../shared/sla/terms.ts';
import { MAIL, PAGE, PHONE } from '../../web/icons.ts';
import { phoneLink } from '../../web/phone-link.ts';
import type { Page } from '../../web/shell.ts';
import { openTime } from '../../web/time.ts';
import { responseTimes, runsAlways } from '../promise.ts';
import { deskWords } from '../words/words.ts';

const ICONS = { mail: MAIL, page: PAGE, phone: PHONE } as const;

type View = { language: Language; open: OpenNow; timeZone: string };

/** What the desk promises, whether somebody is there now, and the ways to reach it; all times are the desk's own (`shared/sla`). */
export function homePage(settings: Settings, view: View): Page {
  const { language } = view;
  const { home, newRequest, findRequest } = deskWords(language);
  const main = html`<div class="stack wide">
<div class="hero">
<h1>${home.title}</h1>
<p class="lead">${home.lead(settings.deskName)}</p>
${openLine(view)}
<p class="row"><a class="button main-action" href="/desk/new?lang=${language}">${newRequest}</a>
<a class="button" href="/desk/link?lang=${language}">${findRequest}</a></p>
</div>
${plans(language)}
${priorities(language)}
${hours(settings, language)}
${ways(settings, language)}
</div>`;
  return { language, title: home.title, main, path: '/desk', isWide: true, scripts: ['in-zone.js'] };
}

/** Whether somebody is there now, and until when: in the desk's zone, until the script asks for the visitor's own. */
function openLine({ language, open, timeZone }: View): Html {
  const { home } = deskWords(language);
  const at = (instant: string) => formatShort(instant, timeZone, language);
  const text = !open.isOpen
    ? home.closedUntil(at(open.opens))
    : open.until === 'always'
      ? home.alwaysOpen
      : home.openUntil(at(open.until));
  return html`<p class="open-now ${open.isOpen ? 'is-open' : 'is-closed'}" data-in-zone="open" role="status">
<span class="dot" aria-hidden="true"></span><span><strong>${text}</strong>${timeZone !== 'UTC' && html` <span class="muted">${timeZone}</span>`}<br>
<span class="muted small">${home.premiumAlways}</span></span></p>`;
}

function plans(language: Language): Html {
  const { home, priority, plan: all, channel } = deskWords(language);
  const times = responseTimes();
  const names = wordsFor(language).plan;
  const when = (plan: Plan, each: Priority) => {
    const isOne = new Set(PRIORITIES.map((other) => runsAlways(plan, other))).size === 1;
    return (
      !isOne &&
      html`<br><span class="muted small">${runsAlways(plan, each) ? home.dayAndNight : home.workingHours}</span>`
    );
  };
  const card = (plan: Plan) => html`<article class="card plan">
<h3>${names[plan]} <span class="pill">${all[plan].hours}</span></h3>
<table class="times">
<caption>${home.responseTime}</caption>
<tbody>${PRIORITIES.map(
    (each) => html`<tr><th scope="row"><span class="pill p${each}">P${each}</span> ${priority[each].name}</th>
<td class="num">${openTime(times[plan][each], language)}${when(plan, each)}</td></tr>`,
  )}</tbody>
</table>
<ul class="ways">${all[plan].channels.map((way) => html`<li>${ICONS[way]} ${channel[way]}</li>`)}</ul>
</article>`;
  return html`<section class="stack" aria-labelledby="plans">
<h2 id="plans">${home.plansHeading}</h2>
<div class="two">${PLANS.map(card)}</div>
<p class="muted">${home.responseNote} ${home.quoteNote}</p>
</section>`;
}

function priorities(language: Language): Html {
  const { home, priority } = deskWords(language);
  return html`<section class="stack" aria-labelledby="priorities">
<h2 id="priorities">${home.prioritiesHeading}</h2>
<div class="two">${PRIORITIES.map(
    (each) => html`<article class="card stack priority-${each}">
<h3><span class="pill p${each}">P${each}</span> ${priority[each].name}</h3>
<p>${priority[each].definition}</p>
<dl class="facts wide-facts"><dt>${home.example}</dt><dd>${priority[each].example}</dd>
<dt>${home.yourPart}</dt><dd>${priority[each].duty}</dd></dl>
</article>`,
  )}</div>
</section>`;
}

function hours({ calendars = [] }: Settings, language: Language): Html {
  const { home } = deskWords(language);
  const names: Readonly<Record<string, string>> = home.calendars;
  const all = [...CALENDAR_NAMES.filter((name) => name !== '24x7').map((name) => findCalendar(name)), ...calendars];
  const row = ({ name, hours, closesOnHolidays }: Calendar) =>
    html`<dt>${names[name] ?? name}</dt><dd>${sayOpenings(hours, language)}; ${closesOnHolidays ? home.holidays : home.noHolidays}</dd>`;
  return html`<section class="stack" aria-labelledby="hours">
<h2 id="hours">${home.hoursHeading}</h2>
<div class="card stack">
<dl class="facts">${all.map(row)}</dl>
<p class="muted">${home.hoursNote}</p>
</div>
</section>`;
}

function ways({ supportAddress, phone }: Settings, language: Language): Html {
  const { home, newRequest } = deskWords(language);
  return html`<section class="stack" aria-labelledby="reach">
<h2 id="reach">${home.reachHeading}</h2>
<ul class="reach">
<li class="card"><span class="icon">${MAIL}</span><h3>${home.byMail}</h3><p><a href="mailto:${supportAddress}">${supportAddress}</a></p></li>
<li class="card"><span class="icon">${PAGE}</span><h3>${home.byPage}</h3><p><a href="/desk/new?lang=${language}">${newRequest}</a></p></li>
<li class="card"><span class="icon">${PHONE}</span><h3>${home.byPhone}</h3><p>${phone ? html`${phoneLink(phone)}<br>` : undefined}<span class="muted">${home.phoneOnly}</span></p></li>
</ul>
</section>`;
}
