import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

/** A mailbox's rule that passes a stranger's mail on keeps whom that copies: nobody reads along on a machine's word (docs/promise.md section 5). */

const DESK = 'help@support.example';
const INFO = 'info@rossi.example';
const TOM = 'tom@rossi.example';
const EVE = 'eve@elsewhere.example';
const AUTO = 'Auto-Submitted: auto-generated\n';

let desk: MemoryDesk;
let n = 0;
beforeEach(() => {
  desk = deskOf({ customers: [rossi] });
});

async function comes(head: string, { proved = true, from = INFO } = {}): Promise<void> {
  desk.pass(60);
  const raw = `Message-ID: <a1@x.example>\nFrom: ${from}\nTo: ${DESK}\nCc: ${EVE}\nDate: Mon, 30 Nov 2026 08:00:00 +0000\nSubject: Fwd: x\n${head}\nHello.\n`;
  const envelopeFrom = /<(.+)>/.exec(from)?.[1] ?? from;
  const delivery = { id: `a${++n}`, recipients: [DESK], envelopeFrom, authenticated: proved };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

async function only() {
  const [ticket, ...more] = await ticketsOf(desk);
  if (!ticket || more.length > 0) throw new Error('there is not one ticket');
  return ticket;
}

describe.each([
  ['a machine’s of its own accord', AUTO, INFO, 'a machine'],
  ['a monitor’s, which no record knows', AUTO, 'monitor@elsewhere.example', 'a machine'],
  ['what says for whom', `Reply-To: ${TOM}\n`, `"'Eve' via Info" <${INFO}>`, 'its From says'],
  ['what says on whose behalf', `Reply-To: "Tom" <${TOM}>\n`, `"Info on behalf of Eve" <${INFO}>`, 'its From says'],
])('whom %s copies when it opens a ticket', (_, head, from, why) => {
  it('is proposed, and reads nothing until an agent adds them', async () => {
    await comes(head, { from });
    const ticket = await only();
    expect(ticket).toMatchObject({ participants: [], proposed: [{ address: EVE }] });
    expect((await messagesOf(desk, ticket.id))[0]?.warnings.join()).toContain(`only proposed: ${why}`);
    await addReader(desk, { ticketId: ticket.id, agent: ada, at: desk.now().toISOString(), address: EVE });
    expect(await only()).toMatchObject({ participants: [{ address: EVE }] });
  });

  it('is proposed, too, where it comes unproved first', async () => {
    await comes(head, { from, proved: false });
    await comes(head, { from });
    expect(await only()).toMatchObject({
      participants: [],
      proposed: [{ address: EVE }],
      requester: { verified: true },
    });
  });
});

it.each<[string, boolean[], string?, string?]>([
  ['at once', [true]],
  ['once its proved copy comes', [false, true]],
  ['by the name of who reads for them', [true], `Reply-To: ${TOM}\n`, `"${TOM}" <${INFO}>`],
  [
    'in a street that is called “via”',
    [true],
    `Reply-To: "Studio Rossi via Garibaldi" <${TOM}>\n`,
    `"Studio Rossi via Garibaldi" <${INFO}>`,
  ],
])('whom a person copies reads along %s', async (_, deliveries, head = '', from = INFO) => {
  for (const proved of deliveries) await comes(head, { proved, from });
  expect(await only()).toMatchObject({ participants: [{ address: EVE }] });
});
