import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { Story } from '../../../../shared/present/present-story.ts';
import type { Card } from '../../../../shared/ticket/card.ts';
import type { Colleague } from '../../../../shared/ticket/presence.ts';
import type { Offered } from '../../../../shared/use-cases/saved-replies.ts';
import type { Problem } from '../../../web/problems.ts';
import type { Upload } from '../../../web/uploads.ts';
import type { Done } from '../../words/ticket-shape.ts';
import type { Viewer } from '../frame.ts';

/** A ticket as the console shows it: what the agents' API says of it, and what only the page needs. */
export type TicketView = {
  viewer: Viewer;
  story: Story;
  /** Why the answer is due then, in words; undefined when the settings have lost the ticket's calendar. */
  why: string | undefined;
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
  /** What may be put into an answer. */
  replies: readonly Offered[];
  /** Who else is on the ticket now. */
  colleagues: readonly Colleague[];
  /** When the newest public message came (ISO, UTC), as the page has it; and what has come since, of what was sent from an older one. */
  since: string;
  news?: News | undefined;
  /** Tickets that this one goes on for: they were merged into it. */
  goesOnFor: readonly string[];
  done?: Done | undefined;
  /** The next one that waits, for whoever is done with this. */
  next?: Card | undefined;
  /** What was wrong with what was sent from here, and what it held. */
  problems?: readonly Problem[];
  held?: Held | undefined;
  /** The fields of the form that was sent, whichever it was. */
  typed?: FormData | undefined;
  /** What whoever sent it should look at. */
  note?: string | undefined;
};

/** What came on a ticket since a page was made: `agent` is who answered (an id), undefined when it was no agent. */
export type News = { agent: string | undefined };

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

/** What a field of a ticket's form holds: what was typed, when it is shown again, else what is so. */
export function typedOr({ typed }: Pick<TicketView, 'typed'>, name: string, otherwise: string): string {
  const value = typed?.get(name);
  return typeof value === 'string' ? value : otherwise;
}

/** A part of the page that is folded up, unless something is wrong in it. `fields`: what it asks. */
export function folded(
  { problems = [] }: Pick<TicketView, 'problems'>,
  summary: string,
  fields: readonly string[],
  content: Html,
): Html {
  const isOpen = problems.some(({ field }) => fields.includes(field));
  return html`<details${isOpen && html` open`}><summary>${summary}</summary>${content}</details>`;
}
