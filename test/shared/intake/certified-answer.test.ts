import { beforeEach, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/**
 * Certified mail (PEC) answers what the mail inside says: providers write an envelope with an id of its own, which knows of no thread, and their
 * signature covers the mail inside as its body (docs/promise.md section 9).
 */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const CARLA = 'carla@pec.example';

let desk: MemoryDesk;
let count = 0;
beforeEach(() => {
  desk = deskOf({ settings: { certifiedMail: { asOf: '2026-11-01', providers: ['pec.example'] } } });
});

async function comes(raw: string, envelopeFrom: string): Promise<void> {
  count += 1;
  desk.pass(130);
  await receiveMail(desk, arrives(desk, raw, { id: `certified-${count}`, envelopeFrom }));
  await desk.team.drain();
}

const request = (more = '') =>
  `From: ${ANNA}\nTo: ${DESK}\nCc: ${CARLA}\nSubject: The door\nMessage-ID: <door${more}@rossi.example>\n\nIt is stuck.\n`;

type Certified = { inner?: string; outer?: string; covers?: string; to?: string };

/** Carla's mail to all, in the envelope of her provider. */
function certified({ inner = '', outer = '', covers = ':In-Reply-To:References', ...mail }: Certified): string {
  const to = `To: ${mail.to ?? `${ANNA}, ${DESK}`}\n`;
  return (
    'DKIM-Signature: v=1; d=pec.example; s=s1;\n' +
    ` h=From:Date:Subject:Message-ID:MIME-Version:To:Content-Type${covers};\n b=abc\n` +
    `From: "Per conto di: ${CARLA}" <posta-certificata@pec.example>\n${to}Date: Mon, 30 Nov 2026 09:00:00 +0100\n` +
    `Message-ID: <opec${count}@pec.example>\nSubject: POSTA CERTIFICATA: Re: The door\n${outer}` +
    'X-Trasporto: posta-certificata\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="outer"\n\n' +
    '--outer\nContent-Type: text/plain\n\nMessaggio di posta certificata\n' +
    '--outer\nContent-Type: application/xml; name="daticert.xml"\n\n' +
    `<?xml version="1.0"?><postacert tipo="posta-certificata" errore="nessuno"><intestazione><mittente>${CARLA}</mittente></intestazione></postacert>\n` +
    '--outer\nContent-Type: message/rfc822; name="postacert.eml"\n\n' +
    `From: ${CARLA}\n${to}Subject: Re: The door\nMessage-ID: <in${count}@pec.example>\n${inner}` +
    'Content-Type: text/plain; charset=utf-8\n\nThe key is with me.\n--outer--\n'
  );
}

const DOOR = '<door@rossi.example>';

it.each<[string, Certified]>([
  ['by In-Reply-To', { inner: `In-Reply-To: ${DOOR}\n` }],
  ['by References alone', { inner: `References: ${DOOR}\n` }],
  ['whose envelope says it, too', { inner: `In-Reply-To: ${DOOR}\n`, outer: `In-Reply-To: ${DOOR}\n` }],
  ['whose envelope answers nothing that is signed', { inner: `In-Reply-To: ${DOOR}\n`, covers: '' }],
])('a participant’s certified answer to all is a message of the ticket, %s', async (_, mail) => {
  await comes(request(), ANNA);
  await comes(certified(mail), 'posta-certificata@pec.example');
  const [ticket, ...others] = await ticketsOf(desk);
  expect(others).toEqual([]);
  expect((await messagesOf(desk, ticket?.id ?? '')).map(({ by, verified }) => [by, verified])).toEqual([
    [ANNA, true],
    [CARLA, true],
  ]);
});

it('a line that somebody wrote on the envelope leads to no ticket', async () => {
  await comes(request(), ANNA);
  await comes(certified({ outer: `In-Reply-To: ${DOOR}\n`, covers: '' }), 'posta-certificata@pec.example');
  const tickets = await ticketsOf(desk);
  expect(tickets).toHaveLength(2);
  for (const { id } of tickets) expect(await messagesOf(desk, id)).toHaveLength(1);
});

it('an agent’s certified answer goes to the customer without its envelope, which is no file that was left out', async () => {
  const carla = { id: 'carla', name: 'Carla', addresses: [CARLA] };
  desk = deskOf({ agents: [carla], settings: { certifiedMail: { asOf: '2026-11-01', providers: ['pec.example'] } } });
  await comes(`From: ${ANNA}\nTo: ${DESK}\nSubject: The door\nMessage-ID: ${DOOR}\n\nIt is stuck.\n`, ANNA);
  const notice = desk.sent.find(({ recipient }) => recipient === CARLA);
  desk.sent.length = 0;
  await comes(certified({ to: notice?.replyTo ?? '' }), 'posta-certificata@pec.example');
  const [ticket] = await ticketsOf(desk);
  expect(ticket?.state).toBe('answered');
  const [, answer] = await messagesOf(desk, ticket?.id ?? '');
  expect(answer?.attachments).toEqual([]);
  expect(desk.sent.map(({ recipient }) => recipient)).toEqual([ANNA]);
  expect(desk.sent[0]?.text).toContain('The key is with me.');
});
