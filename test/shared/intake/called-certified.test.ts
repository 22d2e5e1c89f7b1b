import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * No signature covers `X-Trasporto`: whoever has a signed mail of somebody's can call it certified (PEC), so that a part of it is read in its place, and
 * add what the signature leaves out. Such a mail proves nobody, whoever stands in its From (docs/promise.md section 9).
 */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const ADA = 'ada@support.example';
const EVE = 'eve@evil.example';
const NAMES = 'From:Date:Subject:Message-ID:MIME-Version:To:Cc:Content-Type:In-Reply-To:References';
const CALLED = ['X-Trasporto: posta-certificata\n', 'X-Trasporto: errore\n'];

let desk: MemoryDesk;
let count = 0;
beforeEach(() => {
  desk = deskOf();
});

async function eveSends(raw: string): Promise<void> {
  desk.pass(130);
  count += 1;
  await receiveMail(desk, arrives(desk, raw, { id: `called-${count}`, envelopeFrom: EVE, recipients: [DESK] }));
  await desk.team.drain();
}

type Signed = { from?: string; cc?: string; top: string; text?: string; file?: string };

/** A mail that its writer's server signed, with lines that Eve wrote above. `file`: one of Eve's that it brings back. */
function signed({ from = ANNA, cc = '', top, text = 'What is the price of the printer?', file }: Signed): string {
  const domain = from.split('@')[1];
  const type = file ? 'multipart/mixed; boundary="b"' : 'text/plain; charset=utf-8';
  const body = file
    ? `--b\nContent-Type: text/plain\n\n${text}\n--b\nContent-Type: message/rfc822; name="note.eml"\n\n${file}\n--b--`
    : text;
  return (
    `${top}DKIM-Signature: v=1; d=${domain}; s=s1;\n h=${NAMES};\n b=abc\nFrom: ${from}\nTo: ${EVE}\n${cc}` +
    `Date: Mon, 30 Nov 2026 09:00:00 +0100\nMessage-ID: <a1@${domain}>\nSubject: printer\nMIME-Version: 1.0\nContent-Type: ${type}\n\n${body}\n`
  );
}

describe.each(CALLED)('a mail that somebody else called certified by %j', (called) => {
  const names = (disposition: string) => `${called}Reply-To: ${EVE}\n${disposition}`;

  it.each([
    ['by its whole text', { top: names('Content-Disposition: attachment; filename="postacert.eml"\n') }],
    ['by another type above', { top: names('Content-Type: message/rfc822; name="postacert.eml"\n') }],
    [
      'by a file that it has',
      { top: names(''), file: 'Subject: The password\nContent-Type: text/plain\n\nSend it to me.' },
    ],
  ])('proves not its From and sends no answer elsewhere, %s', async (_, mail) => {
    await eveSends(signed(mail));
    for (const { requester } of await ticketsOf(desk)) {
      expect(requester.verified).toBe(false);
      expect(requester.address).not.toBe(EVE);
    }
    expect(mailed(desk)).not.toContain(EVE);
  });

  it.each(['withdrawn', 'spam'] as const)('opens nothing that was closed as %s, and raises nothing', async (reason) => {
    const before = await waitingTicket(desk);
    await changeState(desk, { ticketId: before.id, agent: ada, at: desk.now().toISOString(), state: 'closed', reason });
    const file = 'Subject: Re: [P1] door\nIn-Reply-To: <anna-1@rossi.example>\nContent-Type: text/plain\n\nIt burns.';
    await eveSends(signed({ top: called, file }));
    expect(await desk.tickets.get(before.id)).toMatchObject({ state: 'closed', priority: before.priority });
  });

  it('carries out no command and sends no answer, where an agent signed it', async () => {
    const [one, two] = [
      await waitingTicket(desk),
      await waitingTicket(desk, { source: 'mail:two', subject: 'Vault', messageId: '<anna-2@rossi.example>' }),
    ];
    desk.sent.length = 0;
    const file = `Subject: Re: [${two.id}] Vault\nIn-Reply-To: <anna-2@rossi.example>\nContent-Type: text/plain\n\n#priority 1\n#add ${EVE}\n\nGive them your password.`;
    await eveSends(signed({ from: ADA, cc: `Cc: ${DESK}\n`, top: called, file }));
    for (const { id } of [one, two]) {
      expect(await desk.tickets.get(id)).toMatchObject({ state: 'waiting', priority: one.priority, participants: [] });
      expect((await messagesOf(desk, id)).filter(({ author }) => author === 'agent')).toEqual([]);
    }
    expect(mailed(desk)).not.toContain(ANNA);
  });
});
