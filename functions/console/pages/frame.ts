import { type Agent, isLead } from '../../../shared/customer/agent.ts';
import type { Language } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import type { Frame, Page } from '../../web/shell.ts';
import { consoleWords } from '../words/words.ts';

/** Where an agent is: the entry of the head that is marked. */
export type Here = 'queue' | 'held' | 'lead' | 'reports' | 'new' | 'replies' | 'me';

/** Who looks at a page, in which language and zone, and at what time (ISO, UTC, desk time). */
export type Viewer = {
  agent: Pick<Agent, 'id' | 'name' | 'role' | 'serial' | 'absent'>;
  language: Language;
  timeZone: string;
  now: string;
  /** How much of the desk's time passes in a second of the browser's. */
  pace: number;
  /** Single letters are commands. */
  hasKeys: boolean;
};

type Content = Pick<Page, 'title' | 'main'> & {
  scripts?: readonly string[];
  /** What was searched for, which stays in its field. */
  asked?: string;
};

/** What is around a page for who is signed in, and what every such page loads. */
export function consolePage(viewer: Viewer, { asked = '', ...page }: Content, here?: Here): Page {
  const { language, agent, hasKeys } = viewer;
  const { frame: words, replies } = consoleWords(language);
  const entry = (name: Here, href: string, text: string) =>
    html`<a href="${href}"${here === name && html` aria-current="page"`}>${text}</a>`;
  const nav = html`<form class="find" role="search" action="/console/search"><label class="hidden" for="q">${words.search}</label><input type="search" id="q" name="q" value="${asked}" placeholder="${words.searchHint}" autocomplete="off"><button class="hidden" type="submit">${words.search}</button></form>
${entry('queue', '/console', words.queue)}
${entry('held', '/console/quarantine', words.held)}
${isLead(agent) && entry('lead', '/console/lead', consoleWords(language).lead.nav)}
${isLead(agent) && entry('reports', '/console/reports', consoleWords(language).report.nav)}
${entry('new', '/console/new', words.file)}
${entry('replies', '/console/replies', replies.title)}
${entry('me', '/console/me', words.me(agent.name))}`;
  return {
    ...page,
    isWide: true,
    language,
    frame: { home: '/console', nav },
    sheets: ['console.css'],
    scripts: [...(page.scripts ?? []), ...(hasKeys ? ['keys.js'] : [])],
  };
}

/** What is around a page for who is not: it leads to nothing but the way in. */
export function strangersFrame(): Frame {
  return { home: '/console' };
}
