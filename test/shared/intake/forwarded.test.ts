import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, ticketsOf } from '../../support/stories.ts';
import { DESK, FORMS, type Form, MAILBOX } from './fixtures/forwarding-forms.ts';

/** A mailbox elsewhere passes its mail on to the desk (docs/promise.md section 9, `forwardedFrom`). */

const ANNA = 'anna@rossi.example';

function deskBehind(): MemoryDesk {
  const desk = deskOf();
  desk.settings = {
    ...desk.settings,
    supportAddress: DESK,
    forwardedFrom: [{ address: MAILBOX, priority: 2, language: 'it' }],
  };
  return desk;
}

function passOn(desk: MemoryDesk, { raw, envelopeFrom }: Form, change: Partial<ReceivedMail> = {}): Promise<void> {
  return receiveMail(desk, arrives(desk, raw, { recipients: [DESK], envelopeFrom, ...change }));
}

describe.each(FORMS)('$name', (form) => {
  it('is a ticket of its writer, on the mailbox’s defaults, acknowledged once and answered; the mailbox reads nothing', async () => {
    const desk = deskBehind();
    await passOn(desk, form);
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({ door: MAILBOX, priority: 2, requester: { address: ANNA } });
    expect(readersOf(ticket as never).map(({ address }) => address)).toEqual([ANNA]);
    expect(mailed(desk).filter((to) => to === ANNA)).toHaveLength(form.isUnconfirmed ? 0 : 1);
    desk.sent.length = 0;
    const answer = {
      ticketId: ticket?.id ?? '',
      agent: ada,
      source: 'api:1',
      text: 'Try it.',
      tellBy: 'call',
    } as const;
    await respond(desk, { ...answer, attachments: [], receivedAt: desk.now().toISOString() });
    expect(desk.sent.map(({ recipient, from, elseFrom }) => [recipient, from.address, elseFrom?.address])).toEqual([
      [ANNA, MAILBOX, DESK],
    ]);
    expect([...mailed(desk), ticket?.requester.from]).not.toContain(MAILBOX);
  });
});

describe('a mailbox that passes everything on', () => {
  it('never starts a loop, though each mail of the desk comes back through it', async () => {
    const desk = deskBehind();
    const [form] = FORMS;
    await passOn(desk, form as Form);
    // The mailbox is put in the place of the customer: what the desk sends arrives there, and comes back.
    for (let round = 0; round < 1_000; round += 1) {
      const before = desk.sent.length;
      const text = [
        `From: ${MAILBOX}`,
        `To: ${DESK}`,
        `X-Forwarded-To: ${DESK}`,
        `Message-ID: <round-${round}@example.com>`,
        `Subject: Automatic: round ${round}`,
        '',
        'I am away.',
        '',
      ].join('\n');
      await passOn(desk, { name: 'loop', raw: text, envelopeFrom: MAILBOX }, { id: `ses-${round}` });
      expect(desk.sent.slice(before).map(({ recipient }) => recipient)).not.toContain(MAILBOX);
    }
    expect(mailed(desk)).not.toContain(MAILBOX);
  });
});

describe('what proves the sender of a mail that was passed on', () => {
  const proved = async (from: string, change: Partial<ReceivedMail> = {}) => {
    const desk = deskBehind();
    const raw = `From: ${from}\nTo: ${MAILBOX}\nX-Forwarded-To: ${DESK}\nSubject: Door\nMessage-ID: <p@x.example>\n\nHm.\n`;
    await passOn(desk, { name: 'p', raw, envelopeFrom: MAILBOX }, change);
    return (await ticketsOf(desk))[0]?.requester.verified;
  };

  it('is the writer’s own signature, which alone can pass', async () => {
    expect(await proved(ANNA)).toBe(true);
    expect(await proved(ANNA, { authenticated: false })).toBe(false);
  });

  it('is nothing in the mailbox’s own domain, whose server sends what anybody wrote', async () => {
    expect(await proved('boss@example.com')).toBe(false);
    expect(await proved('boss@mail.example.com')).toBe(false);
  });
});
