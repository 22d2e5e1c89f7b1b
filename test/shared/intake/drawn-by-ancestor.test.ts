import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, ticketsOf } from '../../support/stories.ts';

/**
 * Knowing an id is not belonging (docs/promise.md section 9): Eve asks under the id of a newsletter that Lia reads, too, and copies Lia, who
 * thereby reads along. What Lia then asks in answer to the newsletter is hers: with a clock and an acknowledgement, and nothing for Eve.
 */

const DESK = 'help@support.example';
const EVE = 'eve@evil.example';
const LIA = 'lia@rossi.example';
const NEWS = '<news-1@list.example>';
const THREAD = [`References: ${NEWS}`, `In-Reply-To: ${NEWS}`];

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

type Mail = { from: string; head?: readonly string[]; cc?: string; subject?: string; text?: string; id?: string };

async function comes({ from, head = THREAD, cc, subject = 'Our login', text = 'Hello.', id }: Mail) {
  desk.pass(60);
  desk.sent.length = 0;
  const lines = [
    `From: ${from}`,
    `To: ${DESK}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    `Message-ID: ${id ?? `<d${++mails}@x>`}`,
    `Subject: ${subject}`,
    ...head,
  ];
  const raw = `${lines.join('\n')}\n\n${text}\n`;
  const delivery = { id: `ses-${++mails}`, envelopeFrom: from, recipients: [DESK], authenticated: true };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

const of = async (address: string): Promise<Ticket | undefined> =>
  (await ticketsOf(desk)).find(({ requester }) => requester.address === address);
const textsOf = async (address: string) =>
  (await messagesOf(desk, (await of(address))?.id ?? '')).map(({ text }) => text.trim());

describe('Lia, whom Eve copied, answers the same newsletter', () => {
  beforeEach(() => comes({ from: EVE, cc: LIA }));

  it.each([
    ['by both fields', THREAD],
    ['by what it answers', [`In-Reply-To: ${NEWS}`]],
    ['by the thread', [`References: ${NEWS} <unknown@list.example>`]],
  ])('%s: hers is a ticket of its own, acknowledged and linked', async (_, head) => {
    await comes({ from: LIA, head, text: 'SECRET of Lia.' });
    expect(await of(LIA)).toMatchObject({ state: 'waiting', links: [{ ticket: (await of(EVE))?.id }] });
    expect(mailed(desk)).toContain(LIA);
    expect(mailed(desk)).not.toContain(EVE);
    expect(await textsOf(EVE)).toEqual(['Hello.']);
  });

  it('with a P1, which has its clock', async () => {
    await comes({ from: LIA, subject: '[P1] All is down' });
    expect(await of(LIA)).toMatchObject({ state: 'waiting', priority: 1 });
    expect(await of(EVE)).toMatchObject({ priority: 3 });
  });

  it('with Eve in copy, whom she need not know', async () => {
    await comes({ from: LIA, cc: EVE });
    expect(await of(LIA)).toMatchObject({ state: 'waiting' });
  });

  it('when the id of Eve’s mail is not found yet', async () => {
    desk.tickets.findByMailId = async () => [];
    await comes({ from: LIA, text: 'SECRET of Lia.' });
    expect(await textsOf(EVE)).toEqual(['Hello.']);
    expect(await textsOf(LIA)).toEqual(['SECRET of Lia.']);
  });

  it('again, and goes on with her own', async () => {
    await comes({ from: LIA });
    await comes({ from: LIA, text: 'Any news?' });
    expect(await textsOf(LIA)).toEqual(['Hello.', 'Any news?']);
    expect(await ticketsOf(desk)).toHaveLength(2);
  });
});

it('whoever asked goes on so on the ticket that goes on for theirs only in a mail to who asked that, too', async () => {
  const carla = 'carla@rossi.example';
  await comes({ from: LIA });
  await comes({ from: carla, head: [] });
  const [duplicate, twin] = [await of(LIA), await of(carla)];
  if (!duplicate || !twin) throw new Error('no tickets');
  const at = desk.now().toISOString();
  const closing = { state: 'closed', reason: 'duplicate', twin: twin.id } as const;
  await changeState(desk, { ticketId: duplicate.id, agent: ada, at, ...closing });
  await comes({ from: LIA, cc: carla, text: 'Any news?' });
  expect(await textsOf(carla)).toContain('Any news?');
  expect(await ticketsOf(desk)).toHaveLength(2);
  await comes({ from: LIA, text: 'To you alone.' });
  expect(await textsOf(carla)).not.toContain('To you alone.');
  expect(await ticketsOf(desk)).toHaveLength(3);
});

it('the mail that Eve’s answers is its writer’s own request, unless it is to Eve, too', async () => {
  const first = '<first@rossi.example>';
  await comes({ from: EVE, cc: LIA, head: [`In-Reply-To: ${first}`] });
  await comes({ from: LIA, head: [], id: first, text: 'SECRET of Lia.' });
  expect(await textsOf(LIA)).toEqual(['SECRET of Lia.']);
});
