import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const read = (from: string, subject: string, text: string, path = '') =>
  parseMail(
    Buffer.from(
      `${path}From: ${from}\nMessage-ID: <a@rossi.example>\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    ),
  );
const addressOf = (from: string) => /<([^<>]+)>/.exec(from)?.[1] ?? from;

/** A display name is what somebody typed into their mail program once. */
const PEOPLE: [from: string, subject: string, text: string][] = [
  [
    'Amministratore di sistema <ced@rossi.example>',
    'Messaggio non recapitato',
    'Il messaggio non è stato recapitato a\nluca@bianchi.example\nAprite il firewall per favore.\n\nMario, CED',
  ],
  [
    'System Administrator <it@rossi.example>',
    'Undeliverable mail',
    'Undeliverable mail of ours: please look.\n\nanna@rossi.example\n550 5.1.1 User unknown\n\nThe Rossi IT team',
  ],
  [
    'Microsoft Outlook <anna@rossi.example>',
    'Undeliverable: order',
    'Undeliverable: the order mails are not delivered to\nbob@rossi.example\n550 5.7.1\nsince Monday. Please repair.',
  ],
  [
    'Systemadministrator <edv@mueller.example>',
    'Unzustellbar',
    'Unzustellbar sind alle Mails an\nbob@rossi.example\n550 5.7.1\n\nBitte schalten Sie uns frei.\n\nMit freundlichen Grüßen\nHans',
  ],
  [
    'Administrateur système <info@durand.example>',
    'Non remis',
    "Le message n'a pas été remis à\nluc@durand.example\n550 5.7.1\n\nCordialement,\nLuc",
  ],
  [
    'Postmaster <postmaster@rossi.example>',
    'Undelivered mail to you',
    'Undelivered mail to you piles up on our server:\n\n<luca@desk.example>: 450 4.7.1 try later\n\nPlease look into your greylisting.',
  ],
  [
    'postmaster@rossi.example',
    'Mancata consegna',
    'La mancata consegna dura da lunedì:\n\n<luca@desk.example>: 450 4.7.1\n\nPotete controllare?\n\nSaluti, Mario',
  ],
  [
    'Postmaster <postmaster@mueller.example>',
    'Zustellung fehlgeschlagen',
    'Die Zustellung fehlgeschlagen ist seit gestern bei\n\nluca@desk.example\n\nKönnen Sie Ihre Sperrliste prüfen.\n\nMfG Hans',
  ],
  ['Rossi Email Delivery Team <team@rossi.example>', 'Email Delivery', 'It is broken.\nanna@rossi.example'],
  [
    'Servizio di posta Comune di Prato <posta@prato.example>',
    'Posta ferma',
    'Il messaggio non è stato recapitato.\n\nMario Bianchi\nmario@rossi.example',
  ],
  ['Service de messagerie <luc@durand.example>', 'Panne', 'La messagerie est en panne.\n\nLuc\nluc@durand.example'],
  ['Mail Delivery Service <dispatch@courier.example>', 'Paket', 'Es wurde nicht zugestellt.\nmario@rossi.example'],
  ['Mail System <mario@rossi.example>', 'Till is down', 'Till is down. Our mail could not be delivered either.'],
  ['Mail Router <anna@rossi.example>', 'Router', 'The mail router was rejected.\n\nanna@rossi.example'],
  ['Matt Daemon <mdaemon@rossi.example>', 'Till is down', 'Till is down.'],
  ['Daemon Rossi <m.daemon@rossi.example>', 'Till is down', 'Till is down.'],
  ['Maria Daemon <maria.daemon@rossi.example>', 'Failure notice', 'It failed.\nmaria.daemon@rossi.example'],
];

describe('a person with the name of a server', () => {
  it.each(PEOPLE)('is a person, with a return path and without: %s, %s', async (from, subject, text) => {
    const nothing = { autoReply: false, generated: false, bounce: false };
    expect(await read(from, subject, text)).toMatchObject(nothing);
    const own = `Return-Path: <${addressOf(from)}>\n`;
    expect(await read(from, subject, text, own)).toMatchObject(nothing);
  });
});

describe('a server with the name of one', () => {
  const qmail = 'Hi. This is the qmail-send program at mx.example.\n\n<anna@rossi.example>:\nSorry, no mailbox here.';
  it.each([
    ['MDaemon at mx.example <MDaemon@mx.example>', 'Undeliverable', 'The following failed:\nanna@rossi.example'],
    ['mdaemon@mx.example', 'Notice', 'User unknown: anna@rossi.example'],
    [
      'Mail Delivery System <noreply@mx.example>',
      'Undelivered Mail',
      `This is the mail system.\n\n${'<anna@rossi.example>: 552 5.2.2 full'}`,
    ],
    [
      'System Administrator <admin@mx.example>',
      'Undeliverable: x',
      'Your message did not reach some or all of the intended recipients.\n\n  anna@rossi.example on 2/3/2026\n    Nobody of that name.',
    ],
    [
      'System Administrator',
      'Undeliverable: x',
      'Your message did not reach the following:\n\nanna@rossi.example\n550 5.1.1',
    ],
    [
      'Microsoft Outlook <postmaster@mx.example>',
      'Undeliverable: x',
      "Your message to anna@rossi.example couldn't be delivered.\n\n550 5.1.1 unknown\n\nPlease check the address and try again.",
    ],
    [
      'Servizio di posta <avvisi@posta.example>',
      'Mancata consegna',
      'Il messaggio non è stato consegnato a\n<anna@rossi.example>:\n550 casella inesistente',
    ],
    ['Mail Router <router@mx.example>', 'Delivery failure', qmail],
  ])('is one: %s', async (from, subject, text) => {
    expect((await read(from, subject, text)).bounce).toMatchObject({
      action: 'failed',
      recipient: 'anna@rossi.example',
    });
    expect((await read(from, subject, text, 'Return-Path: <>\n')).bounce).toMatchObject({ action: 'failed' });
  });

  it('may have a return path of its own, when one sentence has the address and the code', async () => {
    const sentence =
      'Il messaggio inviato a anna@rossi.example non è stato consegnato: utente sconosciuto (550 5.1.1).';
    const path = 'Return-Path: <postmaster@posta.example>\n';
    const { bounce } = await read('Postmaster <postmaster@posta.example>', 'Mancata consegna', sentence, path);
    expect(bounce).toMatchObject({ action: 'failed', status: '5.1.1', recipient: 'anna@rossi.example' });
  });
});
