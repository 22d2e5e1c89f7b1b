import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../../shared/mail/templates/words/words.ts';
import type { Card } from '../../../../shared/ticket/card.ts';
import type { Known } from '../../../../shared/use-cases/lead/known.ts';
import type { LeadFigures } from '../../../../shared/use-cases/lead/load.ts';
import { consoleWords } from '../../words/words.ts';
import type { Viewer } from '../frame.ts';

export type LeadView = {
  viewer: Viewer;
  /** Agents' names by id. */
  names: ReadonlyMap<string, string>;
  figures: LeadFigures;
};

/** A part of the page under its heading, or that it is not known. */
export function section<T>(
  { language }: Viewer,
  { id, title, figure }: { id: string; title: string; figure: Known<T> },
  show: (figure: T) => Html,
): Html {
  const { unknown } = consoleWords(language).lead;
  const body = figure === 'unknown' ? html`<p class="banner warn">${unknown}</p>` : show(figure);
  return html`<section class="card stack figure" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${body}</section>`;
}

/** The name of a level of escalation; an empty one is in time. */
export function levelName(level: string, { language }: Viewer): string {
  return level === ''
    ? consoleWords(language).lead.waiting.inTime
    : (wordsFor(language).escalation.level[level] ?? level);
}

/** Who has a ticket: an agent by name, one who left by id, or nobody. */
export function whoHas(agent: string, { viewer, names }: Pick<LeadView, 'viewer' | 'names'>): string {
  const { nobody, gone } = consoleWords(viewer.language).lead.waiting;
  return agent === '' ? nobody : (names.get(agent) ?? gone(agent));
}

/** A ticket, as a link to it. */
export function ticketLink({ id, subject, priority }: Card, { language }: Viewer): Html {
  return html`<a class="subject" href="/console/t/${id}">${subject || wordsFor(language).noSubject}</a>
<div class="row small muted"><span class="pill p${priority}">P${priority}</span> <span class="num">${id}</span></div>`;
}
