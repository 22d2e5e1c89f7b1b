import type { Priority } from '../../shared/sla/terms.ts';
import type { Input } from '../faults/matrix/world.ts';
import { messagesOf } from '../support/stories.ts';
import { type About, byCall, byMail, note } from './hand.ts';
import { ADA, addressOf } from './mails.ts';
import { nowOf } from './stage.ts';

/** What Ada does: by proved mail to her own address of the ticket, or by calls of the API. */

export function answerByMail(about: About): Input {
  const { name, text, ticket } = about;
  const mail = { name, from: ADA, to: addressOf(ticket.id, 'ada'), subject: 'About it', text, isProved: true };
  return byMail(about, mail, () => answered(about, { isRefused: false, asks: false }));
}

export function answerByCall(about: About, { asks } = { asks: false }): Input {
  const { stage, text, ticket } = about;
  return byCall(about, { method: 'POST', path: '/responses', body: { text, asks } }, async (status) => {
    const mayRefuse = stage.refused.has(ticket.requester.address);
    if (status >= 400 && !(status === 422 && mayRefuse)) stage.wrong.push(`${ticket.id}: an answer got ${status}`);
    await answered(about, { isRefused: status === 422, asks });
  });
}

/** The desk has an answer; whether it leaves is for the mail service to say. */
async function answered(
  { stage, text, ticket }: About,
  { isRefused, asks }: { isRefused: boolean; asks: boolean },
): Promise<void> {
  const stored = (await messagesOf(stage.desk, ticket.id)).find((message) => message.text.trim() === text);
  if (!stored) return void stage.wrong.push(`${ticket.id}: the answer ${text} was taken and is not there`);
  const arrived = Date.parse(stored.at);
  note(stage, ticket.id, { what: 'wrote', line: `agent public: ${text}`, arrived, isCustomers: false });
  stage.answers.push({ at: nowOf(stage), ticket: ticket.id, text, key: stored.key, arrived, isRefused, asks });
}

/** Ada asks the customer for something; undefined of a ticket whose customer nobody would wait for. */
export function askByCall(about: About): Input | undefined {
  const { priority, state } = about.ticket;
  return priority === 1 && state !== 'closed' ? answerByCall(about, { asks: true }) : undefined;
}

export function noteByCall(about: About): Input {
  const { stage, text, ticket } = about;
  const arrived = nowOf(stage);
  return byCall(about, { method: 'POST', path: '/notes', body: { text } }, () =>
    note(stage, ticket.id, { what: 'wrote', line: `agent note: ${text}`, arrived, isCustomers: false }),
  );
}

export function changePriority(about: About, priority: Priority): Input {
  return change(about, { priority, reason: 'as asked' }, () =>
    note(about.stage, about.ticket.id, { what: 'priority', priority }),
  );
}

export function close(about: About, reason: string): Input {
  return change(about, { state: 'closed', reason }, () =>
    note(about.stage, about.ticket.id, { what: 'closed', reason }),
  );
}

export function reopen(about: About): Input {
  const state = about.ticket.firstResponse ? 'answered' : 'waiting';
  return change(about, { state }, () => note(about.stage, about.ticket.id, { what: 're-opened' }));
}

function change(about: About, body: object, happened: () => void): Input {
  return byCall(about, { method: 'PATCH', body }, async (status) => {
    if (status === 200) return happened();
    if (status === 422 && 'state' in body && (await mayRefuse(about, body.state))) return;
    about.stage.wrong.push(`${about.ticket.id}: ${JSON.stringify(body)} got ${status}`);
  });
}

/** Answered since it was asked to wait; or to be closed as if nobody had answered, while an answer has still to leave. */
async function mayRefuse({ stage, ticket: { id } }: About, state: unknown): Promise<boolean> {
  if (state === 'waiting') return true;
  const answers = (await messagesOf(stage.desk, id)).filter(
    ({ author, kind }) => author === 'agent' && kind === 'public',
  );
  const hasLeft = ({ text }: { text: string }) =>
    stage.sent.some((mail) => mail.ticket === id && mail.purpose === 'answer' && mail.text.includes(text.trim()));
  // One whose run broke off after it had left is not known to have left, until it is finished.
  return answers.some((answer) => !hasLeft(answer) || answer.relay?.state !== 'done');
}
