import type { Language } from '../../shared/language.ts';
import type { Offered } from '../../shared/use-cases/saved-replies.ts';

/** Saved replies by language, that of the ticket first. */
export function byLanguage(replies: readonly Offered[], first: Language): [Language, Offered[]][] {
  const groups = Map.groupBy(replies, ({ language }) => language);
  return [...groups].toSorted(([a], [b]) => Number(b === first) - Number(a === first));
}

/** How a form names one. */
export function nameOfReply({ owner, id }: Pick<Offered, 'owner' | 'id'>): string {
  return `${owner}:${id}`;
}
