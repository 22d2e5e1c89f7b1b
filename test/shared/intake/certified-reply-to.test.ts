import { beforeEach, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, openedBy, rossi } from '../../support/stories.ts';

/** Certified mail confirms whom the Reply-To of the message inside names, as that message would: each envelope says "Per conto di", and has a Reply-To (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const PEC = 'anna@pec.example';
const STUDIO = 'anna@studio.example';
const HEADER = 'From:Date:Subject:Message-ID:MIME-Version:To:Cc:Reply-To:References:In-Reply-To:Content-Type';
const bianchi = { ...rossi, id: 'bianchi', contacts: ['bianchi.example'] };

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  const settings = { certifiedMail: { asOf: '2026-11-01', providers: ['pec.example'] } };
  desk = deskOf({ customers: [{ ...rossi, contacts: [PEC] }, bianchi], settings });
});

type Certified = { from?: string; replyTo?: string; to?: string; references?: string; subject?: string };

async function comes({ from = PEC, replyTo, to = DESK, references, subject = 'Ciao' }: Certified) {
  desk.pass(60);
  const id = ++mails;
  const inside = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <in${id}@x.example>`,
    ...(replyTo ? [`Reply-To: ${replyTo}`] : []),
    ...(references ? [`References: ${references}`] : []),
  ];
  const data = `<?xml version="1.0"?><postacert tipo="posta-certificata" errore="nessuno"><intestazione><mittente>${PEC}</mittente></intestazione></postacert>`;
  const parts = [
    'Content-Type: text/plain\n\nMessaggio di posta certificata',
    `Content-Type: application/xml; name="daticert.xml"\n\n${data}`,
    `Content-Type: message/rfc822; name="postacert.eml"\n\n${inside.join('\n')}\n\nCiao\n`,
  ];
  const envelope = [
    `DKIM-Signature: v=1; d=pec.example; s=s1; h=${HEADER}; b=abc`,
    `From: "Per conto di: ${PEC}" <posta-certificata@pec.example>`,
    ...[`Reply-To: ${PEC}`, `To: ${to}`, 'Date: Mon, 30 Nov 2026 09:00:00 +0100', `Message-ID: <out${id}@pec.example>`],
    ...[`Subject: POSTA CERTIFICATA: ${subject}`, 'X-Trasporto: posta-certificata', 'MIME-Version: 1.0'],
    'Content-Type: multipart/mixed; boundary="outer"',
  ];
  const body = parts.map((part) => `--outer\n${part}\n`).join('');
  const raw = `${envelope.join('\n')}\n\n${body}--outer--\n`;
  const envelopeFrom = 'posta-certificata@pec.example';
  await receiveMail(desk, arrives(desk, raw, { id: `pec${id}`, recipients: [to], envelopeFrom }));
  await desk.team.drain();
}

const opens = (mail: Certified) => openedBy(desk, () => comes(mail));

it.each([
  ['an address that no record knows', {}, STUDIO, true],
  ['another customer’s contact: not confirmed', { replyTo: 'bea@bianchi.example' }, 'bea@bianchi.example', false],
  ['whom it was sent for: not confirmed', { from: `"Anna via Studio" <${PEC}>` }, STUDIO, false],
  ['the very address as its name: not confirmed', { from: `"${STUDIO}" <${PEC}>` }, STUDIO, false],
])('names %s', async (_, mail, address, verified) => {
  const { requester } = await getTicket(desk, await opens({ replyTo: STUDIO, ...mail }));
  expect(requester).toMatchObject({ address, verified });
});

it.each([
  ['by our id', (x: string) => ({ references: threadId(KEY, DESK, x) })],
  ['at the signed address', (x: string) => ({ to: replyAddress(KEY, DESK, { ticketId: x, reader: readerName(PEC) }) })],
  ['by the number', (x: string) => ({ subject: `Re: [${x}] Ciao` })],
])('moves nothing of a ticket where it says for whom it was sent, %s', async (_, led) => {
  const x = await opens({});
  await comes({ from: `"Eve via Info" <${PEC}>`, replyTo: 'eve@evil.example', ...led(x) });
  expect(readersOf(await getTicket(desk, x)).map(({ address }) => address)).toEqual([PEC]);
});

it('moves where its own writer reads, as any mail', async () => {
  const x = await opens({});
  await comes({ replyTo: STUDIO, references: threadId(KEY, DESK, x) });
  expect(readersOf(await getTicket(desk, x)).map(({ address }) => address)).toEqual([STUDIO]);
});
