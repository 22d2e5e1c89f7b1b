import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName } from '../../../shared/mail/signed/reply-address.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';

it('a reader whose address changed too often for another one keeps no answer from anybody, and answers by number', async () => {
  const desk = deskOf({ customers: [rossi] });
  const comes = async (name: string, from: string, head: string, to = DESK) => {
    desk.pass(60);
    const raw = `Message-ID: <${name}@x.example>\nFrom: ${from}\nTo: ${to}\n${head}\n\nThe door is stuck.\n`;
    await receiveMail(desk, arrives(desk, raw, { id: name, recipients: [to], envelopeFrom: from }));
  };
  await comes('one', TOM, `Cc: ${ANNA}\nSubject: Door`);
  const [opened] = await ticketsOf(desk);
  const id = opened?.id ?? '';
  const readerAddresses = [{ reader: readerName(TOM), serial: 100, shared: true }];
  await desk.tickets.save({ ...(await getTicket(desk, id)), readerAddresses, readersVersion: 100 });
  desk.sent.length = 0;

  desk.pass(60);
  const said = { text: 'Push it.', attachments: [], receivedAt: desk.now().toISOString(), tellBy: 'call' as const };
  await respond(desk, { ticketId: id, agent: ada, source: 'api:1', ...said });
  const answers = desk.sent.filter(({ text }) => text.includes('Push it.'));
  expect(answers.map(({ recipient }) => recipient).sort()).toEqual([ANNA, TOM]);
  const replyTo = (who: string) => answers.find(({ recipient }) => recipient === who)?.replyTo;
  expect(replyTo(TOM)).toBe(DESK);
  expect(replyTo(ANNA)).toMatch(/^help\+t-.*\.c-/);

  await comes('two', TOM, `Subject: Re: [${id}] Door`);
  expect(await ticketsOf(desk)).toHaveLength(1);
  expect((await messagesOf(desk, id)).at(-1)).toMatchObject({ by: TOM });
  expect((await messagesOf(desk, id)).at(-1)?.fromOutside).toBeUndefined();
});
