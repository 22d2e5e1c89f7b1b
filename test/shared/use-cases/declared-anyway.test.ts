import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, waitingTicket } from '../../support/stories.ts';

/** Whatever agents like to hear, what is urgent or theirs to stand in for reaches them. */

let count = 0;
async function writes(desk: MemoryDesk, id: string, text: string) {
  count += 1;
  desk.pass(60);
  const raw = `From: anna@rossi.example\nMessage-ID: <w${count}@x>\nSubject: Re: [${id}] it\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `w${count}` }));
  await desk.team.drain();
}
const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

it('a P1 that a customer newly declares reaches the one who has the ticket, whatever they like', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  await assign(desk, { ...by(desk, id), to: 'ada' });
  await desk.accounts.prefer(ada, { notices: 'none' });
  desk.sent.length = 0;
  await writes(desk, id, 'Please raise it to P1');
  console.log('P4', (await getTicket(desk, id)).priority);
  expect(desk.sent.map(({ recipient }) => recipient)).toContain(ada.addresses[0]);
});
it('control: without a preference', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  await assign(desk, { ...by(desk, id), to: 'ada' });
  desk.sent.length = 0;
  await writes(desk, id, 'Please raise it to P1');
  expect(desk.sent.map(({ recipient }) => recipient)).toContain(ada.addresses[0]);
});
it('control: who stands in, without a preference', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  await assign(desk, { ...by(desk, id), to: 'ada' });
  await desk.agents.put?.({ ...ada, absent: { until: '2026-12-24' } } as never);
  desk.sent.length = 0;
  await writes(desk, id, 'It is broken again.');
  expect(desk.sent.map(({ recipient }) => recipient)).toContain(bruno.addresses[0]);
});
