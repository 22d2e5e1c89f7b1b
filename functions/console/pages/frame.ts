import type { Agent } from '../../../shared/customer/agent.ts';
import type { Language } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import type { Frame, Page } from '../../web/shell.ts';
import { consoleWords } from '../words/words.ts';

/** Where an agent is: the entry of the head that is marked. */
export type Here = 'queue' | 'search' | 'me';

/** Who looks at a page, in which language and zone, and at what time (ISO, UTC, desk time). */
export type Viewer = {
  agent: Pick<Agent, 'id' | 'name'>;
  language: Language;
  timeZone: string;
  now: string;
  /** How much of the desk's time passes in a second of the browser's. */
  pace: number;
  /** Single letters are commands. */
  hasKeys: boolean;
};

/** What is around a page for who is signed in, and what every such page loads. */
export function consolePage(viewer: Viewer, page: Omit<Page, 'language' | 'frame' | 'sheets'>, here?: Here): Page {
  const { language, agent } = viewer;
  const words = consoleWords(language).frame;
  const entry = (name: Here, href: string, text: string) =>
    html`<a href="${href}"${here === name && html` aria-current="page"`}>${text}</a>`;
  const nav = html`${entry('queue', '/console', words.queue)}
${entry('me', '/console/me', words.me(agent.name))}`;
  return {
    isWide: true,
    ...page,
    language,
    frame: { home: '/console', nav },
    sheets: ['console.css'],
    scripts: page.scripts ?? [],
  };
}

/** What is around a page for who is not: it leads to nothing but the way in. */
export function strangersFrame(): Frame {
  return { home: '/console' };
}
