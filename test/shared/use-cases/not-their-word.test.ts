import { expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { followLinkFor } from '../../../shared/ticket/link-access.ts';
import { rateByLink } from '../../../shared/use-cases/by-link/rate-by-link.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, waitingTicket } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** What somebody said of their satisfaction is not said by who asks since. */

const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

it('the page of Bea, who asks since, does not show as hers what Anna of another customer pressed', async () => {
  const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], language: 'en' as const };
  const desk = deskOf({ customers: [rossi, bianchi], settings: { askSatisfaction: true } });
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  const b = by(desk, id);
  await respond(desk, {
    ...b,
    source: 'api:1',
    text: 'Oil it.',
    attachments: [],
    tellBy: 'call',
    receivedAt: b.at,
  } as never);
  await changeState(desk, { ...by(desk, id), state: 'closed' } as never);
  await rateByLink(desk, { ticketId: id, reader: 'anna@rossi.example', at: desk.now().toISOString() } as never, 'bad');
  desk.pass(60);
  await correctRequester(desk, { ...by(desk, id), requester: { address: 'bea@bianchi.example' } } as never);
  const link = followLinkFor('a signing key for tests only', desk.settings, await getTicket(desk, id), {
    address: 'bea@bianchi.example',
    now: desk.now().toISOString(),
  }).slice('https://desk.example'.length);
  const { text } = await visit(createHandler(desk)).get(`${link}?lang=en`);
  expect(text).toContain('Are you satisfied?');
  expect(text).not.toContain('aria-pressed="true"');
});
