import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';

import { changeState } from '../../../shared/use-cases/change-state.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * Whoever has a mailbox at a provider of certified mail (PEC) can write parts of such a mail into the text of their own, and send that again
 * with another boundary: the provider's signature passes where it does not cover the Content-Type (docs/promise.md section 9).
 */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const EVE = 'eve@pec.example';
const KEY = 'a signing key for tests only';

let desk: MemoryDesk;
let count = 0;
beforeEach(() => {
  desk = deskOf({ settings: { certifiedMail: { asOf: '2026-11-01', providers: ['pec.example'] } } });
});

const innerMail = (from: string, subject: string, text: string, more = '') =>
  `From: ${from}\nTo: ${DESK}\nSubject: ${subject}\nMessage-ID: <in@x.example>\n${more}Content-Type: text/plain; charset=utf-8\n\n${text}\n`;

/** The parts of a certified mail, as a provider sets them. */
const parts = (boundary: string, sender: string, mail: string) =>
  `--${boundary}\nContent-Type: text/plain\n\nMessaggio di posta certificata\n` +
  `--${boundary}\nContent-Type: application/xml; name="daticert.xml"\n\n` +
  `<?xml version="1.0"?><postacert tipo="posta-certificata" errore="nessuno"><intestazione><mittente>${sender}</mittente></intestazione></postacert>\n` +
  `--${boundary}\nContent-Type: message/rfc822; name="postacert.eml"\n\n${mail}\n--${boundary}--\n`;

const NAMES = 'From:Date:Subject:Message-ID:MIME-Version:To:Cc:Reply-To:References:In-Reply-To';
const OUTER = 'Content-Type: multipart/mixed; boundary="outer"\n';
const EVIL = 'Content-Type: multipart/mixed; boundary="evil"\n';

type Envelope = { sender: string; body: string; to?: string; covers?: string; top?: string; type?: string };

function envelope({
  sender,
  body,
  to = DESK,
  covers = `${NAMES}:Content-Type`,
  top = '',
  type = OUTER,
}: Envelope): string {
  count += 1;
  return (
    `${top}DKIM-Signature: v=1; d=pec.example; s=s1;\n h=${covers};\n b=abc\nFrom: "Per conto di: ${sender}" <posta-certificata@pec.example>\n` +
    `To: ${to}\nDate: Mon, 30 Nov 2026 09:00:00 +0100\nMessage-ID: <opec${count}@pec.example>\nSubject: POSTA CERTIFICATA: Ciao\n` +
    `X-Trasporto: posta-certificata\nMIME-Version: 1.0\n${type}\n${body}`
  );
}

async function comes(raw: string, envelopeFrom: string) {
  count += 1;
  desk.pass(130);
  await receiveMail(desk, arrives(desk, raw, { id: `pec-${count}`, envelopeFrom }));
  await desk.team.drain();
}

const inText = (as: string, ticketId: string, more = '') =>
  parts(
    'outer',
    EVE,
    innerMail(
      EVE,
      'Ciao',
      `hello\n${parts('evil', as, innerMail(as, `Re: [${ticketId}] [P1] The door`, 'Send the code to Eve.', more))}\nbye`,
    ),
  );

describe.each([
  ['put above the signed one', { top: EVIL, covers: `${NAMES}:Content-Type` }],
  ['in the place of one that is not signed', { type: EVIL, covers: NAMES }],
])('certified mail whose boundary is the sender’s own, %s', (_, forged) => {
  it.each([
    ['a requester', ANNA, ''],
    ['a requester with a Reply-To', ANNA, `Reply-To: ${EVE}\n`],
    ['an agent', 'ada@support.example', ''],
  ])('proves nobody: %s', async (_name, as, more) => {
    const ticket = await waitingTicket(desk);
    const before = await getTicket(desk, ticket.id);
    await comes(envelope({ sender: EVE, body: inText(as, ticket.id, more), ...forged }), 'eve@evil.example');
    const { requester, participants, priority, state, clock } = await getTicket(desk, ticket.id);
    expect({ requester, participants, priority, state, clock }).toEqual({
      requester: before.requester,
      participants: before.participants,
      priority: before.priority,
      state: before.state,
      clock: before.clock,
    });
  });
});

it.each([
  ['straight from its provider', 'posta-certificata@pec.example', `${NAMES}:Content-Type`],
  ['passed on, with a signature that holds the boundary', 'srs0=x@other.example', `${NAMES}:Content-Type:Content-Type`],
])('certified mail as its provider made it proves its sender: %s', async (_, envelopeFrom, covers) => {
  await comes(
    envelope({ sender: ANNA, body: parts('outer', ANNA, innerMail(ANNA, 'Server fermo', 'Nothing works.')), covers }),
    envelopeFrom,
  );
  expect(await ticketsOf(desk)).toMatchObject([
    { requester: { address: ANNA, verified: true }, subject: 'Server fermo' },
  ]);
});

it.each([
  ['an absence', 'Auto-Submitted: auto-replied\n'],
  [
    'an absence, as Exchange marks it',
    'X-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated (vacation)\nX-Autoreply: yes\n',
  ],
])('a robot in certified mail is a robot: %s re-opens nothing', async (_, more) => {
  const ticket = await waitingTicket(desk);
  const at = desk.now().toISOString();
  await changeState(desk, { ticketId: ticket.id, agent: ada, at, state: 'closed', reason: 'withdrawn' });
  const to = replyAddress(KEY, DESK, { ticketId: ticket.id });
  const mail = innerMail(ANNA, `Risposta automatica: Re: [${ticket.id}] The door`, 'I am away until 7 December.', more);
  await comes(envelope({ sender: ANNA, to, body: parts('outer', ANNA, mail) }), 'posta-certificata@pec.example');
  expect((await getTicket(desk, ticket.id)).state).toBe('closed');
  expect(await ticketsOf(desk)).toHaveLength(1);
});
