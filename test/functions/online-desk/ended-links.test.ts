import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** A link that others have seen, quoted in a mail, opens nothing once one of them is taken out (docs/promise.md section 9). */

const ANNA = 'anna@rossi.example';
const EVE = 'eve@evil.example';

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

async function comes(from: string, to: string, text: string, head: readonly string[] = []) {
  desk.pass(60);
  const lines = [`From: ${from}`, `To: ${to}`, ...head, `Message-ID: <e-${++mails}@x>`, 'Subject: Re: The door'];
  const delivery = { id: `ses-${mails}`, recipients: [to], envelopeFrom: from, authenticated: true };
  await receiveMail(desk, arrives(desk, `${lines.join('\n')}\n\n${text}\n`, delivery));
  await desk.team.drain();
}

const newest = (recipient: string, ticketId: string) =>
  desk.sent.findLast((mail) => mail.recipient === recipient && mail.replyTo?.includes(ticketId.toLowerCase()));

const linkTo = (recipient: string, ticketId: string) =>
  /\/desk\/t\/[^\s"<]+/.exec(newest(recipient, ticketId)?.text ?? '')?.[0] ?? '';

const statusOf = async (link: string) => (await visit(createHandler(desk)).get(link)).status;

const says = (ticketId: string, text: string) =>
  comes('ada@support.example', newest('ada@support.example', ticketId)?.replyTo ?? '', text);

const word = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

/** A ticket that Ada has answered; Anna's link is where Eve can see it. */
async function answered(change: Parameters<typeof waitingTicket>[1] = { participants: [{ address: EVE }] }) {
  const { id } = await waitingTicket(desk, change);
  await comes(ANNA, 'help@support.example', 'Hello?', ['Cc: bea@rossi.example', `References: <anna-1@rossi.example>`]);
  await says(id, 'We look at it.');
  return id;
}

describe('a link of whoever stays ends', () => {
  it.each<[string, (id: string) => Promise<unknown>]>([
    ['when a reader is removed by mail', (id) => says(id, `#remove ${EVE}`)],
    ['when a reader is removed by the API', (id) => removeReader(desk, { ...word(id), address: EVE })],
    [
      'when somebody else is said to ask',
      (id) => correctRequester(desk, { ...word(id), requester: { address: 'zoe@rossi.example' } }),
    ],
  ])('%s, and the next mail has one that opens', async (_, takeOut) => {
    const id = await answered();
    const bea = linkTo('bea@rossi.example', id);
    const anna = linkTo(ANNA, id);
    expect([await statusOf(anna), await statusOf(bea)]).toEqual([200, 200]);
    await takeOut(id);
    await says(id, 'The code is 4711.');
    expect([await statusOf(anna), await statusOf(bea)]).toEqual([404, 404]);
    expect(await statusOf(linkTo('bea@rossi.example', id))).toBe(200);
  });

  it('when one is removed who was only proposed, and never read', async () => {
    const id = await answered({ proposed: [{ address: EVE }] });
    const anna = linkTo(ANNA, id);
    await says(id, `#remove ${EVE}`);
    expect(await statusOf(anna)).toBe(404);
  });

  it('when its requester reads elsewhere from now on', async () => {
    const id = await answered();
    const bea = linkTo('bea@rossi.example', id);
    await comes(ANNA, newest(ANNA, id)?.replyTo ?? '', 'At home.', ['Reply-To: anna@private.example']);
    expect(await statusOf(bea)).toBe(404);
  });

  it('when one is removed on the ticket that goes on for a duplicate: it would write there', async () => {
    const id = await answered();
    const anna = linkTo(ANNA, id);
    const twin = await waitingTicket(desk, { source: 'mail:two', participants: [{ address: EVE }] });
    await changeState(desk, { ...word(id), state: 'closed', reason: 'duplicate', twin: twin.id });
    expect(await statusOf(anna)).toBe(200);
    await removeReader(desk, { ...word(twin.id), address: EVE });
    expect(await statusOf(anna)).toBe(404);
  });
});

it('nobody is taken out: all links stay', async () => {
  const id = await answered();
  const anna = linkTo(ANNA, id);
  await says(id, '#add carl@rossi.example');
  await expect(removeReader(desk, { ...word(id), address: 'nobody@rossi.example' })).rejects.toThrow();
  expect(await statusOf(anna)).toBe(200);
});
