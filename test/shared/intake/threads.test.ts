import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { withParticipants } from '../../../shared/ticket/participants.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, openedBy, takesInAgain, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** One mail is one ticket, and so is one thread, in whatever order its mails come (docs/promise.md section 9). */

const FIRST = '<first@rossi.example>';

function mail(desk: MemoryDesk, given: { id: string; from?: string; text: string; answers?: string; cc?: string }) {
  const { id, from = 'anna@rossi.example', text, answers, cc } = given;
  const header = [
    `Message-ID: ${id}`,
    `From: ${from}`,
    'To: help@support.example',
    ...(cc ? [`Cc: ${cc}`] : []),
    'Subject: The door',
    ...(answers ? [`In-Reply-To: ${answers}`, `References: ${answers}`] : []),
  ];
  const raw = `${header.join('\n')}\n\n${text}\n`;
  return arrives(desk, raw, { id: id.slice(1, id.indexOf('@')), envelopeFrom: from });
}

const first = (desk: MemoryDesk) => mail(desk, { id: FIRST, text: 'It does not open.' });
const second = (desk: MemoryDesk) =>
  mail(desk, { id: '<second@rossi.example>', text: 'Nor does the window.', answers: FIRST });
const other = (desk: MemoryDesk) => mail(desk, { id: '<other@rossi.example>', text: 'The house is shut.' });

async function texts(desk: MemoryDesk): Promise<string[][]> {
  const tickets = await ticketsOf(desk);
  return Promise.all(tickets.map(async ({ id }) => (await messagesOf(desk, id)).map(({ text }) => text.trim()).sort()));
}

/** Delivers each until it is taken, as the queue does, all at once. */
async function deliverAll(desk: MemoryDesk, mails: readonly ReturnType<typeof mail>[]) {
  let left = [...mails];
  for (let round = 0; left.length > 0 && round < 5; round += 1) {
    const outcomes = await Promise.allSettled(left.map((each) => receiveMail(desk, each)));
    left = left.filter((_, index) => outcomes[index]?.status === 'rejected');
    desk.pass(91);
  }
  expect(left).toEqual([]);
}

describe('two mails of one thread', () => {
  const BOTH = [['It does not open.', 'Nor does the window.']];

  it('in the wrong order are one ticket', async () => {
    const desk = deskOf();
    await receiveMail(desk, second(desk));
    desk.pass(60);
    await receiveMail(desk, first(desk));
    expect(await texts(desk)).toEqual(BOTH);
  });

  it('in the wrong order are on the ticket that goes on, when the first was closed as its duplicate between them', async () => {
    const desk = deskOf({ agents: [ada] });
    const goesOn = await openedBy(desk, () => receiveMail(desk, other(desk)));
    desk.pass(60);
    const ticketId = await openedBy(desk, () => receiveMail(desk, second(desk)));
    const at = desk.now().toISOString();
    await changeState(desk, { ticketId, agent: ada, at, state: 'closed', reason: 'duplicate', twin: goesOn });
    desk.pass(60);
    const late = first(desk);
    await receiveMail(desk, late);
    await takesInAgain(desk, late);
    expect((await messagesOf(desk, goesOn)).map(({ text }) => text.trim())).toContain('It does not open.');
    expect(await ticketsOf(desk)).toHaveLength(2);
  });

  it('at once are one ticket, whichever is first', async () => {
    for (const mails of [
      (desk: MemoryDesk) => [first(desk), second(desk)],
      (desk: MemoryDesk) => [second(desk), first(desk)],
    ]) {
      const desk = deskOf();
      await deliverAll(desk, mails(desk));
      expect(await texts(desk)).toEqual(BOTH);
    }
  });

  it('are one ticket when the first broke off before it was there: the second waits for it', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'tickets.create', times: 1 });
    await expect(receiveMail(desk, first(desk))).rejects.toThrow('down');
    await expect(receiveMail(desk, second(desk))).rejects.toBeInstanceOf(TaskBusy);
    await deliverAll(desk, [first(desk), second(desk)]);
    expect(await texts(desk)).toEqual(BOTH);
  });

  it('are two when the first never comes to be: nobody waits for ever', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'tickets.create', times: 1 });
    await expect(receiveMail(desk, first(desk))).rejects.toThrow('down');
    desk.pass(11 * 60);
    await receiveMail(desk, second(desk));
    expect(await texts(desk)).toEqual([['Nor does the window.']]);
  });

  it('to and of a colleague who was copied are one ticket', async () => {
    const desk = deskOf();
    await receiveMail(desk, mail(desk, { id: '<b@x.example>', text: 'B', answers: FIRST, cc: 'carla@rossi.example' }));
    await receiveMail(
      desk,
      mail(desk, { id: FIRST, from: 'carla@rossi.example', text: 'A', cc: 'anna@rossi.example' }),
    );
    expect(await texts(desk)).toEqual([['A', 'B']]);
  });
});

it('two customers who answer one newsletter have a ticket each', async () => {
  const desk = deskOf();
  const news = '<news@shop.example>';
  await receiveMail(desk, mail(desk, { id: '<a@x.example>', text: 'A', answers: news }));
  desk.tickets.findByMailId = async () => [];
  await receiveMail(desk, mail(desk, { id: '<b@x.example>', from: 'eva@elsewhere.example', text: 'B', answers: news }));
  expect((await texts(desk)).flat().sort()).toEqual(['A', 'B']);
  expect(await ticketsOf(desk)).toHaveLength(2);
});

it('two mails that a machine gave one id are two', async () => {
  const desk = deskOf();
  await receiveMail(desk, mail(desk, { id: FIRST, text: 'Disk full.' }));
  await receiveMail(desk, mail(desk, { id: FIRST, text: 'Disk broken.' }));
  expect(await ticketsOf(desk)).toHaveLength(2);
});

it('a mail that comes again finds the ticket that it opened, also when it would now be routed to another', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { requester: { address: 'boss@rossi.example', verified: true } });
  const about = arrives(desk, `Message-ID: ${FIRST}\nFrom: anna@rossi.example\nSubject: Re: [${id}]\n\nMe too.\n`);
  await receiveMail(desk, about);
  const ticket = await desk.tickets.get(id);
  if (ticket) await desk.tickets.save(withParticipants(ticket, [{ address: 'anna@rossi.example' }]));
  await receiveMail(desk, about);
  expect((await texts(desk)).flat().filter((text) => text === 'Me too.')).toHaveLength(1);
});

it('a mail that comes again is where it was put, also when a newer ticket has its id since', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  const reply = arrives(
    desk,
    `Message-ID: ${FIRST}\nFrom: anna@rossi.example\nIn-Reply-To: <anna-1@rossi.example>\n\nMe too.\n`,
  );
  await receiveMail(desk, reply);
  desk.pass(60);
  const { id: newer } = await waitingTicket(desk, { source: 'mail:two', receivedAt: desk.now().toISOString() });
  await desk.tickets.noteReferred(newer, ['<anna-1@rossi.example>']);
  await receiveMail(desk, reply);
  expect((await messagesOf(desk, id)).map(({ text }) => text.trim())).toContain('Me too.');
  expect((await messagesOf(desk, newer)).map(({ text }) => text.trim())).not.toContain('Me too.');
});
