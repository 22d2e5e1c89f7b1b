import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Command } from '../../../shared/mail/commands.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, rossi, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** An agent's mail to the signed address of a duplicate says nothing of the ticket that goes on, which may be somebody else's (docs/promise.md section 5). */

const HELP = 'help@support.example';
const ADA = 'ada@support.example';
const MARCO = 'marco@rossi.example';
const CARLA = 'carla@rossi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };
let desk: MemoryDesk;
let duplicate: string;
let twin: string;

const by = (ticketId: string) => ({ ticketId, agent: bruno, at: desk.now().toISOString() });

async function mail(from: string, to: string, { subject, text }: { subject: string; text: string }) {
  desk.pass(60);
  const id = `mail-${desk.now().getTime()}`;
  const raw = `Message-ID: <${id}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`;
  // Who writes from outside is not proved.
  const how = { id, recipients: [to], envelopeFrom: from, authenticated: from === ADA };
  await receiveMail(desk, arrives(desk, raw, how));
  await desk.team.drain();
}

const says = (ticketId: string, text: string) =>
  mail(ADA, replyAddress('a signing key for tests only', HELP, { ticketId, agentId: 'ada' }), {
    subject: 'Re: x',
    text,
  });

/** Anna's, closed as a duplicate of Marco's, which is answered; something came there from outside since. */
beforeEach(async () => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  duplicate = (await waitingTicket(desk)).id;
  const asked = { requester: { address: MARCO, name: 'Marco', verified: true }, by: `customer:${MARCO}` };
  const participants = [{ address: CARLA }];
  const second = { source: 'mail:two', messageId: '<marco-2@rossi.example>', subject: 'The lift' };
  twin = (await waitingTicket(desk, { ...asked, ...second, participants, priority: 3 })).id;
  await changeState(desk, { ...by(duplicate), state: 'closed', reason: 'duplicate', twin });
  desk.pass(60);
  const said = { text: 'We come.', attachments: [], receivedAt: desk.now().toISOString(), tellBy: 'call' as const };
  await respond(desk, { ...by(twin), source: 'api:1', ...said });
  await desk.team.drain();
  await mail('lift@vendor.example', HELP, { subject: `Re: [${twin}] The lift`, text: 'Somebody is in it!' });
  desk.sent.length = 0;
});

/** All that an agent's mail can ask for: what is done there, and what is refused. */
const COMMANDS: Record<Command['name'], { line: string; isFree: boolean }> = {
  note: { line: '#note', isFree: true },
  tag: { line: '#tag vip', isFree: true },
  untag: { line: '#untag vip', isFree: true },
  assign: { line: '#assign bruno', isFree: true },
  split: { line: '#split', isFree: false },
  ask: { line: '#ask', isFree: false },
  close: { line: '#close', isFree: false },
  merge: { line: '#merge T-00000000', isFree: false },
  priority: { line: '#priority 1 all is down', isFree: false },
  withdraw: { line: '#withdraw', isFree: false },
  add: { line: '#add elsa@rossi.example', isFree: false },
  remove: { line: `#remove ${CARLA}`, isFree: false },
  file: { line: '#file', isFree: false },
  dismiss: { line: '#dismiss', isFree: false },
  snooze: { line: '#snooze 12w', isFree: false },
  confirm: { line: '#confirm', isFree: false },
  phoned: { line: '#phoned', isFree: false },
  requester: { line: '#requester elsa@rossi.example', isFree: false },
  customer: { line: '#customer bianchi', isFree: false },
  plan: { line: '#plan premium', isFree: false },
};
const linesOf = (isFree: boolean) =>
  Object.values(COMMANDS).flatMap((each) => (each.isFree === isFree ? each.line : []));
const told = () => desk.sent.flatMap(({ recipient, text }) => (recipient === ADA ? text.replace(/\s+/g, ' ') : []));
const refused = () => `${duplicate} is closed as a duplicate of ${twin}`;

/** What of the ticket that goes on a command could change, how many tickets there are, and whose mails are on this one. */
async function standing() {
  const { state, priority, timer, outside, participants, requester, customer, terms, links, lastPublic } =
    await getTicket(desk, twin);
  const about = { state, priority, timer, outside, participants, requester, customer, terms, links, lastPublic };
  const isAnswer = ({ kind, author }: Message) => kind === 'public' && author === 'agent';
  return {
    ...about,
    tickets: (await ticketsOf(desk)).length,
    answers: (await messagesOf(desk, twin)).filter(isAnswer),
  };
}

describe.each(linesOf(false))('%s', (line) => {
  it.each(['', '\n\nTurn the key twice.'])(
    'does nothing on the ticket that goes on, and its writer is told: "%s" below',
    async (below) => {
      const before = await standing();
      await says(duplicate, `${line}${below}`);
      expect(await standing()).toEqual(before);
      expect(told()).toContainEqual(expect.stringContaining(refused()));
    },
  );
});

it.each(linesOf(true))('%s is done there', async (line) => {
  await says(duplicate, `${line}\n\nThe key is in the drawer.`);
  expect(told()).not.toContainEqual(expect.stringContaining(refused()));
  const kept = (await messagesOf(desk, twin)).find(({ text }) => text === 'The key is in the drawer.');
  expect(kept?.kind).toBe(line === '#note' ? 'note' : 'public');
});

it('tags and whose it is are changed on the one that goes on', async () => {
  await says(duplicate, '#tag vip\n#assign bruno');
  expect(await getTicket(desk, twin)).toMatchObject({ tags: ['vip'], assignee: 'bruno' });
});
