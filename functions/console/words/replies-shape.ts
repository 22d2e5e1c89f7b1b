import type { Owner, Placeholder } from '../../../shared/ticket/saved-reply.ts';

/** What was done with a saved reply, by the name that the page is asked for with. */
export const REPLY_DONE = ['added', 'changed', 'removed'] as const;
export type ReplyDone = (typeof REPLY_DONE)[number];

export type RepliesWords = {
  title: string;
  lead: string;
  of: Readonly<Record<Owner, string>>;
  none: Readonly<Record<Owner, string>>;
  add: string;
  change: string;
  changeOf: (name: string) => string;
  remove: string;
  removeHint: string;
  save: string;
  back: string;
  done: Readonly<Record<ReplyDone, string>>;
  name: string;
  nameHint: string;
  language: string;
  owner: string;
  ownerIs: Readonly<Record<Owner, string>>;
  text: string;
  preview: string;
  previewHint: string;
  placeholders: string;
  placeholdersHint: string;
  means: Readonly<Record<Placeholder, string>>;
  sample: { name: string; subject: string };
  /** In the ticket's composer. */
  choose: string;
  chooseOne: string;
  mine: (name: string) => string;
  insert: string;
  manage: string;
  problems: {
    noName: string;
    longName: (most: number) => string;
    noText: string;
    unknown: (what: string, known: string) => string;
    full: (most: number) => string;
    overtaken: string;
    overtakenRemoving: string;
    gone: string;
    nothingChosen: string;
    filesAgain: string;
  };
};
