import { beforeEach, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { factOf } from '../../../shared/report/fact-of.ts';
import { followLinkFor } from '../../../shared/ticket/link-access.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** Whether its requester is satisfied, of a closed request: one click on the page that they follow it on, where the settings have that asked. */

const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';

let desk: MemoryDesk;
let id: string;
beforeEach(() => story({ askSatisfaction: true }));

async function story(settings: { askSatisfaction?: boolean }, closes = true): Promise<void> {
  desk = deskOf({ settings });
  ({ id } = await waitingTicket(desk, { participants: [{ address: BEA }] }));
  desk.pass(60);
  const by = { ticketId: id, agent: ada, at: desk.now().toISOString() };
  const said = { source: 'api:1', text: 'Oil it.', attachments: [], tellBy: 'call' } as const;
  await respond(desk, { ...by, ...said, attachments: [], receivedAt: by.at });
  if (closes) await changeState(desk, { ...by, state: 'closed' });
}

const linkOf = async (address: string) =>
  followLinkFor('a signing key for tests only', desk.settings, await getTicket(desk, id), {
    address,
    now: desk.now().toISOString(),
  }).slice('https://desk.example'.length);
const browser = () => visit(createHandler(desk));
const page = async (reader = ANNA) => (await browser().get(`${await linkOf(reader)}?lang=en`)).text;
const press = async (button: string, reader = ANNA) => browser().post(`${await linkOf(reader)}/${button}?lang=en`, {});
const said = async () => (await getTicket(desk, id)).satisfaction?.is;

it('is asked of the requester of a closed ticket, stands on it, in its trail and its fact, and may be said otherwise', async () => {
  expect(await page()).toContain('Are you satisfied?');
  expect(await said()).toBeUndefined();
  const { status, location } = await press('satisfied');
  expect([status, location]).toEqual([303, expect.stringContaining('done=rated')]);
  expect(await said()).toBe('good');
  expect(await page()).toMatch(/aria-pressed="true">Yes</);
  await press('satisfied');
  await press('unsatisfied');
  expect(await said()).toBe('bad');
  const ticket = await getTicket(desk, id);
  expect(ticket.audit.filter(({ action }) => action === 'rated').map(({ by, detail }) => [by, detail])).toEqual([
    [`customer:${ANNA}`, 'good'],
    [`customer:${ANNA}`, 'bad'],
  ]);
  expect(factOf(ticket, desk.settings)?.satisfaction).toBe('bad');
  expect(ticket.state).toBe('closed');
});

it('is asked of nobody who is copied, who can say nothing and sees nothing of it', async () => {
  await press('unsatisfied');
  expect(await page(BEA)).not.toMatch(/satisfied\?|aria-pressed/);
  await press('satisfied', BEA);
  expect(await said()).toBe('bad');
});

it('is not asked as long as it is open', async () => {
  await story({ askSatisfaction: true }, false);
  expect(await page()).not.toContain('satisfied?');
  await press('satisfied');
  expect(await said()).toBeUndefined();
});

it('is not asked unless the settings say so', async () => {
  await story({});
  expect(await page()).not.toContain('satisfied?');
  await press('satisfied');
  expect(await said()).toBeUndefined();
});
