import { type FormNewsView, formNews } from '../mail/templates/form-news.ts';
import type { FormNews, FormRecord } from '../ticket/form-record.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Posted } from './post.ts';
import { postTeam } from './post-team.ts';

/** Tells the owner of a form's source, at `to`, of something that came of it. */
export function tellFormNews(desk: Desk, to: string, record: FormRecord, news: FormNews): Promise<Posted> {
  const { deskName, defaults } = desk.settings;
  const { language, timeZone } = defaults;
  const head = { language, deskName, timeZone, name: record.name };
  const content = formNews({ ...head, ...viewOf(record, news) } as FormNewsView);
  return postTeam(desk, { address: to }, { content, purpose: 'notice', about: `the form ${record.name}: ${news}` });
}

function viewOf(
  { setAt = '', rotatedAt = '', keptUntil, refusedFrom = '', why = '', rejectedFrom = '' }: FormRecord,
  news: FormNews,
) {
  if (news === 'rotated') return { news, since: rotatedAt, until: keptUntil };
  if (news === 'refused') return { news, since: refusedFrom, why };
  return { news, since: news === 'silent' ? setAt : rejectedFrom };
}
