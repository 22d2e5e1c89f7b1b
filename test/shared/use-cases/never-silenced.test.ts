import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Refused } from '../../../shared/outcome.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskByMail as deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

/**
 * What is owed to the team is never withheld by what strangers can cause, and what anybody else writes again and again still ends
 * within the caps (docs/promise.md sections 5 to 7).
 */

const TEAM = ['ada@support.example', 'bruno@support.example'];
const REFUSED: Refused = { outcome: 'refused', what: 'recipient', reason: 'MessageRejected' };

let mails = 0;

/** A mail to the desk; `headers` and `body` as they are. */
async function mail(desk: MemoryDesk, headers: string, body: string, change: Parameters<typeof arrives>[2] = {}) {
  mails += 1;
  const raw = `Message-ID: <m${mails}@mail.example>\n${headers}\nSubject: Re: The door\n\n${body} ${mails}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `m${mails}`, ...change }));
}

/** Somebody who knows a Message-ID of the ticket, each time by another name, writes so often. */
async function strangersWrite(desk: MemoryDesk, times: number) {
  for (let n = 0; n < times; n += 1) {
    const from = `eve${n}@evil.example`;
    const headers = `From: ${from}\nTo: help@support.example\nIn-Reply-To: <anna-1@rossi.example>`;
    await mail(desk, headers, 'bla', { authenticated: false, envelopeFrom: from });
  }
}

const adas = (desk: MemoryDesk) => desk.sent.find(({ recipient }) => recipient === ada.addresses[0])?.replyTo ?? '';

async function adaWrites(desk: MemoryDesk, to: string, body: string) {
  await mail(desk, `From: ada@support.example\nTo: ${to}`, body, {
    envelopeFrom: 'ada@support.example',
    recipients: [to],
  });
}

/** A P1 about which strangers have used up what they may, and what was sent until then out of the way. */
async function besieged() {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  await strangersWrite(desk, 12);
  expect(mailed(desk).filter((to) => to === 'ada@support.example')).toHaveLength(10);
  const to = adas(desk);
  desk.pass(70);
  await desk.team.drain();
  desk.sent.length = 0;
  return { desk, id, to };
}

describe('after more mails of strangers than a ticket tells of', () => {
  it('the customer’s own mail is told', async () => {
    const { desk } = await besieged();
    await mail(desk, 'From: anna@rossi.example\nTo: help@support.example\nIn-Reply-To: <anna-1@rossi.example>', 'And?');
    expect(mailed(desk)).toEqual(TEAM);
  });

  it('the writer of a refused answer hears of it', async () => {
    const { desk, to } = await besieged();
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    await adaWrites(desk, to, 'The answer.');
    expect(mailed(desk)).toEqual(['ada@support.example']);
  });

  it('the writer of commands hears what is wrong with them', async () => {
    const { desk, to } = await besieged();
    await adaWrites(desk, to, '#priority 9\n\n');
    expect(mailed(desk)).toContain('ada@support.example');
    expect(desk.sent.at(-1)?.text).toContain('#priority');
  });

  it('every level is told', async () => {
    const { desk, id } = await besieged();
    desk.setNow('2026-11-30T09:30:00.000Z');
    await strangersWrite(desk, 12);
    desk.sent.length = 0;
    await escalate(desk, { ticketId: id, version: 1 });
    expect(mailed(desk)).toEqual(TEAM);
  });

  it('the agents hear that an answer came back, of many reports once beyond the caps', async () => {
    const { desk, id } = await besieged();
    const answer = { agent: ada, source: 'api:1', text: 'Done.', attachments: [], tellBy: 'call' } as const;
    await respond(desk, { ...answer, attachments: [], ticketId: id, receivedAt: desk.now().toISOString() });
    const path = desk.sent.at(-1)?.returnPath ?? '';
    desk.sent.length = 0;
    for (let n = 0; n < 15; n += 1) await reportTo(desk, path);
    expect((await getTicket(desk, id)).state).toBe('waiting');
    expect(mailed(desk)).toEqual(TEAM);
  });

  it.each([0, 1])(
    'the agents hear that the customer does not answer (%i of their questions before)',
    async (before) => {
      const desk = deskOf();
      const { id } = await waitingTicket(desk, { priority: 1 });
      for (let n = 0; n <= before; n += 1) {
        const asking = {
          agent: ada,
          source: `api:${n}`,
          text: 'Which till?',
          attachments: [],
          tellBy: 'call',
        } as const;
        const receivedAt = desk.now().toISOString();
        await respond(desk, { ...asking, attachments: [], ticketId: id, receivedAt, asks: true });
        desk.pass(60);
      }
      const { timer } = await getTicket(desk, id);
      desk.setNow(timer.next?.at ?? '');
      await strangersWrite(desk, 12);
      desk.pass(70);
      await desk.team.drain();
      desk.sent.length = 0;
      await escalate(desk, { ticketId: id, version: timer.version });
      await sweepLater(desk);
      expect(mailed(desk)).toEqual(TEAM);
    },
  );
});

describe('loops end all the same', () => {
  it('of an agent’s robot that answers each mail about its commands with others', async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    await strangersWrite(desk, 1);
    const to = adas(desk);
    desk.sent.length = 0;
    for (let n = 0; n < 30; n += 1) await adaWrites(desk, to, '#priority 9\n\n');
    expect(mailed(desk).filter((each) => each === 'ada@support.example')).toHaveLength(10);
  });

  it('of an agent’s robot whose answers are all refused', async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    await strangersWrite(desk, 1);
    const to = adas(desk);
    desk.sent.length = 0;
    const { send } = desk.mailer;
    const refusing: MemoryDesk = {
      ...desk,
      mailer: { send: async (each) => (each.recipient === 'anna@rossi.example' ? REFUSED : send(each)) },
    };
    for (let n = 0; n < 30; n += 1) await adaWrites(refusing, to, 'I am away.');
    expect(mailed(desk)).toHaveLength(10);
  });
});

async function reportTo(desk: MemoryDesk, returnPath: string) {
  const headers = `From: MAILER-DAEMON@mx.example\nTo: ${returnPath}\nMIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"`;
  const body = `--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; anna@rossi.example
Action: failed
Status: 5.1.1

--b--
`;
  await mail(desk, headers, body, { envelopeFrom: '', recipients: [returnPath] });
}
