import type { Context, SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-email/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { holdMail } from '../../../shared/intake/hold-mail.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readAsked, releaseAsked } from '../../../shared/intake/release-asked.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import { isReader } from '../../../shared/ticket/participants.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, bruno, deskOf, messagesOf, rossi, waitingTicket } from '../../support/stories.ts';

/** Who is said late to be the requester reads nothing of what was said until then (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };
const carlo = { ...rossi, id: 'carlo', name: 'Carlo', contacts: ['carlo.example'] };

/** Opened 08:00. 08:05 SES stores Ada's `#requester bea@bianchi.example`, whose notification is lost; 08:20 the bucket speaks of it. */
async function story(asks: string, between: (d: ReturnType<typeof deskOf>, id: string) => Promise<void>) {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi, carlo] });
  const { id } = await waitingTicket(desk);
  const to = replyAddress(KEY, 'help@support.example', { ticketId: id, agentId: 'ada' });
  const ID = 'qep0tn36os1n6eij5od11faraurfobl6edqe9mg1';
  const raw =
    `Return-Path: <ada@support.example>\r\nReceived: from mx.support.example (mx.support.example [203.0.113.7])\r\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP id ${ID}\r\n for ${to};\r\n Mon, 30 Nov 2026 08:05:00 +0000 (UTC)\r\n` +
    `X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\nReceived-SPF: pass (spfCheck) client-ip=203.0.113.7;\r\n` +
    `Authentication-Results: amazonses.com;\r\n spf=pass (spfCheck: domain of support.example designates 203.0.113.7 as permitted sender) client-ip=203.0.113.7; envelope-from=ada@support.example; helo=mx.support.example;\r\n dkim=pass header.i=@support.example;\r\n dmarc=pass header.from=support.example;\r\n` +
    `X-SES-RECEIPT: AEFB\r\nFrom: ada@support.example\r\nTo: ${to}\r\nSubject: Re: The door\r\nMessage-ID: <req@support.example>\r\n\r\n#requester bea@bianchi.example\r\n`;
  await desk.files.write(`raw/${ID}`, Buffer.from(raw), 'message/rfc822');
  await between(desk, id);
  desk.setNow('2026-11-30T08:20:01.000Z');
  const body = JSON.stringify({
    version: '0',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    time: '2026-11-30T08:05:01Z',
    detail: { version: '0', bucket: { name: 'mail' }, object: { key: `raw/${ID}`, size: 900 }, reason: 'PutObject' },
  });
  const record = { messageId: 'q-1', receiptHandle: 'r', body, attributes: { ApproximateReceiveCount: '1' } };
  const context: Context = { ...lambdaContext('ingest-email'), getRemainingTimeInMillis: () => 60_000 };
  await createHandler(desk, { hide: async () => {} })({ Records: [record] } as unknown as SQSEvent, context);
  await desk.team.drain();
  const t = await getTicket(desk, id);
  expect(t.requester.address).toBe(asks);
  if (!isReader(t, 'bea@bianchi.example')) return [];
  return conversationFor(t, await messagesOf(desk, id), { reader: 'bea@bianchi.example', settings: desk.settings }).map(
    ({ text }) => text.trim(),
  );
}

it('Bea of another customer reads nothing that Anna wrote, and was answered, until the desk was told who asks', async () => {
  const read = await story('bea@bianchi.example', async (desk, id) => {
    desk.setNow('2026-11-30T08:08:00.000Z');
    const to = replyAddress(KEY, 'help@support.example', { ticketId: id });
    await receiveMail(
      desk,
      arrives(
        desk,
        `Message-ID: <s@x>\nFrom: anna@rossi.example\nTo: ${to}\nSubject: Re: door\n\nOur safe is 4711.\n`,
        { id: 's', recipients: [to] },
      ),
    );
    desk.setNow('2026-11-30T08:10:00.000Z');
    await respond(desk, {
      ticketId: id,
      agent: bruno,
      source: 'api:b',
      text: 'Anna, your alarm is 0815.',
      attachments: [],
      receivedAt: desk.now().toISOString(),
      tellBy: 'call',
    });
  });
  expect(read).toEqual([]);
});

it('nor what was said with a third, whom another agent took for the requester meanwhile', async () => {
  const read = await story('c@carlo.example', async (desk, id) => {
    desk.setNow('2026-11-30T08:08:00.000Z');
    await correctRequester(desk, {
      ticketId: id,
      agent: bruno,
      at: desk.now().toISOString(),
      requester: { address: 'c@carlo.example' },
    });
    desk.setNow('2026-11-30T08:10:00.000Z');
    await respond(desk, {
      ticketId: id,
      agent: bruno,
      source: 'api:b',
      text: 'Carlo, your alarm is 0815.',
      attachments: [],
      receivedAt: desk.now().toISOString(),
      tellBy: 'call',
    });
  });
  // Ada's word was about whoever asked before: it is not done, and Bea reads nothing.
  expect(read).toEqual([]);
});

it('what an agent asked to let out, who was removed before it was done, stays', async () => {
  const desk = deskOf();
  const received = arrives(desk, 'From: bea@bianchi.example\nSubject: Offer\n\nBuy.\n', { id: 'ses-held' });
  const { id } = await holdMail(desk, { received, reason: 'spam', from: 'bea@bianchi.example', subject: 'Offer' });
  await desk.agents.remove('ada');
  const asked = readAsked(JSON.stringify({ release: { entry: id, agent: 'ada', acceptVirus: false } }));
  if (!asked) throw new Error('not read');
  await releaseAsked(desk, asked, receiveMail);
  expect((await desk.quarantine.get(id))?.state).toBe('held');
});
