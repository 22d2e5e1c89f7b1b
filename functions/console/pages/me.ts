import { type Account, DIGEST_MINUTES, NOTICES_WANTED } from '../../../shared/customer/account.ts';
import { LANGUAGES } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import { checkField, hiddenField, selectField, textField } from '../../web/fields.ts';
import { problemSummary } from '../../web/problems.ts';
import type { Page } from '../../web/shell.ts';
import { pageWords } from '../../web/words/words.ts';
import { consoleWords } from '../words/words.ts';
import { type AwayAmiss, awayCard, awayProblem } from './away.ts';
import { consolePage, type Viewer } from './frame.ts';

/** What was not taken: a time zone that is none, or the end of an absence. */
export type Amiss = { badZone?: string; away?: AwayAmiss };

type MeView = { viewer: Viewer; account: Account; deskZone: string; amiss: Amiss | undefined; isSaved: boolean };

/** How an agent likes the pages, and the ways out. */
export function mePage({ viewer, account, deskZone, amiss, isSaved }: MeView): Page {
  const { language, agent, hasKeys } = viewer;
  const { me: words, ticket } = consoleWords(language);
  const { badZone, away } = amiss ?? {};
  const problems = [
    ...(badZone === undefined ? [] : [{ field: 'timeZone', message: words.badZone }]),
    ...(away ? [awayProblem(viewer, away)] : []),
  ];
  const languages = LANGUAGES.map((value) => ({ value, text: pageWords(value).name }));
  const main = html`<div class="stack"><h1>${agent.name}</h1>
${isSaved && html`<p class="banner ok" role="status">${words.saved}</p>`}
${problemSummary(ticket.problems.heading, problems)}
<form class="card stack" method="post" action="/console/me">
${selectField({ name: 'language', label: words.language, options: [{ value: '', text: words.ofBrowser }, ...languages], chosen: account.language ?? '' })}
${textField({ name: 'timeZone', label: words.zone, hint: words.zoneHint, value: badZone ?? account.timeZone ?? '', isRequired: false, language, problems })}
${selectField({ name: 'notices', label: words.notices, options: NOTICES_WANTED.map((value) => ({ value, text: words.noticesOf[value] })), chosen: account.notices ?? 'all' })}
<p class="muted small">${words.noticesHint}</p>
${selectField({ name: 'digest', label: words.digest, options: [{ value: '', text: words.atOnce }, ...DIGEST_MINUTES.map((minutes) => ({ value: String(minutes), text: words.every(minutes) }))], chosen: String(account.digestMinutes ?? '') })}
<p>${checkField({ name: 'keys', label: words.keys, isChecked: hasKeys })}</p>
<p><button class="main-action" type="submit">${words.save}</button></p></form>
${awayCard(viewer, { deskZone, amiss: away })}
<section class="card stack" aria-labelledby="keys-list"><h2 id="keys-list">${words.keysHeading}</h2><dl class="facts">${words.keyList.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></section>
<section class="card stack"><form method="post" action="/console/logout">${hiddenField('from', 'me')}<button type="submit">${words.out}</button></form>
<form class="stack" method="post" action="/console/me/everywhere">${hiddenField('from', 'me')}<p class="muted small">${words.everywhereHint}</p><button type="submit">${words.everywhere}</button></form></section></div>`;
  return consolePage(viewer, { title: words.title, main }, 'me');
}
