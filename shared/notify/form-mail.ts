import { type FormNewsView, formNews } from '../mail/templates/form-news.ts';
import { FORM_NEWS, type FormNews, type FormRecord } from '../ticket/form-record.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Posted, Recipient } from './post.ts';
import { postTeam } from './post-team.ts';

/** News of a form, and its name. */
export type NewsOf = { name: string; news: FormNews };

/** One of the team hears of a form in its owner's place: why the owner cannot, and so often a day of the same. */
type InPlace = { unreached: string };
const MOST_A_DAY = 1;

/** Tells the owner of a form's source, at `to`, of something that came of it; or one of the team, in the owner's place. */
export function tellFormNews(
  desk: Desk,
  to: Recipient,
  { record, news }: { record: FormRecord; news: FormNews },
  inPlace?: InPlace,
): Promise<Posted> {
  const { deskName, defaults, stage } = desk.settings;
  const { language, timeZone } = defaults;
  const { name, owner } = record;
  const unreached = inPlace && { owner: owner ?? '', reason: inPlace.unreached };
  const head = { language, deskName, timeZone, stage, name, ...(unreached && { unreached }) };
  const content = formNews({ ...head, ...viewOf(record, news) } as FormNewsView);
  const about = `the form ${name}: ${news}`;
  if (!inPlace) return postTeam(desk, to, { content, purpose: 'notice', about, tags: { form: name, news } });
  const limit = { name: `${about}: ${to.address}`, mostADay: MOST_A_DAY };
  return postTeam(desk, to, { content, purpose: 'notice', about, limit });
}

/** Which news of which form a mail to its owner brought, by its tags; undefined for any other mail. */
export function readNewsTags(tags: Readonly<Record<string, string | undefined>>): NewsOf | undefined {
  const news = FORM_NEWS.find((each) => each === tags.news);
  return tags.form === undefined || news === undefined ? undefined : { name: tags.form, news };
}

function viewOf(
  { setAt = '', rotatedAt = '', keptUntil, refusedFrom = '', why = '', rejectedFrom = '' }: FormRecord,
  news: FormNews,
) {
  if (news === 'rotated') return { news, since: rotatedAt, until: keptUntil };
  if (news === 'refused') return { news, since: refusedFrom, why };
  return { news, since: news === 'silent' ? setAt : rejectedFrom };
}
