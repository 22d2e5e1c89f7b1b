import type { Context } from 'hono';
import type { Message } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { type Colleague, colleaguesOn } from '../../shared/ticket/presence.ts';
import { notePresence } from '../../shared/use-cases/note-presence.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { ticketId } from '../http/ticket-id.ts';
import { lineIn } from '../web/field-in.ts';
import { readFields } from '../web/read-fields.ts';
import { presenceLines } from './pages/ticket/presence.ts';
import type { News } from './pages/ticket/view.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { namesOf, viewerOf } from './viewer.ts';

/** What a page of a ticket says again and again: that it is seen, and whether somebody writes there. It hears who else is, and what has come since. */
export async function tellPresence(desk: Desk, c: Context<ConsoleEnv>): Promise<Response> {
  const id = ticketId(c);
  const form = await readFields(c);
  const { lastPublic } = await getTicket(desk, id);
  const isWriting = lineIn(form, 'writing', 3) === 'yes';
  const colleagues = await notePresence(desk, { agent: c.get('agent'), ticketId: id, isWriting });
  const isNewer = lastPublic.at !== lineIn(form, 'since', 40);
  const news = isNewer ? newsIn((await desk.tickets.messages(id)).messages) : undefined;
  const names = namesOf(c);
  const lines = presenceLines({ viewer: viewerOf(desk, c), names, colleagues, news, ticketId: id });
  return c.body(lines.markup, 200, { 'content-type': 'text/html; charset=utf-8' });
}

/** Who wrote the newest of what customers see or wrote. */
export function newsIn(messages: readonly Message[]): News {
  const newest = messages.findLast(({ kind }) => kind === 'public');
  return { agent: newest?.author === 'agent' ? newest.by : undefined };
}

/** Who else is on which ticket. The queue is whole without that: nobody waits longer since it cannot be read. */
export async function colleaguesNow(desk: Desk, me: string): Promise<ReadonlyMap<string, Colleague[]>> {
  try {
    return colleaguesOn(await desk.presence.all(), me, desk.machineNow());
  } catch (error) {
    desk.log.warn('the queue is shown without who is on it', { error });
    return new Map();
  }
}
