import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const NOTHING = { autoReply: false, generated: false, bounce: false, list: false };
const read = (head: string, text: string) =>
  parseMail(Buffer.from(`Message-ID: <a@rossi.example>\n${head}\n\n${text}\n`.replaceAll('\n', '\r\n')));

/** People who write where, how, or about what machines do. */
describe('a person', () => {
  it.each([
    ['Postmaster <postmaster@rossi.example>', 'Your server', 'Your server refuses our mail: 550 5.7.1 blocked. Why?'],
    [
      'postmaster@rossi.example',
      'SPF of your domain',
      'Our filter says that mail of yours was rejected. Please check.',
    ],
    [
      'Mario Bianchi <postmaster@rossi.example>',
      'Undeliverable mail',
      'All mail to you comes back with\n550 5.7.1 refused\nPlease check.',
    ],
    [
      'Mario Bianchi <postmaster@rossi.example>',
      'Delivery failure',
      'We see this for anna@desk.example since Monday, it could not be delivered.',
    ],
    [
      'Postmaster <postmaster@rossi.example>',
      'Problemi di consegna',
      'Le vostre mail non arrivano, la casella è piena? Saluti, Mario',
    ],
    ['Postmaster <postmaster@rossi.example>', 'Re: Undeliverable: your printer', 'Mended, please send it again.'],
    [
      'System Administrator <it@rossi.example>',
      'Accounts',
      'The user anna does not exist any more, please delete anna@rossi.example.',
    ],
    ['postmaster@rossi.example', 'Frage', 'undeliverable mail\nbob@rossi.example\nist das Ihr Nutzer?'],
    [
      'postmaster@rossi.example',
      'Domanda',
      'This is the mail system at host mx.desk.example.\nbob@desk.example\nÈ un vostro utente?',
    ],
    [
      'postmaster@rossi.example',
      'A user of yours',
      'We were unable to deliver your mail.\n<bob@rossi.example>: 550 5.1.1\nShall we create him?',
    ],
    ['Bounces Team <bounces@rossi.example>', 'Your newsletter', 'Please stop sending to unknown users.'],
  ])('at an administrator’s address is a person: %s, %s', async (from, subject, text) => {
    expect(await read(`From: ${from}\nSubject: ${subject}`, text)).toMatchObject(NOTHING);
  });

  it.each([
    ['redirected by Sieve', 'Server down', 'The server is down.'],
    ['redirected in German', 'Server steht', 'Der Server steht seit heute früh, niemand kann arbeiten.'],
    ['redirected, of a parcel', 'Undelivered parcel', 'Parcel 4711 came back to us. Where is it now?'],
    ['redirected, of an absence', 'Kasse', 'Ab morgen bin ich im Urlaub, in dringenden Fällen hilft Bruno.'],
  ])('whose mail lost its return path is a person: %s', async (_, subject, text) => {
    expect(await read(`Return-Path: <>\nFrom: anna@rossi.example\nSubject: ${subject}`, text)).toMatchObject(NOTHING);
  });

  it.each([
    ['Question', 'What does it cost?'],
    ['Drucker', 'Der Drucker im Lager druckt nicht. Bitte antworten Sie an\nanna@rossi.example'],
    ['Consegna', 'Il pacco non è arrivato: mancata consegna, dice il corriere.'],
    ['Undeliverable', 'Why is my order undeliverable?'],
  ])('whose program leaves the address out is a person of whom nothing is known: %s', async (subject, text) => {
    for (const from of ['<>', 'Anna <>', 'Anna Rossi < >']) {
      const found = await read(`From: ${from}\nSubject: ${subject}`, text);
      expect(found).toMatchObject(NOTHING);
      expect(found.from).toBeUndefined();
    }
  });

  it.each([
    'Precedence: bulk',
    'Precedence: junk',
    'X-Precedence: bulk',
    'X-Auto-Response-Suppress: DR, RN, NRN',
    'Auto-Submitted: no; x=y',
  ])('is one with %s', async (field) => {
    expect(await read(`${field}\nFrom: anna@rossi.example\nSubject: Order 4711`, 'I need help.')).toMatchObject(
      NOTHING,
    );
  });

  it('may attach a read receipt and ask about it', async () => {
    const parts =
      '--b\n\nWhat is this?\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action\n--b--';
    const head =
      'From: anna@rossi.example\nSubject: A file\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b';
    expect(await read(head, parts)).toMatchObject(NOTHING);
  });

  it('may attach a complaint and ask about it', async () => {
    const parts =
      '--b\n\nWe got this.\n--b\nContent-Type: message/rfc822\n\nX-HmXmrOriginalRecipient: a@b.example\nFrom: a@b.example\n\nx\n--b--';
    const head =
      'From: anna@rossi.example\nSubject: A file\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b';
    expect(await read(head, parts)).toMatchObject(NOTHING);
  });
});
