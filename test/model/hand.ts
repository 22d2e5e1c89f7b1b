import { createHandler as createApi } from '../../functions/api/handler.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { type Input, mailNotice, request } from '../faults/matrix/world.ts';
import { ask } from '../support/http.ts';
import { ADA, bytesOf, type Mail, noticeOf } from './mails.ts';
import type { Fact } from './owed.ts';
import { nowOf, type Stage } from './stage.ts';

/** Something new to be handed in: each has a name and a text of its own. */
export type Fresh = { stage: Stage; name: string; text: string };

/** Something new about a ticket. */
export type About = Fresh & { ticket: Ticket };

/** Without the time, which is that of the note. */
type Noted = Fact extends infer Each ? (Each extends Fact ? Omit<Each, 'at'> : never) : never;

/** Adds to what happened to a ticket, now. */
export function note(stage: Stage, ticketId: string, fact: Noted): void {
  const facts = stage.facts.get(ticketId) ?? [];
  stage.facts.set(ticketId, [...facts, { ...fact, at: nowOf(stage) } as Fact]);
}

/** Notes that the agents must hear of a message. */
export function owesNews({ stage, text }: Fresh, ticket: string, isNew: boolean): void {
  stage.news.push({ at: nowOf(stage), ticket, text, isNew });
}

/** A mail in the intake queue. `taken` notes it once the desk has it: then, and only then, it has happened. */
export function byMail({ stage }: Fresh, mail: Mail, taken: () => void | Promise<void>): Input {
  stage.desk.stored.set(`raw/${mail.name}`, { content: bytesOf(mail), contentType: 'message/rfc822' });
  const { name, hand } = mailNotice(noticeOf(mail, stage.desk.now()));
  const once = onlyOnce(taken);
  return {
    name: `${name} ${mail.name}`,
    hand: async (...run) => {
      const isTaken = await hand(...run);
      if (isTaken) await once();
      return isTaken;
    },
  };
}

/** A request whose sender asks again until there is an answer; `answered` gets its status, below 500. */
export function byRequest(
  name: string,
  askDesk: (desk: Desk) => Promise<{ status: number | undefined }>,
  answered: (status: number) => void | Promise<void>,
): Input {
  let last = 0;
  const once = onlyOnce(() => answered(last));
  return request(name, async (desk) => {
    const { status = 500 } = await askDesk(desk);
    last = status;
    if (status < 500) await once();
    return { status };
  });
}

/** What Ada asks of the API about a ticket. */
export function byCall(
  { name, ticket }: About,
  { method, path = '', body }: { method: string; path?: string; body: object },
  answered: (status: number) => void | Promise<void>,
): Input {
  const asked = {
    method,
    path: `/api/tickets/${ticket.id}${path}`,
    claims: { email: ADA },
    body: JSON.stringify(body),
    headers: { 'idempotency-key': name },
  };
  return byRequest(`${method} ${asked.path} ${name}`, (desk) => ask(createApi(desk), asked), answered);
}

/** The same input again is taken again and has happened once. */
function onlyOnce(run: () => void | Promise<void>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await run();
  };
}
