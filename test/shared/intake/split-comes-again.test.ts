import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { splitMessage } from '../../../shared/use-cases/split.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** A mail that is taken again after all was dealt with (`desk replay`): nothing waits from outside once more (docs/promise.md section 9). */

const BOB = 'bob@partner.example';

it.each([
  ['split off, of one who reads there no more', true, []],
  ['not split off, of one who reads there no more', false, [BOB]],
])('a mail that was %s', async (_, isSplit, outside) => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { participants: [{ address: BOB, byAgent: true }] });
  const by = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });
  const comes = async () => {
    const raw = `From: ${BOB}\nTo: help@support.example\nMessage-ID: <b1@x.example>\nSubject: Re: [${id}] The door\n\nMy printer, too.\n`;
    await receiveMail(
      desk,
      arrives(desk, raw, { id: 'b1', recipients: ['help@support.example'], authenticated: true }),
    );
    await desk.team.drain();
  };
  desk.pass(60);
  await comes();
  const messageKey = (await messagesOf(desk, id)).at(-1)?.key ?? '';
  if (isSplit) await splitMessage(desk, { ...by(), messageKey });
  await removeReader(desk, { ...by(), address: BOB });
  desk.pass(60);
  await comes();
  expect((await getTicket(desk, id)).outside?.map(({ address }) => address) ?? []).toEqual(outside);
});
