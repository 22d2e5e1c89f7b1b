import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

/**
 * Who named another customer's contact as where answers go, by a slip, has no say any more in where they go: whoever that is may be the one who asks
 * (docs/promise.md section 9). The agents are told that a later word of theirs was not followed, and why.
 */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@bianchi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };

let desk: MemoryDesk;
let n = 0;
let id = '';
beforeEach(async () => {
  desk = deskOf({ customers: [rossi, bianchi] });
  await comes('Hello');
  id = (await ticketsOf(desk))[0]?.id ?? '';
});

async function comes(subject: string, replyTo?: string, { from = ANNA, to = DESK } = {}): Promise<void> {
  desk.pass(60);
  n += 1;
  const head = replyTo ? `In-Reply-To: ${threadId(KEY, DESK, id)}\nReply-To: ${replyTo}\n` : '';
  const raw = `Message-ID: <r${n}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\n${head}\nMail ${n}.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `r${n}`, recipients: [to], envelopeFrom: from }));
  await desk.team.drain();
}

const writes = (replyTo?: string) => comes(`Re: [${id}] more`, replyTo);
const readers = async () => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const NOT_FOLLOWED = 'was not followed';

describe('who had answers go to another customer’s contact', () => {
  beforeEach(() => writes(BEA));

  it.each([
    ['nobody has confirmed', false, `nobody has confirmed that ${ANNA} reads ${BEA}`],
    ['who has written since', true, `${BEA} was confirmed as the requester`],
  ])(
    '%s, and wants them back: message and notice say that they go on, why, and what to do',
    async (_, isThere, why) => {
      const to = replyAddress(KEY, DESK, { ticketId: id, reader: readerName(BEA) });
      if (isThere) await comes(`Re: [${id}] hers`, undefined, { from: BEA, to });
      desk.sent.length = 0;
      await writes(ANNA);
      expect(await readers()).toEqual([BEA]);
      const said = (await messagesOf(desk, id)).at(-1)?.warnings.find((each) => each.includes(NOT_FOLLOWED));
      expect(said).toContain(`its Reply-To is ${ANNA}`);
      expect(said).toContain(`answers go on to ${BEA}`);
      expect(said).toContain(why);
      expect(said).toContain(`#requester ${ANNA}`);
      const told = desk.sent.find(({ recipient }) => recipient === ada.addresses[0]);
      expect(told?.text.replace(/\s+/g, ' ')).toContain(NOT_FOLLOWED);
      const at = desk.now().toISOString();
      await correctRequester(desk, { ticketId: id, agent: ada, at, requester: { address: ANNA } });
      expect(await readers()).toEqual([ANNA]);
    },
  );

  it.each([
    ['says nothing of it', undefined],
    ['says the same again', BEA],
  ])('and %s: there is nothing to tell', async (_, asked) => {
    await writes(asked);
    expect((await messagesOf(desk, id)).at(-1)?.warnings.join()).not.toContain(NOT_FOLLOWED);
  });
});

it('a word that is followed is not called one that is not', async () => {
  await writes('anna@home.example');
  await writes(ANNA);
  expect(await readers()).toEqual([ANNA]);
  const all = (await messagesOf(desk, id)).flatMap(({ warnings }) => warnings);
  expect(all.join()).not.toContain(NOT_FOLLOWED);
});
