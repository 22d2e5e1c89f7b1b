import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import type { Settings } from '../../../shared/settings.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, sweepLater, ticketsOf } from '../../support/stories.ts';

/** An agent who passes a customer's mail on files it on their behalf, and confirms the requester (docs/promise.md section 9). */

const BLOCK =
  'From: Eva Neri <eva@neri.example>\nDate: Fri, 27 Nov 2026 at 10:00\nSubject: Door\nTo: Ada <ada@support.example>\n\nIt is stuck.';

async function passedOn(given: {
  subject?: string;
  text: string;
  header?: string;
  settings?: Settings;
  change?: Partial<ReceivedMail>;
}) {
  const desk = deskOf(given.settings && { settings: given.settings });
  const { subject = 'Fwd: Door', text, header = 'From: Ada <ada@support.example>' } = given;
  const raw = `Message-ID: <f@support.example>\n${header}\nTo: help@support.example\nSubject: ${subject}\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { envelopeFrom: 'ada@support.example', ...given.change }));
  const [ticket, ...others] = await ticketsOf(desk);
  if (!ticket || others.length > 0) throw new Error('there is not one ticket');
  const [message] = await messagesOf(desk, ticket.id);
  return { desk, ticket, message };
}

const gmail = (block = BLOCK) => `Please help.\n\n---------- Forwarded message ---------\n${block}`;
const idOf = async (desk: MemoryDesk) => (await ticketsOf(desk))[0]?.id ?? '';
const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

it.each([
  'anna@rossi.example <eve@evil.example>',
  '"eve@evil.example" <anna@rossi.example>',
  '"anna"@rossi.example <eve@evil.example>',
])('whoever wrote what is passed on does not choose by a name whom the agent answers: %s', async (from) => {
  const { desk, ticket, message } = await passedOn({ text: gmail(BLOCK.replace(/^From: .*$/m, `From: ${from}`)) });
  expect([ticket.requester.unconfirmed, ticket.customer]).toEqual(['forwarded', undefined]);
  expect(message?.warnings[0]).toContain('who wrote it cannot be read');
  await expect(confirmRequester(desk, by(desk, ticket.id))).rejects.toMatchObject({ status: 422 });
});

const EVE = 'Eve <eve@evil.example>';
const NAME = 'Evelyn of the long name '.repeat(30);
const REST = ['Sent: Friday, November 27, 2026 10:00 AM', 'To: Ada', 'Subject: Door', ''];

it.each<[string, string[]]>([
  ['longer than a line may be', [`From: ${NAME}<eve@evil.example>`, ...REST]],
  ['longer than that, and last', [...REST.slice(0, 3), `From: ${NAME}<eve@evil.example>`, '']],
  ['wrapped into many lines', ['From: Eve', ...Array<string>(7).fill('of a long name'), EVE, ...REST]],
  ['wrapped, with an empty line', ['From: Eve', '', 'of', 'many', 'words', EVE, ...REST]],
  ['without an address', ['From: Eve', ...REST]],
  ['on two lines by its name', ['From: Eve', `From: ${EVE}`, 'More', 'and', 'more', ...REST]],
  [
    'in another language, and long',
    [`Da: ${NAME}<eve@evil.example>`, 'Inviato: venerdì 27 novembre 2026 10:00', 'A: Ada', ''],
  ],
  [
    'in a line that ends with “wrote”, and long',
    [`On Fri, Nov 27, 2026 at 10:00 ${NAME}<eve@evil.example> wrote:`, ''],
  ],
  ['in a line that ends with “wrote”, without an address', ['Am 27.11.2026 um 10:00 schrieb Eve Evil:', '']],
  ['on one line, without an address', ['----- Forwarded Message ----- From: Eve', '']],
  ['quoted, and long', [`> From: ${NAME}<eve@evil.example>`, ...REST.map((line) => `> ${line}`)]],
])('nor by a header of their own below one whose sender is %s', async (_, outer) => {
  const { ticket, message } = await passedOn({ text: gmail([...outer, 'Hello,', '', BLOCK].join('\n')) });
  expect(ticket.requester.address).not.toContain('neri.example');
  expect(message?.warnings[0]).toContain('who wrote it cannot be read');
});

it.each([
  ['an attribution', `On Fri, Nov 27, 2026 at 10:00 ${EVE} wrote:\n\n> Hello,\n>`],
  [
    'all of it on one line',
    `----- Forwarded Message ----- ${['From: ', EVE, 'To: ada@support.example'].join('')}\nHello,\n`,
  ],
])('nor by a header of their own below %s', async (_, outer) => {
  const { ticket } = await passedOn({ text: `${outer}\n${BLOCK}` });
  expect(ticket.requester).toMatchObject({ address: 'eve@evil.example', unconfirmed: 'forwarded' });
});

it('nor does a form’s visitor by what they wrote there', async () => {
  const form =
    'From: Shop <no-reply@shop.example>\nDate: Fri, 27 Nov 2026 at 10:00\nSubject: Form\nTo: ada@support.example';
  const { ticket } = await passedOn({ text: gmail(`${form}\n\nMessage:\n\n${BLOCK}`) });
  expect(ticket.requester).toMatchObject({ address: 'unknown@invalid', unconfirmed: 'forwarded' });
});

describe('a certified mail that an agent passes on as a file', () => {
  const file = async (...head: string[]) => {
    const desk = deskOf();
    const from = 'From: "Per conto di: eva@neri.example" <posta-certificata@pec.example>';
    const part = [
      '--b',
      'Content-Type: message/rfc822',
      '',
      from,
      ...head,
      'Content-Type: text/plain',
      '',
      'x',
      '--b--',
    ];
    const raw = ['Message-ID: <f@support.example>', 'From: Ada <ada@support.example>', 'To: help@support.example']
      .concat('Subject: Fwd: Door', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '', ...part)
      .join('\n');
    await receiveMail(desk, arrives(desk, raw, { envelopeFrom: 'ada@support.example' }));
    return (await ticketsOf(desk))[0]?.requester;
  };

  it.each([
    ['Reply-To: Eva Neri <eva@neri.example>', 'X-Trasporto: posta-certificata', 'Subject: Door'],
    ['Subject: POSTA CERTIFICATA: Door', 'Reply-To: eva@neri.example'],
    ['X-Trasporto: errore', 'Subject: ANOMALIA MESSAGGIO: Door', 'Reply-To: eva@neri.example'],
  ])('is filed for whom it is answered to, and not for its provider: %s', async (...head) => {
    expect(await file(...head)).toMatchObject({ address: 'eva@neri.example', unconfirmed: 'forwarded' });
  });

  const inside = (type: string, ...head: string[]) => [
    'X-Trasporto: posta-certificata',
    'Subject: POSTA CERTIFICATA: Door',
    'MIME-Version: 1.0',
    'Content-Type: multipart/signed; boundary=s',
    '',
    '--s',
    'Content-Type: multipart/mixed; boundary=p',
    '',
    '--p',
    'Content-Type: text/plain',
    '',
    'Il messaggio originale è incluso in allegato.',
    '--p',
    ...type.split('\n'),
    '',
    ...head,
    '',
    'It is stuck.',
    '--p--',
    '--s--',
    'Rest: x',
  ];

  it.each([
    ['Content-Type: message/rfc822; name="postacert.eml"\nContent-Disposition: inline; filename="postacert.eml"'],
    ['Content-Disposition: inline;\n filename="postacert.eml"\nContent-Type: message/rfc822;\n name="postacert.eml"'],
    ['content-type: MESSAGE/RFC822'],
  ])('is filed for the writer of the mail in it where its envelope is answered nowhere: %s', async (type) => {
    const requester = await file(...inside(type, 'From: Eva Neri <eva@neri.example>', 'Subject: Door'));
    expect(requester).toMatchObject({ address: 'eva@neri.example', name: 'Eva Neri', unconfirmed: 'forwarded' });
  });

  it.each([
    ['From: eva@neri.example, bea@neri.example'],
    ['From: posta-certificata@pec.example\nX-Trasporto: posta-certificata'],
    ['Subject: Door'],
  ])('is filed for nobody where the mail in it names nobody for certain: %s', async (head) => {
    const requester = await file(...inside('Content-Type: message/rfc822', ...head.split('\n')));
    expect(requester?.address).not.toMatch(/pec\.example|neri\.example/);
  });

  it('is filed for nobody where it does not say who that is', async () => {
    const requester = await file('X-Trasporto: posta-certificata', 'Subject: Door');
    expect(requester?.unconfirmed).toBe('forwarded');
    expect(requester?.address).not.toContain('pec.example');
  });
});

describe('whom an agent passes on is the requester', () => {
  it.each([
    ['Gmail', 'Fwd: Door', gmail()],
    [
      'Gmail in Italian',
      'Fwd: Porta',
      '---------- Forwarded message ---------\nDa: Eva Neri <eva@neri.example>\nDate: ven 27 nov 2026 alle ore 10:00\nSubject: Porta\nTo: <ada@support.example>\n\nBloccata.',
    ],
    [
      'Outlook',
      'FW: Door',
      '\nFrom: Eva Neri <eva@neri.example>\nSent: Friday, November 27, 2026 10:00 AM\nTo: Ada\nSubject: Door\n\nIt is stuck.',
    ],
    [
      'Outlook of old',
      'FW: Door',
      '-----Original Message-----\nFrom: Eva Neri [mailto:eva@neri.example]\nSent: Friday, November 27, 2026 10:00 AM\nTo: Ada\nSubject: Door\n\nIt is stuck.',
    ],
    [
      'Outlook in Italian',
      'I: Porta',
      'Da: Eva Neri <eva@neri.example>\nInviato: venerdì 27 novembre 2026 10:00\nA: Ada\nOggetto: Porta\n\nBloccata.',
    ],
    [
      'Outlook in German',
      'WG: Tür',
      '-----Ursprüngliche Nachricht-----\nVon: Eva Neri <eva@neri.example>\nGesendet: Freitag, 27. November 2026 10:00\nAn: Ada\nBetreff: Tür\n\nKlemmt.',
    ],
    [
      'Outlook in French',
      'TR: Porte',
      'De : Eva Neri <eva@neri.example>\nEnvoyé : vendredi 27 novembre 2026 10:00\nÀ : Ada\nObjet : Porte\n\nBloquée.',
    ],
    [
      'Thunderbird',
      'Fwd: Door',
      '-------- Forwarded Message --------\nSubject: \tDoor\nDate: \tFri, 27 Nov 2026 10:00:00 +0100\nFrom: \tEva Neri <eva@neri.example>\nTo: \tada@support.example\n\nIt is stuck.',
    ],
    [
      'Apple Mail',
      'Fwd: Door',
      'Begin forwarded message:\n\nFrom: Eva Neri <eva@neri.example>\nSubject: Door\nDate: 27 November 2026 at 10:00:00 CET\nTo: ada@support.example\n\nIt is stuck.',
    ],
    ['quoted', 'Fwd: Door', BLOCK.replace(/^/gm, '> ')],
    [
      'stars',
      'Fwd: Door',
      '---------- Forwarded message ---------\n*From:* Eva Neri <eva@neri.example>\n*Date:* Fri, 27 Nov 2026 10:00\n*Subject:* Door\n\nStuck.',
    ],
    [
      'a colleague before',
      'Fwd: Door',
      `${gmail('From: Bruno <bruno@support.example>\nDate: Fri, 27 Nov 2026 at 11:00\nSubject: Fwd: Door\nTo: Ada <ada@support.example>')}\n\n---------- Forwarded message ---------\n${BLOCK}`,
    ],
    ['the subject changed', 'Stuck door of Eva', gmail()],
  ])('%s', async (_, subject, text) => {
    const { desk, ticket, message } = await passedOn({ subject, text });
    expect(ticket.requester).toEqual({
      address: 'eva@neri.example',
      name: 'Eva Neri',
      verified: false,
      unconfirmed: 'forwarded',
    });
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    expect(ticket.clock.start).toBe(desk.now().toISOString());
    expect(message?.warnings[0]).toContain('Ada passed on this mail of eva@neri.example');
  });

  it.each([
    ['as it was', 'Content-Type: message/rfc822', 'From: Eva Neri <eva@neri.example>\nSubject: Door\n\nStuck.'],
    [
      'as a file',
      'Content-Type: application/octet-stream; name="Door.eml"',
      'From: Eva Neri <eva@neri.example>\nSubject: Door\n\nStuck.',
    ],
    [
      'from a form',
      'Content-Type: message/rfc822',
      'From: no-reply@forms.example\nReply-To: Eva Neri <eva@neri.example>\nSubject: Door\n\nStuck.',
    ],
  ])('attached %s', async (_, type, mail) => {
    const header = 'From: Ada <ada@support.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m';
    const text = `--m\nContent-Type: text/plain\n\nsee attached\n--m\n${type}\nContent-Disposition: attachment; filename="Door.eml"\n\n${mail}\n--m--`;
    const { ticket } = await passedOn({ subject: 'A customer', header, text });
    expect(ticket.requester).toMatchObject({ address: 'eva@neri.example', name: 'Eva Neri', unconfirmed: 'forwarded' });
  });
});

describe('a mail attached to the mail that is passed on in the text is only a file', () => {
  const withFile = (type: string, rest: string) =>
    `--m\nContent-Type: text/plain\n\n${gmail()}\n--m\nContent-Type: ${type}\nContent-Disposition: attachment; filename="Invoice.eml"\n\n${rest}\n--m--`;
  const SUPPLIERS = 'From: Eve <eve@supplier.example>\nSubject: Invoice\n\nPay me.';

  it.each([
    ['by an agent', 'ada@support.example', 'message/rfc822'],
    ['by an agent, named like one', 'ada@support.example', 'text/plain'],
    ['by a mailbox', 'support@company.example', 'message/rfc822'],
  ])('%s', async (_, from, type) => {
    const header = `From: ${from}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m`;
    const settings = { ...deskOf().settings, forwardedFrom: [{ address: 'support@company.example' }] };
    const { ticket } = await passedOn({
      header,
      settings,
      text: withFile(type, SUPPLIERS),
      change: { envelopeFrom: from },
    });
    expect(ticket.requester).toMatchObject({ address: 'eva@neri.example', unconfirmed: 'forwarded' });
  });
});

describe('no sender that can be read', () => {
  it.each([
    ['a name alone', gmail('From: Eva Neri\nSent: Friday, November 27, 2026 10:00 AM\nTo: Ada\nSubject: Door')],
    ['nothing', 'Please see what Eva wants.'],
    [
      'a no-reply',
      gmail(
        'From: Shop <no-reply@shop.example>\nDate: Fri, 27 Nov 2026 at 10:00\nSubject: Door\nTo: Ada <ada@support.example>',
      ),
    ],
    [
      'the team alone',
      gmail(
        'From: Bruno <bruno@support.example>\nDate: Fri, 27 Nov 2026 at 10:00\nSubject: Door\nTo: Ada <ada@support.example>',
      ),
    ],
  ])('%s: the ticket says so and asks, and nobody is answered', async (_, text) => {
    const { desk, ticket, message } = await passedOn({ text });
    expect(ticket).toMatchObject({
      state: 'waiting',
      requester: { address: 'unknown@invalid', unconfirmed: 'forwarded' },
    });
    expect(message?.warnings[0]).toMatch(/who wrote it cannot be read: who is the customer\?/);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    await expect(confirmRequester(desk, by(desk, ticket.id))).rejects.toMatchObject({ status: 422 });
  });
});

describe('what is not passed on by an agent', () => {
  it.each([
    ['an unproved one', { change: { authenticated: false } }, 'ada@support.example'],
    ['a customer', { header: 'From: anna@rossi.example' }, 'anna@rossi.example'],
  ])('%s is the requester', async (_, given, requester) => {
    const { ticket } = await passedOn({ text: gmail(), ...given });
    expect(ticket.requester.address).toBe(requester);
    expect(ticket.requester.unconfirmed).toBeUndefined();
  });

  it('what a ticket has already, passed on by an agent, answers nobody', async () => {
    const desk = deskOf();
    const own = 'Message-ID: <c@neri.example>\nFrom: eva@neri.example\nSubject: Door\n\nStuck.\n';
    await receiveMail(desk, arrives(desk, own, { id: 'own', envelopeFrom: 'eva@neri.example' }));
    desk.sent.length = 0;
    const header = 'Message-ID: <f@support.example>\nIn-Reply-To: <c@neri.example>\nFrom: ada@support.example';
    const raw = `${header}\nSubject: Fwd: Door\n\n${gmail()}\n`;
    await receiveMail(desk, arrives(desk, raw, { envelopeFrom: 'ada@support.example' }));
    const [ticket] = await ticketsOf(desk);
    expect(ticket?.state).toBe('waiting');
    expect(mailed(desk)).not.toContain('eva@neri.example');
    const messages = await messagesOf(desk, ticket?.id ?? '');
    expect(messages.flatMap(({ warnings }) => warnings).join()).toContain(
      'not taken as an answer: it passes a mail on',
    );
  });

  it('an agent’s own question is the agent’s', async () => {
    const { desk, ticket } = await passedOn({ subject: 'A question', text: 'How do I do this?' });
    expect(ticket.requester).toMatchObject({ address: 'ada@support.example', verified: true });
    expect(mailed(desk)[0]).toBe('ada@support.example');
  });
});

describe('an agent confirms', () => {
  async function reply(desk: MemoryDesk, text: string) {
    const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
    desk.sent.length = 0;
    const raw = `Message-ID: <r@support.example>\nFrom: ada@support.example\nTo: ${notice?.replyTo}\nSubject: Re: Door\n\n${text}\n`;
    const delivery = arrives(desk, raw, {
      id: 'reply',
      recipients: [notice?.replyTo ?? ''],
      envelopeFrom: 'ada@support.example',
    });
    await receiveMail(desk, delivery);
    return () => receiveMail(desk, delivery);
  }

  it('by #confirm: the customer is acknowledged now, once, and the clock is the forwarding’s', async () => {
    const { desk, ticket } = await passedOn({ text: gmail() });
    desk.pass(60);
    const again = await reply(desk, '#confirm');
    expect(mailed(desk)).toEqual(['eva@neri.example']);
    const confirmed = await desk.tickets.get(ticket.id);
    expect(confirmed).toMatchObject({
      state: 'waiting',
      silent: false,
      clock: ticket.clock,
      opening: { state: 'done' },
    });
    expect(confirmed?.requester).toEqual({ address: 'eva@neri.example', name: 'Eva Neri', verified: true });
    expect(confirmed?.audit.at(-1)).toMatchObject({ action: 'confirmed', by: 'agent:ada', detail: 'eva@neri.example' });
    await again();
    await confirmRequester(desk, by(desk, ticket.id));
    expect(mailed(desk)).toEqual(['eva@neri.example']);
  });

  it('by an answer: it goes to the customer, and there is nothing left to acknowledge', async () => {
    const { desk, ticket } = await passedOn({ text: gmail() });
    await reply(desk, 'Push it.');
    expect(mailed(desk)).toEqual(['eva@neri.example']);
    const confirmed = await desk.tickets.get(ticket.id);
    expect(confirmed).toMatchObject({ state: 'answered', requester: { verified: true } });
    expect(confirmed?.requester.unconfirmed).toBeUndefined();
    await confirmRequester(desk, by(desk, ticket.id));
    expect(mailed(desk)).toEqual(['eva@neri.example']);
  });

  it('while the mail service is away: the sweep acknowledges later', async () => {
    const { desk, ticket } = await passedOn({ text: gmail() });
    desk.sent.length = 0;
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await confirmRequester(desk, by(desk, ticket.id));
    expect(mailed(desk)).toEqual([]);
    desk.pass(6 * 60);
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toEqual(['eva@neri.example']);
  });

  it.each(['mailer.send', 'teamMail.put'])('while %s cannot tell all agents: each is told once', async (port) => {
    const desk = deskOf();
    desk.faults.add({ port, times: 1 });
    const raw = `Message-ID: <f@support.example>\nFrom: ada@support.example\nSubject: Fwd: Door\n\n${gmail()}\n`;
    await receiveMail(desk, arrives(desk, raw, { envelopeFrom: 'ada@support.example' }));
    expect(mailed(desk)).toEqual(port === 'mailer.send' ? ['bruno@support.example'] : []);
    await confirmRequester(desk, by(desk, await idOf(desk)));
    expect(mailed(desk)).toContain('eva@neri.example');
    await sweepLater(desk);
    expect(mailed(desk).sort()).toEqual(['ada@support.example', 'bruno@support.example', 'eva@neri.example']);
  });

  it('and a crash behind the first write leaves the rest to the sweep', async () => {
    const { desk, ticket } = await passedOn({ text: gmail() });
    desk.sent.length = 0;
    desk.faults.add({ port: 'tickets.save', times: 1, after: true });
    await expect(confirmRequester(desk, by(desk, ticket.id))).rejects.toThrow();
    desk.faults.clear();
    desk.pass(6 * 60);
    await sweep(desk, takeInAgain);
    expect(mailed(desk)).toEqual(['eva@neri.example']);
  });

  it('of a ticket that is closed nobody is acknowledged', async () => {
    const { desk } = await passedOn({ text: gmail() });
    await reply(desk, '#close spam');
    desk.sent.length = 0;
    await confirmRequester(desk, by(desk, await idOf(desk)));
    expect(mailed(desk)).toEqual([]);
  });

  it('of a requester who needs none nothing changes', async () => {
    const { desk, ticket } = await passedOn({ text: 'Help.', subject: 'x', header: 'From: anna@rossi.example' });
    expect(await confirmRequester(desk, by(desk, ticket.id))).toEqual(await desk.tickets.get(ticket.id));
    expect((await desk.tickets.get(ticket.id))?.version).toBe(ticket.version);
  });
});
