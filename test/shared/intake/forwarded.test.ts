import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { composeMail } from '../../../shared/mail/compose.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { DEFAULT_CAPS } from '../../../shared/ticket/caps.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { DESK, FORMS, type Form, MAILBOX } from './fixtures/forwarding-forms.ts';

/** A mailbox elsewhere passes its mail on to the desk (docs/promise.md section 9, `forwardedFrom`). */

const ANNA = 'anna@rossi.example';
const PASSED = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
const AGENTS = ['ada@support.example', 'bruno@support.example'];

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
    const { deskName: name } = desk.settings;
    expect(desk.sent.map(({ recipient, from, elseFrom }) => ({ recipient, from, elseFrom }))).toEqual([
      { recipient: ANNA, from: { address: MAILBOX, name }, elseFrom: { address: DESK, name } },
    ]);
    expect([...mailed(desk), ticket?.requester.from]).not.toContain(MAILBOX);
  });
});

/** What a server that writes a mail anew forgets: all by which a mail of ours is known, or its thread. */
const MARKS =
  /^(?:x-support-desk|auto-submitted|x-auto-response-suppress|references|in-reply-to|message-id):.*\n(?:[ \t].*\n)*/gim;

describe('a mailbox that passes everything on, the mails of the desk too', () => {
  /** A mail of the desk's as it comes back: with what the form's server put above it, and without what that takes away. */
  const comesBack = async ({ raw, envelopeFrom }: Form, mail: OutgoingMail, lost?: RegExp): Promise<Form> => {
    const head = raw.slice(0, raw.search(/^From: /m));
    const own = composeMail(mail).toString().replaceAll('\r\n', '\n');
    return { name: 'back', envelopeFrom, raw: head + (lost ? own.replaceAll(lost, '') : own) };
  };
  /** With so many of each form they are a thousand. */
  const rounds = Math.ceil(1_000 / FORMS.length);

  it.each(FORMS)('starts no loop: nothing is sent for what comes back by $name', async (form) => {
    const desk = deskBehind();
    for (let round = 0; round < rounds; round += 1) {
      const fresh = form.raw.replaceAll('door-1@', `door-${round}@`).replaceAll('The door', `Door ${round}`);
      const before = desk.sent.length;
      await passOn(desk, { ...form, raw: fresh }, { id: `ses-${round}` });
      const sent = desk.sent.slice(before);
      // The acknowledgement, and one notice to each agent.
      expect(mailed(desk).slice(before).sort()).toEqual([...AGENTS, ...(form.isUnconfirmed ? [] : [ANNA])].sort());
      for (const [index, mail] of sent.entries()) {
        await passOn(desk, await comesBack(form, mail), { id: `back-${round}-${index}` });
      }
      expect(desk.sent).toHaveLength(before + sent.length);
      desk.pass(900);
    }
    expect(await ticketsOf(desk)).toHaveLength(rounds);
  });

  it('ends within the caps where servers of every form take our marks away', async () => {
    const desk = deskBehind();
    await passOn(desk, FORMS[0] as Form);
    let last = [...desk.sent];
    for (let round = 0; last.length > 0; round += 1) {
      expect(round).toBeLessThan(1_000);
      const before = desk.sent.length;
      for (const [index, mail] of last.entries()) {
        const back = await comesBack(FORMS[round % FORMS.length] as Form, mail, MARKS);
        await passOn(desk, back, { id: `back-${round}-${index}` });
      }
      last = desk.sent.slice(before);
      desk.pass(10);
    }
    expect(mailed(desk)).not.toContain(MAILBOX);
    expect(mailed(desk)).not.toContain(DESK);
    // What an agent is told of a ticket for one cause in ten minutes; known writers, those outside, and its opening.
    for (const { id } of await ticketsOf(desk)) {
      for (const agent of AGENTS) {
        const told = desk.sent.filter(({ recipient, tags }) => recipient === agent && tags?.ticket === id);
        expect(told.length).toBeLessThanOrEqual(2 * DEFAULT_CAPS.perTicket + 1);
      }
    }
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

  it.each<[string, Partial<ReceivedMail>]>([
    ['with no signature', { envelopeFrom: ANNA, verdicts: { ...PASSED, dkim: 'GRAY' } }],
    ['with a signature of whomever', { envelopeFrom: ANNA, verdicts: PASSED }],
    ['below the writer’s domain', { envelopeFrom: `bounce@mail.${ANNA.split('@')[1]}`, verdicts: PASSED }],
    ['and a signature that is broken', { envelopeFrom: ANNA, verdicts: { ...PASSED, dkim: 'FAIL' } }],
  ])('is no envelope that the mailbox kept, since its host may send for the writer’s domain: %s', async (_, change) => {
    expect(await proved(ANNA, change)).toBe(false);
  });

  it('is the signature where the kept envelope does not pass', async () => {
    expect(await proved(ANNA, { envelopeFrom: ANNA, verdicts: { ...PASSED, spf: 'FAIL' } })).toBe(true);
  });

  it('makes nobody an agent by an envelope alone', async () => {
    const desk = deskBehind();
    const ticket = await waitingTicket(desk);
    desk.sent.length = 0;
    const from = 'ada@support.example';
    const raw = `Delivered-To: ${MAILBOX}\nFrom: ${from}\nTo: ${MAILBOX}, ${ANNA}\nDate: Mon, 30 Nov 2026 09:00:00 +0100\nMessage-ID: <q@x.example>\nSubject: Re: [${ticket.id}] The door\n\nPay to this IBAN.\n`;
    await passOn(desk, { name: 'q', raw, envelopeFrom: from }, { verdicts: { ...PASSED, dkim: 'GRAY' } });
    expect((await getTicket(desk, ticket.id)).state).toBe('waiting');
    expect(mailed(desk)).not.toContain(ANNA);
  });

  it('is nothing in the mailbox’s own domain, whose server sends what anybody wrote', async () => {
    expect(await proved('boss@example.com')).toBe(false);
    expect(await proved('boss@mail.example.com')).toBe(false);
  });
});

describe('what a rule of a customer’s own mailbox had passed on before', () => {
  const passedBy = (owner: string): Form => ({
    name: 'twice',
    envelopeFrom: 'bounces+SRS=ab12=XY@example.com',
    raw: [
      `X-MS-Exchange-Inbox-Rules-Loop: ${owner}`,
      ...[`Delivered-To: ${MAILBOX}`, 'Auto-Submitted: auto-generated', `From: ${ANNA}`, `To: ${MAILBOX}`],
      ...['Message-ID: <passed@rossi.example>', 'Subject: FW: hello', 'Reply-To: evil@evil.example', '', 'Hello.', ''],
    ].join('\n'),
  });

  it.each([ANNA, 'info@rossi.example'])(
    'may be anybody’s words, though the desk’s mailbox passed it on, too: by %s',
    async (owner) => {
      const desk = deskBehind();
      await passOn(desk, passedBy(owner), { verdicts: PASSED });
      expect(await ticketsOf(desk)).toMatchObject([{ silent: true, requester: { unconfirmed: 'reply-to' } }]);
    },
  );

  it.each([MAILBOX, 'alias@example.com'])(
    'is a person’s where only a rule of the desk’s mailbox did: by %s',
    async (owner) => {
      const desk = deskBehind();
      await passOn(desk, passedBy(owner), { verdicts: PASSED });
      expect(await ticketsOf(desk)).toMatchObject([{ silent: false, requester: { verified: true } }]);
    },
  );
});
