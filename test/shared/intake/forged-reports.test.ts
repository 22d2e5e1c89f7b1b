import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskByMail as deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** Forged or unsigned delivery reports move nothing: only what comes to our signed return path does (docs/promise.md section 9). */

async function answered() {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  const receivedAt = desk.now().toISOString();
  const { message } = await respond(desk, {
    ...{ ticketId: id, agent: ada, source: 'api:1', text: 'On it.', attachments: [], receivedAt },
    tellBy: 'call',
  });
  const [mail] = desk.sent.splice(0);
  const sentAs = (await desk.tickets.getMessage(id, message.key))?.sentAs ?? '';
  return { desk, id, key: message.key, returnPath: mail?.returnPath ?? '', replyTo: mail?.replyTo ?? '', sentAs };
}

const report = (
  messageId: string,
  { action = 'failed', type = 'multipart/report; report-type=delivery-status' } = {},
) => `Message-ID: <dsn@mx.example>
From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: ${type}; boundary=r

--r
Content-Type: text/plain

The following address failed.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; anna@rossi.example
Action: ${action}
Status: 5.1.1

--r
Content-Type: text/rfc822-headers

Message-ID: ${messageId}
Subject: On it
--r--
`;

type Answered = Awaited<ReturnType<typeof answered>>;
const deliver = ({ desk }: Answered, recipient: string, raw: string, change = {}) =>
  receiveMail(desk, arrives(desk, raw, { id: 'dsn', recipients: [recipient], envelopeFrom: '', ...change }));

it('a report to the signed return path moves the clock', async () => {
  const story = await answered();
  await deliver(story, story.returnPath, report(story.sentAs), { authenticated: false });
  expect(await story.desk.tickets.get(story.id)).toMatchObject({ state: 'waiting' });
});

const changed = (address: string) => address.replace(/.@/, (end) => (end[0] === '0' ? '1@' : '0@'));

describe.each([
  ['a plain failure', {}],
  ['a complaint', { type: 'multipart/report; report-type=feedback-report' }],
  ['a delay', { action: 'delayed' }],
  ['a delivery', { action: 'delivered' }],
  ['a report without its type', { type: 'multipart/mixed' }],
])('%s moves nothing', (_, kind) => {
  it.each([
    ['to the desk, with the id of the answer', () => 'help@support.example', ({ sentAs }: Answered) => sentAs],
    ['to the signed reply address', ({ replyTo }: Answered) => replyTo, ({ sentAs }: Answered) => sentAs],
    [
      'to a return path with another signature',
      ({ returnPath }: Answered) => changed(returnPath),
      ({ sentAs }: Answered) => sentAs,
    ],
    [
      'to another answer’s return path',
      ({ returnPath }: Answered) => returnPath.replace(/(\.t-\w+\.)\w/, '$1z'),
      ({ sentAs }: Answered) => sentAs,
    ],
    [
      'to another ticket’s return path',
      ({ returnPath }: Answered) => returnPath.replace('.t-', '.t-0'),
      ({ sentAs }: Answered) => sentAs,
    ],
    ['with an id that is nobody’s', () => 'help@support.example', () => '<nothing@else.example>'],
  ])('%s', async (_case, recipient, id) => {
    for (const authenticated of [true, false]) {
      const story = await answered();
      const before = await story.desk.tickets.get(story.id);
      const timers = [...story.desk.scheduled];
      await deliver(story, recipient(story), report(id(story), kind), { authenticated });
      const after = await story.desk.tickets.get(story.id);
      expect(after).toMatchObject({
        state: 'answered',
        clock: before?.clock,
        firstResponse: before?.firstResponse,
        requester: before?.requester,
        participants: [],
      });
      expect([...story.desk.scheduled]).toEqual(timers);
      expect(
        (await messagesOf(story.desk, story.id)).find(({ key }) => key === story.key)?.undelivered,
      ).toBeUndefined();
      expect(story.desk.sent.map(({ recipient: to }) => to)).not.toContain('anna@rossi.example');
    }
  });
});
