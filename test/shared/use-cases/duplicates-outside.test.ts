import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { dismissOutside, fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** What waits from outside on a ticket is settled before it is closed as a duplicate: no list would show it (docs/promise.md section 5). */

const EVE = 'eve@elsewhere.example';
const KEY = 'a signing key for tests only';
const ADA = 'ada@support.example';

let desk: MemoryDesk;
let id: string;
let twin: string;
let mails: number;

beforeEach(async () => {
  desk = deskOf();
  mails = 0;
  twin = (await waitingTicket(desk, { source: 'mail:twin' })).id;
  id = (await waitingTicket(desk, { source: 'mail:two' })).id;
});

async function comes(from: string, to: string, text: string): Promise<void> {
  mails += 1;
  desk.pass(60);
  const raw = `Message-ID: <o${mails}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: Re: [${id}]\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `o${mails}`, recipients: [to], envelopeFrom: from }));
  await desk.team.drain();
}

const writes = () => comes(EVE, 'help@support.example', `I saw it, too. ${mails}`);
const by = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
const close = (reason = 'duplicate') =>
  changeState(desk, { ...by(), state: 'closed', reason, ...(reason === 'duplicate' && { twin }) });
const outsideOf = async (ticketId: string) => ((await getTicket(desk, ticketId)).outside ?? []).length;
const handedOver = async () => (await getTicket(desk, twin)).audit.some(({ action }) => action === 'goes on for');

describe('a ticket on which something waits from outside', () => {
  it('is not closed as a duplicate, and whoever closes it reads who wrote, and what to do', async () => {
    await writes();
    const message = `what ${EVE} wrote from outside would be out of sight: add, file or dismiss it first`;
    await expect(close()).rejects.toMatchObject({ status: 422, errors: [{ field: 'state', message }] });
    expect((await getTicket(desk, id)).state).toBe('waiting');
    expect(await handedOver()).toBe(false);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['added', () => addReader(desk, { ...by(), address: EVE })],
    ['filed', () => fileOutside(desk, by())],
    ['dismissed', () => dismissOutside(desk, by())],
  ])('is closed as one once that is %s', async (_, settles) => {
    await writes();
    await settles();
    expect(await close()).toMatchObject({ state: 'closed', mergedInto: twin });
  });

  it('is closed for another reason as before', async () => {
    await writes();
    expect((await close('withdrawn')).state).toBe('closed');
  });

  it('is refused by mail, too, and closed by one that settles it first', async () => {
    await writes();
    const to = replyAddress(KEY, desk.settings.supportAddress, { ticketId: id, agentId: 'ada' });
    desk.sent.length = 0;
    await comes(ADA, to, `#close duplicate ${twin}`);
    const told = desk.sent.filter(({ recipient }) => recipient === ADA).map(({ text }) => text.replaceAll('\n', ' '));
    expect(told.join(' ')).toContain(`what ${EVE} wrote from outside`);
    await comes(ADA, to, `#dismiss\n#close duplicate ${twin}`);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', mergedInto: twin });
  });

  it('which comes while it is being closed is not lost: it is refused, or waits on the twin', async () => {
    const save = desk.tickets.save;
    let isIn = false;
    desk.tickets.save = async (...args) => {
      const saved = await save.apply(desk.tickets, args);
      if (args[0].id !== twin || isIn) return saved;
      isIn = true;
      await writes();
      return saved;
    };
    await expect(close()).rejects.toMatchObject({ status: 422, errors: [{ field: 'state' }] });
    expect([await outsideOf(id), (await getTicket(desk, id)).state]).toEqual([1, 'waiting']);
  });
});

it('what comes from outside to a closed duplicate waits on the twin', async () => {
  await close();
  await writes();
  expect([await outsideOf(id), await outsideOf(twin)]).toEqual([0, 1]);
  expect((await messagesOf(desk, twin)).at(-1)).toMatchObject({ by: EVE, fromOutside: true });
});
