import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { composeMail } from '../../../shared/mail/compose.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, requestOf, sweepLater } from '../../support/stories.ts';

type Options = NonNullable<ConstructorParameters<typeof MailComposer>[0]>;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** As large as a screenshot. */
const LARGE = Buffer.concat([PNG, Buffer.alloc(60_000)]);
const REPLY_ICS =
  'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@support.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';

/** A desk with a ticket, and the notice that Ada has of it. */
async function noticed() {
  const desk = deskOf();
  const { ticket } = await openTicket(desk, requestOf(desk));
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
  if (!notice) throw new Error('no notice');
  desk.sent.length = 0;
  desk.pass(60);
  return { desk, ticket, notice };
}

/** Ada answers the notice with this. */
async function adaSends(desk: MemoryDesk, replyTo: string, mail: Options): Promise<void> {
  const whole = {
    from: 'Ada <ada@support.example>',
    to: replyTo,
    subject: 'Re: [P3] The door',
    messageId: '<ada@x>',
    ...mail,
  };
  const raw = await new MailComposer(whole).compile().build();
  await receiveMail(desk, arrives(desk, raw.toString('latin1').replaceAll('\r\n', '\n'), { id: 'ses-ada' }));
}

const alternative = (type: string, content: string) => ({ contentType: type, content });

/** As Gmail writes them: the link of its name may stand on a line of its own, and a long sentence is broken. */
function gmailReactions(): [string, Options][] {
  const link = 'https://www.google.com/gmail/about/?utm_source=gmail-in-product&utm_campaign=emojireactionemail#app';
  return [
    ['its link below', `Ada reacted via Gmail\n<${link}>`],
    ['its link below, bare', `Ada reacted via Gmail\n${link}`],
    ['the sentence broken', `Ada Maria Antonietta Rossi Bianchi (Example Support) reacted via\nGmail <${link}>`],
    ['the sentence broken, the link below', `Ada Maria Antonietta Rossi Bianchi ha reagito tramite\nGmail\n<${link}>`],
    ['in German', `Ada hat über Gmail reagiert\n<${link}>`],
  ].map(([name, said]) => {
    const quote = 'On Mon, Nov 30, 2026 at 9:00 AM Example Support <help@support.example>\nwrote:\n\n> It is broken.';
    const part = alternative('text/vnd.google.email-reaction+json', '{"version":1,"emoji":"👍"}');
    return [`a reaction of Gmail, ${name}`, { text: `👍\n\n${said}\n\n${quote}`, alternatives: [part] }];
  });
}

const NOTHING_SAID: [string, Options][] = [
  [
    'a reaction of Gmail',
    {
      text: '👍\n\nAda reacted via Gmail <https://www.google.com/gmail/about/>',
      html: '<p>👍</p><p>Ada reacted via <a href="https://www.google.com/gmail/about/">Gmail</a></p>',
      alternatives: [alternative('text/vnd.google.email-reaction+json', '{"version":1,"emoji":"👍"}')],
    },
  ],
  ...gmailReactions(),
  ['a reaction of Outlook', { text: '[Like]    Ada reacted to your message:\n' }],
  [
    'a reaction of Outlook in German',
    {
      html: '<table><tr><td><img alt="Gefällt mir" src=""></td><td><b>Ada</b> hat auf Ihre Nachricht reagiert:</td></tr></table>',
    },
  ],
  ['a reaction of Outlook in Italian', { text: 'Ada ha reagito al tuo messaggio:\n' }],
  ['an emoji', { text: '👍🏽\n' }],
  ['an accepted invitation', { text: '', icalEvent: { method: 'REPLY', content: REPLY_ICS } }],
  [
    'a declined invitation with a file',
    {
      text: 'Declined: door',
      attachments: [{ filename: 'invite.ics', content: REPLY_ICS, contentType: 'text/calendar' }],
    },
  ],
  ...[
    'Accepted: The door',
    'Ada has accepted this invitation.',
    'Ada has accepted the invitation to the following event:\n\nTitle: The door\nWhen: Monday 9:00\nWhere: Shop',
    'Zugesagt: Tür\n\nViele Grüße\nAda',
    'Ada hat diese Einladung angenommen.',
    'Ada ha accettato questo invito.\n\nQuando: lunedì 9:00',
    'Ada a accepté cette invitation.',
    'Tentative: The door',
    'Ada has declined this invitation.\n\nThe door\nMonday\n\nInvitation from Google Calendar: https://calendar.google.com/',
  ].map((text): [string, Options] => [
    `the answer to an invitation: ${text}`,
    { text, icalEvent: { method: 'REPLY', content: REPLY_ICS } },
  ]),
  [
    'a reaction of Outlook that shows the mail',
    { text: 'Ada reacted to your message:\n\nSince this morning nobody gets in.\n' },
  ],
  ['a mail taken back', { text: 'Ada would like to recall the message, "The door".\n' }],
  ['a reaction of Outlook in Spanish', { text: 'Ada ha reaccionado a tu mensaje:' }],
  ['a mail taken back in Dutch', { text: "Ada wil het bericht 'The door' intrekken.\n" }],
  [
    'a read note in plain text',
    {
      subject: 'Read: The door',
      text: 'Your message\n\n   To: Ada\n   Subject: The door\n   Sent: Monday, May 5, 2025 10:23 AM\n\n was read on Monday, May 5, 2025 10:30 AM.\n',
    },
  ],
  ['nothing at all', { text: '' }],
  ['line feeds', { text: '\n\n \n' }],
  ['a logo', { html: '<p><img src="cid:l1"></p>', attachments: [{ filename: 'logo.png', content: PNG, cid: 'l1' }] }],
  [
    'a large logo',
    { html: '<p><img src="cid:l1"></p>', attachments: [{ filename: 'desk-logo.png', content: LARGE, cid: 'l1' }] },
  ],
  ['a signature that is a picture', { text: 'Ada', attachments: [{ filename: 'signature.gif', content: PNG }] }],
  [
    'a logo that nothing shows',
    { text: '', attachments: [{ filename: 'image001.png', content: PNG, cid: 'image001.png@01' }] },
  ],
  [
    'a signature with a logo',
    {
      text: '-- \nAda\nSupport',
      html: '<p>-- <br>Ada<br>Support <img src="cid:l1"></p>',
      attachments: [{ filename: 'image001.png', content: PNG, cid: 'l1' }],
    },
  ],
  [
    'a signature without a delimiter',
    { text: 'Best regards,\nAda\nSupport | Desk Ltd.\n+39 02 1234567\nwww.desk.example' },
  ],
  ['a closing', { text: 'Cordiali saluti' }],
  ['a name', { text: 'Ada\n' }],
  [
    'a signature with the whole name',
    { from: 'Ada Rossi <ada@support.example>', text: 'Best regards,\nAda Rossi\nSupport Engineer' },
  ],
  [
    'a signature with a disclaimer',
    {
      text: '-- \nAda\n\nThis e-mail and any attachments are confidential and intended solely for the addressee.',
    },
  ],
  ['an empty template', { text: 'Hi Anna,\n\nBest regards\nAda' }],
  ['a greeting', { text: 'Buongiorno' }],
  [
    'a signature of S/MIME',
    { text: '', attachments: [{ filename: 'smime.p7s', content: 'x', contentType: 'application/pkcs7-signature' }] },
  ],
  [
    'a signature of PGP',
    { text: '', attachments: [{ filename: 'signature.asc', content: 'x', contentType: 'application/pgp-signature' }] },
  ],
  [
    'a visiting card',
    { text: '', attachments: [{ filename: 'Ada.vcf', content: 'BEGIN:VCARD', contentType: 'text/vcard' }] },
  ],
  [
    'a key',
    {
      text: '',
      attachments: [{ filename: 'OpenPGP_0x0123456789ABCDEF.asc', content: 'x', contentType: 'application/pgp-keys' }],
    },
  ],
  [
    'winmail.dat',
    { text: '', attachments: [{ filename: 'winmail.dat', content: 'x', contentType: 'application/ms-tnef' }] },
  ],
];

describe('an agent’s mail with no content of its own', () => {
  it.each(NOTHING_SAID)('is no answer: %s', async (_, mail) => {
    const { desk, ticket, notice } = await noticed();
    await adaSends(desk, notice.replyTo, mail);
    expect(await desk.tickets.get(ticket.id)).toMatchObject({ state: 'waiting', timer: { next: ticket.timer.next } });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toMatch(/your mail says nothing to them: it (is|has|takes)/);
    const last = (await messagesOf(desk, ticket.id)).at(-1);
    expect(last).toMatchObject({ kind: 'note', by: 'ada', raw: 'raw/ses-ada' });
  });

  it.each([
    ['a read note', { text: 'Read.', headers: { 'Content-Type': 'x' }, raw: 'disposition-notification' }],
    ['an out-of-office reply', { text: 'I am away.', headers: { 'Auto-Submitted': 'auto-replied' } }],
  ])('is no answer, and told to nobody, when a machine wrote it: %s', async (kind, mail) => {
    const { desk, ticket, notice } = await noticed();
    if (kind === 'a read note') {
      const raw = `From: ada@support.example\nTo: ${notice.replyTo}\nSubject: Read: door\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: text/plain\n\nYour message was read.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;ada@support.example\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n`;
      await receiveMail(desk, arrives(desk, raw, { id: 'ses-ada' }));
    } else await adaSends(desk, notice.replyTo, mail as Options);
    expect(await desk.tickets.get(ticket.id)).toMatchObject({ state: 'waiting' });
    expect(desk.sent).toEqual([]);
  });

  it.each([
    'OK',
    'Ada\nThe door is mended.',
    'Thanks, done.',
    '12',
    'Si',
    'We would like to recall the message from the maker: return the lock.',
  ])('but with few words, is one: %j', async (text) => {
    const { desk, ticket, notice } = await noticed();
    await adaSends(desk, notice.replyTo, { text });
    expect((await desk.tickets.get(ticket.id))?.state).toBe('answered');
  });

  const ANNA = 'I will be there at nine, please leave the door open.';
  const reply = (comment = '') => ({ method: 'REPLY', content: REPLY_ICS.replace('UID:1', `UID:1${comment}`) });
  const gmail = [alternative('text/vnd.google.email-reaction+json', '{"version":1,"emoji":"👍"}')];
  it.each<[string, Options]>([
    ['with an accepted invitation', { text: ANNA, icalEvent: reply() }],
    ['below the line of Outlook', { text: `Accepted: The door\n\n${ANNA}\n\nAda`, icalEvent: reply() }],
    ['below a sentence', { text: `Ada has accepted this invitation.\n\n${ANNA}`, icalEvent: reply() }],
    ['below a German sentence', { text: `Ada hat die Einladung zu "Tür" angenommen.\n\n${ANNA}`, icalEvent: reply() }],
    ['above the fields', { text: `${ANNA}\n\nWhen: Monday 9:00\nWhere: Shop`, icalEvent: reply() }],
    [
      'for Google',
      {
        text: 'Ada has accepted this invitation.\n\nThe door\nMonday 30 Nov 9:00\n\nInvitation from Google Calendar: https://calendar.google.com/calendar/',
        icalEvent: reply(`\r\nCOMMENT:${ANNA.replace(',', '\\,')}`),
      },
    ],
    [
      'for Google, in the text',
      {
        text: `Ada has accepted this invitation with a note:\n"${ANNA}"\n\nThe door\nInvitation from Google Calendar: https://calendar.google.com/calendar/`,
        icalEvent: reply(),
      },
    ],
    ['in the calendar alone', { text: '', icalEvent: reply(`\r\nCOMMENT:${ANNA.replace(',', '\\,')}`) }],
    ['above a reaction', { text: `👍\n\n${ANNA}\n\nAda reacted via Gmail`, alternatives: gmail }],
    [
      'above a broken reaction',
      {
        text: `${ANNA}\n\nAda Rossi (Support) reacted via\nGmail\n<https://www.google.com/gmail/about/>`,
        alternatives: gmail,
      },
    ],
    ['below a reaction', { text: `Ada reacted to your message:\n\n${ANNA}` }],
    ['below a reaction in Italian', { text: `Ada ha reagito al tuo messaggio:\n\n${ANNA}` }],
  ])('but with words that were typed, is one: %s', async (_, mail) => {
    const { desk, ticket, notice } = await noticed();
    await adaSends(desk, notice.replyTo, mail);
    expect((await desk.tickets.get(ticket.id))?.state).toBe('answered');
    expect(desk.sent[0]).toMatchObject({ recipient: 'anna@rossi.example', attachments: [] });
    expect(desk.sent[0]?.text).toContain(ANNA);
    expect(desk.sent[0]?.text).not.toMatch(/ccepted|angenommen|reacted|reagito|Google|👍/);
  });

  it.each(['Screenshot 2026-11-30.png', 'image.png', 'Bild1.png'])(
    'but with a large picture in the text, is one: %s',
    async (filename) => {
      const { desk, ticket, notice } = await noticed();
      const attachments = [{ filename, content: LARGE, cid: 'shot@1' }];
      await adaSends(desk, notice.replyTo, { html: '<p><img src="cid:shot@1"></p>', attachments });
      expect((await desk.tickets.get(ticket.id))?.state).toBe('answered');
      expect(desk.sent[0]?.attachments).toMatchObject([{ filename }]);
    },
  );

  it('nor with a large picture of the notice', async () => {
    const { desk, ticket, notice } = await noticed();
    const quoted = notice.html.replace('</body>', '<p><img src="cid:shot@1"></p></body>');
    await adaSends(desk, notice.replyTo, {
      html: `<p><br></p><div class="gmail_quote"><div>On Mon, Desk &lt;help@support.example&gt; wrote:</div><blockquote>${quoted}</blockquote></div>`,
      attachments: [{ filename: 'photo.png', content: LARGE, cid: 'shot@1' }],
    });
    expect((await desk.tickets.get(ticket.id))?.state).toBe('waiting');
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(['ada@support.example']);
  });

  it('but with a file that says something, is one', async () => {
    const { desk, ticket, notice } = await noticed();
    await adaSends(desk, notice.replyTo, {
      text: '',
      attachments: [{ filename: 'offer.pdf', content: '%PDF', contentType: 'application/pdf' }],
    });
    expect((await desk.tickets.get(ticket.id))?.state).toBe('answered');
    expect(desk.sent[0]?.attachments).toMatchObject([{ filename: 'offer.pdf' }]);
  });
});

describe('an agent’s answer by mail', () => {
  const PICTURE = { filename: 'image001.png', content: PNG, cid: 'shot@1' };

  it('reaches the customer as it was formatted, with its pictures, and nothing of the notice', async () => {
    const { desk, ticket, notice } = await noticed();
    await adaSends(desk, notice.replyTo, {
      text: `*Turn it* to the left.\n[image: image001.png]\n\nOn Mon, Desk <help@support.example> wrote:\n> ${notice.text.replaceAll('\n', '\n> ')}`,
      html: `<div><b>Turn it</b> to the left.</div><div><img src="cid:shot@1"></div><div class="gmail_quote"><div>On Mon, Desk &lt;help@support.example&gt; wrote:</div><blockquote>${notice.html}</blockquote></div>`,
      attachments: [PICTURE, { filename: 'smime.p7s', content: 'x', contentType: 'application/pkcs7-signature' }],
    });
    const [mail] = desk.sent;
    expect(mail?.recipient).toBe('anna@rossi.example');
    expect(mail?.html).toContain('<b>Turn it</b> to the left.');
    expect(mail?.html).toContain('cid:shot@1');
    expect(mail?.attachments).toMatchObject([{ filename: 'image001.png', cid: 'shot@1' }]);
    expect(`${mail?.text}${mail?.html}`).not.toMatch(/Reply above|\bwrote:/);
    expect(composeMail(mail as NonNullable<typeof mail>).toString()).toMatch(
      /Content-Disposition: inline[\s\S]{1,80}image001/,
    );
    expect((await messagesOf(desk, ticket.id)).at(-1)?.html).toBeDefined();
  });

  it('goes formatted, too, when it had to wait for the mail service', async () => {
    const { desk, notice } = await noticed();
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: { outcome: 'later', reason: 'Sending paused' } });
    await adaSends(desk, notice.replyTo, { text: 'It is *done*.', html: '<p>It is <b>done</b>.</p>' });
    expect(desk.sent).toEqual([]);
    await sweepLater(desk);
    expect(desk.sent[0]?.html).toContain('<b>done</b>');
  });

  it('says what its writer saw when the plain part says something else: in text, HTML and pictures', async () => {
    const { desk, notice } = await noticed();
    await adaSends(desk, notice.replyTo, {
      text: 'As agreed.',
      html: '<p>As <b>never</b> agreed. <img src="cid:shot@1"></p>',
      attachments: [PICTURE],
    });
    const [mail] = desk.sent;
    expect(mail?.text).toContain('As never agreed.');
    expect(mail?.html).toContain('As <b>never</b> agreed.');
    expect(`${mail?.text}${mail?.html}`).not.toContain('As agreed');
    expect(mail?.attachments).toMatchObject([{ filename: 'image001.png' }]);
  });

  it.each<[string, (notice: { text: string; html: string; raw: Buffer }) => Options['attachments']]>([
    ['notice.eml', ({ raw }) => [{ contentType: 'message/rfc822', filename: 'notice.eml', content: raw }]],
    ['saved.eml', ({ raw }) => [{ contentType: 'application/octet-stream', filename: 'saved.eml', content: raw }]],
    ['notice.html', ({ html }) => [{ contentType: 'text/html', filename: 'notice.html', content: html }]],
    [
      'notice.msg',
      ({ text }) => [
        {
          contentType: 'application/vnd.ms-outlook',
          filename: 'notice.msg',
          content: Buffer.from(text, 'utf16le'),
        },
      ],
    ],
  ])('never has the notice attached, and its writer hears by name what was left out: %s', async (filename, files) => {
    const { desk, ticket, notice } = await noticed();
    const raw = composeMail({ ...notice, attachments: [] });
    const plan = { filename: 'plan.pdf', content: '%PDF', contentType: 'application/pdf' };
    const attachments = [...(files({ ...notice, raw }) ?? []), plan];
    await adaSends(desk, notice.replyTo, { text: 'See below.', attachments });
    const [customer, ada, ...others] = desk.sent;
    expect(others).toEqual([]);
    expect(customer).toMatchObject({ recipient: 'anna@rossi.example', attachments: [{ filename: 'plan.pdf' }] });
    expect(ada).toMatchObject({ recipient: 'ada@support.example' });
    expect(ada?.text).toContain('Your answer went to the customer.');
    expect(ada?.text).toContain(`the file "${filename}" was left out`);
    expect(ada?.text).not.toContain('plan.pdf');
    expect((await messagesOf(desk, ticket.id)).flatMap(({ warnings }) => warnings).join()).toContain(filename);
  });

  it('that is a notice of ours alone is kept for the team, and its writer hears it', async () => {
    const { desk, ticket, notice } = await noticed();
    const attachments = [{ contentType: 'text/html', filename: 'notice.html', content: notice.html }];
    await adaSends(desk, notice.replyTo, { text: '', attachments });
    expect((await desk.tickets.get(ticket.id))?.state).toBe('waiting');
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('the file "notice.html" was left out');
    const kept = (await messagesOf(desk, ticket.id)).filter(({ attachments: all }) => all.length > 0);
    expect(kept).toMatchObject([{ kind: 'note', attachments: [{ filename: 'notice.html' }] }]);
  });

  it('that could not be read whole says so to its writer', async () => {
    const { desk, notice } = await noticed();
    await adaSends(desk, notice.replyTo, { html: '<p>Turn it left.</p><!-- <p>And then right.</p>' });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(['anna@rossi.example', 'ada@support.example']);
    expect(desk.sent[1]?.text).toContain('could not be read whole');
  });

  it('passes on a mail that is not ours', async () => {
    const { desk, notice } = await noticed();
    const content = 'From: maker@parts.example\nSubject: Recall\n\nReturn the lock.\n';
    await adaSends(desk, notice.replyTo, {
      text: 'See below.',
      attachments: [{ contentType: 'message/rfc822', filename: 'maker.eml', content }],
    });
    expect(desk.sent[0]?.attachments).toMatchObject([{ filename: 'maker.eml' }]);
  });
});

describe('an agent’s note by mail', () => {
  it('keeps a notice of ours, too: it is for the team', async () => {
    const { desk, ticket, notice } = await noticed();
    await adaSends(desk, notice.replyTo, {
      text: '#note\nSee what I was sent.',
      attachments: [{ contentType: 'text/html', filename: 'notice.html', content: notice.html }],
    });
    const note = (await messagesOf(desk, ticket.id)).find(({ text }) => text === 'See what I was sent.');
    expect(note).toMatchObject({ kind: 'note', attachments: [{ filename: 'notice.html' }] });
    expect(desk.sent).toEqual([]);
  });

  it('keeps its files', async () => {
    const { desk, ticket, notice } = await noticed();
    await adaSends(desk, notice.replyTo, {
      text: '#note\nFor us only.',
      attachments: [{ filename: 'plan.pdf', content: '%PDF', contentType: 'application/pdf' }],
    });
    const note = (await messagesOf(desk, ticket.id)).find(({ text }) => text === 'For us only.');
    expect(note).toMatchObject({ kind: 'note', raw: 'raw/ses-ada', attachments: [{ filename: 'plan.pdf' }] });
    expect(desk.sent).toEqual([]);
  });
});
