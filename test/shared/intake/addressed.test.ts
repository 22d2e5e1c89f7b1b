import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, requestOf } from '../../support/stories.ts';

/** Signed addresses of tickets: of many at once, and of a duplicate, which lead to the ticket that goes on for it (docs/promise.md sections 5, 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';
const CARLA = 'carla@rossi.example';

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf();
});

const opened = async (source: string, participants: string[] = []) =>
  (
    await openTicket(
      desk,
      requestOf(desk, {
        source,
        messageId: `<${source}@x.example>`,
        participants: participants.map((address) => ({ address })),
      }),
    )
  ).ticket;

const addressOf = (ticketId: string, reader: string, serial = 0) =>
  replyAddress(KEY, DESK, { ticketId, reader: readerName(reader), ...(serial > 0 && { serial }) });

async function write(from: string, to: readonly string[], { proved = false, cc = '' } = {}) {
  desk.pass(60);
  mails += 1;
  const head = `Message-ID: <n${mails}@x.example>\nFrom: ${from}\nTo: ${to.join(', ')}\n${cc && `Cc: ${cc}\n`}`;
  const raw = `${head}Subject: Re: The door\n\nAny news? ${mails}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `n${mails}`, recipients: [...to], authenticated: proved }));
  await desk.team.drain();
}

const last = async (ticketId: string) => (await messagesOf(desk, ticketId)).at(-1);

describe('a mail to the signed addresses of many tickets', () => {
  it.each([6, 12, 49])('is in each of %i', async (many) => {
    const ids: string[] = [];
    for (let n = 0; n < many; n += 1) ids.push((await opened(`mail:${n}`)).id);
    await write(
      ANNA,
      ids.map((id) => addressOf(id, ANNA)),
    );
    for (const id of ids) expect((await last(id))?.text).toContain('Any news?');
  });

  it('of more than any mail has recipients says so in those where it is', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 52; n += 1) ids.push((await opened(`mail:${n}`)).id);
    await write(
      ANNA,
      ids.map((id) => addressOf(id, ANNA)),
    );
    const [first = ''] = ids;
    expect((await last(first))?.warnings.join()).toContain('in the others it is not');
  });
});

describe('a signed address of a duplicate', () => {
  let old: Ticket;
  let twin: Ticket;
  const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
  const close = () => changeState(desk, { ...by(old.id), state: 'closed', reason: 'duplicate', twin: twin.id });

  beforeEach(async () => {
    old = await opened('mail:old', [BEA, CARLA]);
    twin = await opened('mail:twin', [BEA]);
  });

  it('is as good on the ticket that goes on, for who reads there', async () => {
    await close();
    for (const reader of [ANNA, BEA]) {
      await write(reader, [addressOf(old.id, reader)]);
      expect(await last(twin.id)).toMatchObject({ by: reader });
      expect((await last(twin.id))?.fromOutside).toBeUndefined();
    }
  });

  it('that somebody who was taken away had known proves nothing', async () => {
    await write(CARLA, [addressOf(old.id, ANNA)], { proved: true });
    await removeReader(desk, { ...by(old.id), address: CARLA });
    await close();
    await write(ANNA, [addressOf(old.id, ANNA)]);
    expect(await last(twin.id)).toMatchObject({ by: ANNA, fromOutside: true });
    await write(ANNA, [addressOf(old.id, ANNA, 1)]);
    expect((await last(twin.id))?.fromOutside).toBeUndefined();
  });

  it('of one who reads only the duplicate proves nothing, whoever uses it', async () => {
    await close();
    const proposed = (await getTicket(desk, twin.id)).proposed?.map(({ address }) => address);
    expect(proposed).toContain(CARLA);
    for (const from of [CARLA, ANNA]) {
      await write(from, [addressOf(old.id, CARLA)]);
      expect(await last(twin.id)).toMatchObject({ by: from, fromOutside: true });
    }
  });

  it('that others know proves nothing once somebody was taken away from the ticket that goes on', async () => {
    await write(BEA, [addressOf(old.id, ANNA)], { proved: true });
    await close();
    await removeReader(desk, { ...by(twin.id), address: BEA });
    await write(ANNA, [addressOf(old.id, ANNA)]);
    expect(await last(twin.id)).toMatchObject({ by: ANNA, fromOutside: true });
  });
});
