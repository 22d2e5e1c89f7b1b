import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, waitingTicket } from '../../support/stories.ts';

/**
 * Knowing an id is not belonging (docs/promise.md section 9): Eve, who has read a mail of Anna's, opens a ticket under its Message-ID, and
 * writes to agents with what she knows. What goes on between the others must not go to her ticket, nor what agents write to her to Anna.
 */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const ADA = 'ada@support.example';
const EVE = 'eve@evil.example';
const ID = '<salaries@rossi.example>';
const ABOUT = `In-Reply-To: ${ID}`;

let desk: MemoryDesk;
let ticket: Ticket;
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, { source: 'mail:two', subject: 'Salaries', messageId: ID });
  desk.pass(60);
});

type Mail = { from: string; head: string; text?: string; id?: string; isProved?: boolean; subject?: string };

async function comes({
  from,
  head,
  text = 'Hello.',
  id = `<r${++mails}@x>`,
  isProved = true,
  subject = 'Re: Salaries',
}: Mail) {
  desk.pass(60);
  desk.sent.length = 0;
  const raw = `From: ${from}\nMessage-ID: ${id}\nSubject: ${subject}\n${head}\n\n${text}\n`;
  const delivery = { id: `ses-${++mails}`, envelopeFrom: from, recipients: [DESK], authenticated: isProved };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

const now = async () => desk.tickets.get(ticket.id);
const texts = async () => (await messagesOf(desk, ticket.id)).map(({ text }) => text.trim());

describe.each([
  ['to the desk', `To: ${DESK}`],
  ['with Anna in copy', `To: ${DESK}\nCc: ${ANNA}`],
  ['with Anna and Ada in copy', `To: ${DESK}\nCc: ${ANNA}, ${ADA}`],
])('Eve opens a ticket under the id of Anna’s mail, %s', (_, head) => {
  describe.each([true, false])('proved: %s', (isProved) => {
    beforeEach(() => comes({ from: EVE, head, id: ID, isProved }));

    it.each([
      ['with Anna and the desk', `To: ${ANNA}\nCc: ${DESK}\n${ABOUT}`],
      ['by the thread', `To: ${DESK}\nCc: ${ANNA}\nReferences: ${ID} <unknown@x>\nIn-Reply-To: <unknown@x>`],
    ])('Ada answers Anna: %s', async (_way, answer) => {
      await comes({ from: ADA, head: answer, text: 'The secret answer.' });
      expect(await now()).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:ada' } });
      expect(mailed(desk)).toContain(ANNA);
      expect(mailed(desk)).not.toContain(EVE);
    });

    it('Ada answers Anna, with the number in the subject', async () => {
      const subject = `Re: Salaries [${ticket.id}]`;
      await comes({ from: ADA, head: `To: ${ANNA}\nCc: ${DESK}\n${ABOUT}`, subject, text: 'The secret answer.' });
      expect(mailed(desk)).toEqual([ANNA]);
    });

    it('Anna goes on with her own mail', async () => {
      await comes({ from: ANNA, head: `To: ${DESK}\n${ABOUT}`, text: 'A secret: any news?' });
      expect(await texts()).toContain('A secret: any news?');
      expect(mailed(desk)).not.toContain(EVE);
    });
  });
});

describe('what an agent writes to others, with the desk in copy, goes to no reader of a ticket that it names', () => {
  it.each([
    ['by an id', { head: `To: ${EVE}\nCc: ${DESK}\n${ABOUT}` }],
    ['by the thread', { head: `To: ${EVE}, ${DESK}\nIn-Reply-To: <eve@evil>\nReferences: ${ID} <eve@evil>` }],
    ['by the number', { head: `To: ${EVE}\nCc: ${DESK}`, isNumbered: true }],
    ['to a colleague', { head: `To: bruno@support.example\nCc: ${DESK}`, isNumbered: true }],
    ['to a vendor and a colleague', { head: `To: bruno@support.example, ${EVE}\nCc: ${DESK}\n${ABOUT}` }],
  ])('%s', async (_, { head, ...mail }) => {
    const subject = 'isNumbered' in mail ? `Re: offer [${ticket.id}]` : 'Re: offer';
    await comes({ from: ADA, head, subject, text: 'No, they are fools.' });
    expect((await now())?.state).toBe('waiting');
    expect(mailed(desk)).not.toContain(ANNA);
    expect(await texts()).toContain('No, they are fools.');
    const word = desk.sent.find(({ recipient }) => recipient === ADA);
    expect(word?.subject).toContain('What you wrote was not done');
    expect(word?.text).toContain('It is to others than those who read this ticket');
  });

  it.each([
    ['to the desk alone', `To: ${DESK}`],
    ['to the desk, with a colleague in copy', `To: ${DESK}\nCc: bruno@support.example`],
    ['to Anna and a vendor', `To: ${ANNA}, ${EVE}\nCc: ${DESK}`],
  ])('but it is an answer %s', async (_, head) => {
    await comes({ from: ADA, head: `${head}\n${ABOUT}`, text: 'Try it.' });
    expect((await now())?.state).toBe('answered');
    expect(mailed(desk)).toContain(ANNA);
  });
});
