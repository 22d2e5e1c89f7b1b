import { beforeEach, describe, expect, it } from 'vitest';
import type { Later, Refused } from '../../../shared/outcome.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { carryOut } from '../../../shared/use-cases/carry-out.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

/** Whom the mail service refuses is told to the team by name, with the reason and the way to mend it (docs/promise.md section 9). */

const [ANNA, BEA, CARLA] = ['anna', 'bea', 'carla'].map((name) => `${name}@rossi.example`) as [string, string, string];
const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'InvalidParameterValue: Illegal address' } as const;
const AWAY = { outcome: 'later', reason: 'Sending paused' } as const;
const [TO_ADA, TO_BRUNO] = ['ada@support.example', 'bruno@support.example'] as const;

let desk: MemoryDesk;
let id: string;

beforeEach(async () => {
  desk = deskOf();
  answers.clear();
  const { send } = desk.mailer;
  desk.mailer.send = async (mail) => answers.get(mail.recipient) ?? send(mail);
  const participants = [BEA, CARLA].map((address) => ({ address }));
  ({ id } = await waitingTicket(desk, { priority: 1, participants }));
});

/** What the mail service says to a mail to one of these addresses, in place of taking it; of all others it takes it. */
const answers = new Map<string, Refused | Later>();

function refuse(addresses: readonly string[], outcome: Refused | Later = REFUSED) {
  answers.clear();
  for (const address of addresses) answers.set(address, outcome);
}

async function answer(tellBy: 'call' | 'mail' = 'call'): Promise<Message> {
  const receivedAt = desk.now().toISOString();
  const given = { ticketId: id, agent: ada, source: 'api:1', text: 'The key is at the gate.', attachments: [] };
  const { message } = await respond(desk, { ...given, receivedAt, tellBy });
  await desk.team.drain();
  return message;
}

const sentTo = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
const read = async () => (await desk.tickets.get(id)) as Ticket;

describe('one who is copied is refused at an answer', () => {
  it('its writer and the team hear it by name, with the reason and the mend, and who reads an answer', async () => {
    refuse([CARLA]);
    await answer();
    expect(mailed(desk).sort()).toEqual([TO_ADA, ANNA, BEA, TO_BRUNO].sort());
    for (const address of [TO_ADA, TO_BRUNO]) {
      const [notice] = sentTo(address);
      for (const part of [notice?.text, notice?.html]) {
        expect(part).toContain('A reader did not get an answer');
        expect(part).toContain(`${CARLA}: ${REFUSED.reason}`);
        expect(part).toContain(`${CARLA} did not get the answer below`);
        expect(part).toContain('#remove and #add for who is copied');
        expect(part).toContain('The key is at the gate.');
      }
      expect(notice?.text).toMatch(
        /^An answer goes to: +anna@rossi\.example, bea@rossi\.example, carla@rossi\.example$/m,
      );
      expect(notice?.text).toMatch(/^From: +Ada$/m);
    }
    expect((await read()).state).toBe('answered');
  });

  it('two of them: each is named, once', async () => {
    refuse([BEA, CARLA]);
    await answer();
    expect(sentTo(TO_BRUNO).map(({ text }) => /^! (\S+): /m.exec(text)?.[1])).toEqual([BEA, CARLA]);
  });

  it('of a ticket that is somebody’s: its assignee hears it, and the writer', async () => {
    const cleo = { id: 'cleo', name: 'Cleo', addresses: ['cleo@support.example'] };
    await desk.agents.put(cleo);
    await assign(desk, { ticketId: id, agent: bruno, to: 'bruno', at: desk.now().toISOString() });
    desk.sent.length = 0;
    refuse([CARLA]);
    await answer();
    expect(mailed(desk).sort()).toEqual([TO_ADA, ANNA, BEA, TO_BRUNO].sort());
  });

  it('later, after the mail service was away: told once then', async () => {
    refuse([CARLA], AWAY);
    await answer();
    expect(sentTo(TO_ADA)).toEqual([]);
    refuse([CARLA]);
    await sweepLater(desk);
    await desk.team.drain();
    await sweepLater(desk);
    await desk.team.drain();
    expect(sentTo(TO_ADA).map(({ text }) => text.includes(`${CARLA} did not get the answer below`))).toEqual([true]);
    expect(sentTo(ANNA)).toHaveLength(1);
  });

  it('and refused again when the answer is sent again: told again', async () => {
    refuse([ANNA, CARLA]);
    const { key } = await answer();
    expect(sentTo(TO_ADA)).toEqual([]);
    refuse([CARLA]);
    for (const times of [1, 2]) {
      desk.pass(60);
      if (times === 2) await desk.tickets.markUndelivered((await desk.tickets.getMessage(id, key)) as Message, 'gone');
      await resendAnswer(desk, { ticketId: id, messageKey: key });
      await desk.team.drain();
      expect(sentTo(TO_BRUNO)).toHaveLength(times);
    }
  });
});

describe('word to one of the team is refused', () => {
  it('that an answer was not sent: a colleague hears it', async () => {
    refuse([ANNA, TO_ADA]);
    await answer('mail');
    expect(mailed(desk)).toEqual([TO_BRUNO]);
    expect(sentTo(TO_BRUNO)[0]?.text).toContain(`${ANNA} did not get the answer below`);
  });

  it('that an answer was not sent, whose writer has left: a colleague hears it', async () => {
    refuse([ANNA], AWAY);
    await answer();
    await desk.agents.remove('ada');
    refuse([ANNA]);
    await sweepLater(desk);
    await desk.team.drain();
    expect(sentTo(TO_BRUNO).map(({ text }) => text.includes(`${ANNA} did not get the answer below`))).toContain(true);
  });

  it('that a command was not carried out: a colleague hears it, with the lines and what was wrong', async () => {
    refuse([TO_ADA]);
    const at = desk.now().toISOString();
    const problems = ['#clsoe: there is no such command'];
    const orders = { ticketId: id, agent: ada, source: 'mail:1', at, lines: ['#clsoe'], commands: [], problems };
    await carryOut(desk, { ...orders, answerSent: false });
    await desk.team.drain();
    expect(mailed(desk)).toEqual([TO_BRUNO]);
    expect(sentTo(TO_BRUNO)[0]?.text).toContain(`! ${problems[0]}`);
    expect(sentTo(TO_BRUNO)[0]?.text).toMatch(/^From: +Ada$/m);
  });
});

it('what was not carried out names who reads now, as the commands beside it left it', async () => {
  const at = desk.now().toISOString();
  const commands = [
    { name: 'remove', addresses: [CARLA] },
    { name: 'assign', to: 'nobody-here' },
  ] as never;
  const orders = { ticketId: id, agent: ada, source: 'mail:1', at, lines: [], commands, problems: [] };
  await carryOut(desk, { ...orders, answerSent: false });
  expect(sentTo(TO_ADA)[0]?.text).toMatch(/^An answer goes to: +anna@rossi\.example, bea@rossi\.example$/m);
});
