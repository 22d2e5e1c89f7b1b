import type { Story } from '../../../../shared/present/present-story.ts';
import type { Problem } from '../../../web/problems.ts';
import type { Upload } from '../../../web/uploads.ts';
import type { Done } from '../../words/ticket-shape.ts';
import type { Viewer } from '../frame.ts';

/** A ticket as the console shows it: what the agents' API says of it, and what only the page needs. */
export type TicketView = {
  viewer: Viewer;
  story: Story;
  /** Agents' names by id, all that there are. */
  names: ReadonlyMap<string, string>;
  /** To whom an answer that is given now goes, the requester first. */
  goesTo: readonly { address: string; name?: string | undefined }[];
  /** Key of the newest public message: what whoever answers has seen. */
  seen: string;
  /** A token for what is sent from this page, so that sending it twice is once. */
  token: string;
  /** Which messages came from outside, or claim to be an agent's. */
  outside: ReadonlySet<string>;
  done?: Done | undefined;
  /** What was wrong with what was sent from here, and what it held. */
  problems?: readonly Problem[];
  held?: Held | undefined;
};

/** What the composer held. */
export type Held = {
  as: 'answer' | 'note';
  text: string;
  close: boolean;
  asks: boolean;
  byPhone: string;
  /** Files that the page's script has sent: they need not be chosen again. */
  uploads: readonly Upload[];
  /** Files that came with the form, by name: they do. */
  lost: readonly Problem[];
};

/** Where a form of the ticket is sent. */
export function actionOf({ story }: Pick<TicketView, 'story'>, name: string): string {
  return `/console/t/${story.id}/${name}`;
}

/** Who wrote something or did something, in words: `agent:luca` by name, `customer:anna@…` by address. */
export function whoIs({ names }: Pick<TicketView, 'names'>, by: string): string {
  const [, kind, id] = /^(agent|customer|unverified):(.*)$/s.exec(by) ?? [];
  if (id === undefined) return by;
  return kind === 'agent' ? (names.get(id) ?? id) : id;
}
