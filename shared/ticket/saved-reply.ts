import * as z from 'zod';
import type { Agent } from '../customer/agent.ts';
import { LANGUAGES, type Language } from '../language.ts';
import { formatInstant } from '../mail/templates/format-time.ts';
import { shownSubject } from './asked-before.ts';
import type { Ticket } from './ticket.ts';

/** Whose a saved reply is: one agent's alone, or the whole team's. */
export const OWNERS = ['agent', 'team'] as const;
export type Owner = (typeof OWNERS)[number];

/** Saved replies of one owner: a page shows them all, and whoever has more finds none. */
export const MOST_REPLIES = 200;

/** Characters: a name stands in one line of a list; a text is a part of an answer, which takes 20,000. */
export const MOST_OF_REPLY = { name: 80, text: 5_000 };

/** What an agent writes again and again, once. */
export const savedReplySchema = z.object({
  /** Of one owner: what the form that made it brought, so that the same form twice makes one. */
  id: z.string(),
  name: z.string(),
  language: z.enum(LANGUAGES),
  /** With placeholders (`{{requester.name}}`). */
  text: z.string(),
  /** Counts its changes: who changes it says what they have seen. */
  version: z.number(),
});
export type SavedReply = z.infer<typeof savedReplySchema>;

/** An owner as the store knows them: the team, or an agent, of whom the next one of that id has nothing. */
export type RepliesOf = 'team' | Pick<Agent, 'id' | 'serial'>;

/** Where saved replies are. Throws what the table throws. */
export type SavedReplies = {
  /** All of one owner, consistently. What cannot be read is logged, and left out. */
  of(owner: RepliesOf): Promise<SavedReply[]>;
  /** Writes a new one (version 1), unless it is there. */
  add(owner: RepliesOf, reply: Omit<SavedReply, 'version'>): Promise<void>;
  /** Writes one in place of the version that it was read as, one later. False: another changed or removed it since. */
  change(owner: RepliesOf, reply: SavedReply): Promise<boolean>;
  /** Takes one away, as it was read. False likewise. `at`: now (ISO, UTC, machine time). */
  remove(owner: RepliesOf, reply: Pick<SavedReply, 'id' | 'version'>, at: string): Promise<boolean>;
  /** Deletes all that agents of this id have. Only an admin's command may. Gives how many there were. */
  forget(agentId: string): Promise<number>;
};

/** What stands for a placeholder, by its name: the words are those of a ticket's record. */
export const PLACEHOLDERS = [
  'requester.name',
  'ticket.number',
  'ticket.subject',
  'ticket.deadline',
  'agent.name',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
export type Filling = Readonly<Record<Placeholder, string>>;

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** So many that are wrong are named, and of braces that do not match so many characters. */
const NAMED = { most: 5, characters: 40 };

/** What of a text looks like a placeholder and is none, each once and no more than five, as it stands there: a name that nobody knows, or braces that do not match. */
export function unknownPlaceholders(text: string): string[] {
  const named = [...text.matchAll(PLACEHOLDER)]
    .filter(([, name = '']) => !isPlaceholder(name.trim()))
    .map(([whole]) => whole);
  const rest = text.replace(PLACEHOLDER, ' ');
  const loose = [...rest.matchAll(/\{\{|\}\}/g)]
    .slice(0, NAMED.most)
    .map(({ 0: braces, index }) =>
      braces === '{{'
        ? rest.slice(index, index + NAMED.characters).replace(/\s.*/s, '')
        : rest.slice(Math.max(0, index + 2 - NAMED.characters), index + 2).replace(/.*\s/s, ''),
    );
  return [...new Set([...named, ...loose])].slice(0, NAMED.most);
}

/** A text in pieces: what stands there, and what was filled in. What is filled in is looked through for nothing. */
export function filledParts(text: string, filling: Filling): { text: string; of?: Placeholder }[] {
  const parts: { text: string; of?: Placeholder }[] = [];
  let from = 0;
  for (const { 0: whole, 1: said = '', index } of text.matchAll(PLACEHOLDER)) {
    const name = said.trim();
    if (!isPlaceholder(name)) continue;
    parts.push({ text: text.slice(from, index) }, { text: filling[name], of: name });
    from = index + whole.length;
  }
  return [...parts, { text: text.slice(from) }].filter((part) => part.text !== '');
}

/** A text with its placeholders filled in. One that nobody knows stays as it is. */
export function filledIn(text: string, filling: Filling): string {
  return filledParts(text, filling)
    .map((part) => part.text)
    .join('');
}

/**
 * What fills a reply to a ticket that an agent writes. The deadline is that of the first response, in the ticket's zone; whose requester said no name
 * is called by their address; what
 * another one asked before them is no subject of theirs.
 */
export function fillingOf(
  ticket: Pick<Ticket, 'id' | 'subject' | 'asksSince' | 'requester' | 'clock' | 'terms'>,
  agent: Pick<Agent, 'name'>,
  language: Language,
): Filling {
  const { id, requester, clock, terms } = ticket;
  return {
    'requester.name': requester.name ?? requester.address,
    'ticket.number': id,
    'ticket.subject': shownSubject(ticket),
    'ticket.deadline': formatInstant(clock.deadline, terms.timeZone, language),
    'agent.name': agent.name,
  };
}

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}
