import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const NOTHING = { autoReply: false, generated: false, bounce: false };
const read = (
  subject: string,
  text: string,
  part: string,
  type = 'multipart/mixed',
  from = 'Anna <anna@rossi.example>',
) =>
  parseMail(
    Buffer.from(
      `From: ${from}\nMessage-ID: <a@rossi.example>\nSubject: ${subject}\nMIME-Version: 1.0\nContent-Type: ${type}; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${text}\n${part}--b--\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    ),
  );

const RETURNED =
  '--b\nContent-Type: message/rfc822\n\nFrom: news@rossi.example\nTo: bob@mail.example\nSubject: x\n\ny\n';
const ARF = `--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: bob@mail.example\nVersion: 1\n\n${RETURNED}`;
const JMRP = RETURNED.replace('From: news', 'X-HmXmrOriginalRecipient: bob@mail.example\nFrom: news');
const MDN =
  '--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;anna@rossi.example\nDisposition: manual-action/MDN-sent-manually; displayed\n';

describe('a person who passes on', () => {
  it.each([
    ['What shall we do with this complaint?'],
    ['We got this complaint. Please take the address off the list.'],
    ['Diese Beschwerde kam heute. Bitte nehmen Sie die Adresse heraus.'],
    ['Vi giro il reclamo di un cliente.'],
    ['This is a feedback loop report that we got. What now?'],
  ])('a complaint is a person: %s', async (text) => {
    expect(await read('We got this complaint', text, ARF)).toMatchObject(NOTHING);
  });

  it.each([
    ['Complaint about message from 192.0.2.1', 'Microsoft sends us these. What shall we do?'],
    ['complaint about message from 192.0.2.1', 'Please unsubscribe Bob.'],
    ['Abuse report', 'Das kam heute von Microsoft.'],
    ['[Feedback loop]', 'Cosa dobbiamo fare con questi?'],
  ])('one of Microsoft’s is a person: %s', async (subject, text) => {
    expect(await read(subject, text, JMRP)).toMatchObject(NOTHING);
  });

  it.each([
    ['What is this?'],
    ['This is a Return Receipt for the mail that you sent. Why do I get these?'],
    ['This is a Return Receipt for the mail that you sent to Anna.\n\nI never sent it.\n\nRegards, Anna'],
    ['I got this receipt. Please switch them off.'],
  ])('a read receipt is a person: %s', async (text) => {
    expect(await read('A file', text, MDN)).toMatchObject(NOTHING);
  });
});

describe('a machine', () => {
  it.each([
    ['multipart/report; report-type=feedback-report', 'What is this?'],
    ['multipart/mixed', 'This is an email abuse report for a message received from 192.0.2.1.'],
    ['multipart/mixed', 'A user has reported this as spam.'],
    ['multipart/mixed', ''],
  ])('complains in %s: %s', async (type, text) => {
    const found = await read('Abuse report', text, ARF, type, 'fbl@mail.example');
    expect(found.bounce).toMatchObject({ action: 'complaint', recipient: 'bob@mail.example' });
  });

  it('complains for Microsoft, also with a sentence of its own', async () => {
    const text = 'This is an email abuse report.';
    const found = await read(
      'complaint about message from 192.0.2.1',
      text,
      JMRP,
      'multipart/mixed',
      'staff@mail.example',
    );
    expect(found.bounce).toMatchObject({ action: 'complaint', recipient: 'bob@mail.example' });
  });

  it.each([
    'This is a Return Receipt for the mail that you sent to anna@rossi.example.\n\nNote: This Return Receipt only acknowledges that the message was displayed.',
    'Dies ist eine Empfangsbestätigung für die Nachricht, die Sie an anna@rossi.example gesendet haben.',
    'Questa è una ricevuta di ritorno per il messaggio inviato a anna@rossi.example.',
    'Ceci est un accusé de réception pour le courrier que vous avez envoyé à anna@rossi.example.',
  ])('gives a read receipt in its own words: %s', async (text) => {
    const found = await read('Return Receipt (displayed) - Re: Help', text, MDN);
    expect(found).toMatchObject({ autoReply: 'message/disposition-notification', bounce: false });
  });
});

/** Certified mail (PEC) puts an ordinary mail that reached a certified mailbox into an envelope of its own, and says so. */
describe('an envelope of certified mail', () => {
  const carried = (field: string, subject: string, text: string) =>
    parseMail(
      Buffer.from(
        `Return-Path: <>\nFrom: "Per conto di: mailer-daemon@rossi.example" <posta-certificata@pec.example>\nMessage-ID: <a@pec.example>\n${field}\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`.replaceAll(
          '\n',
          '\r\n',
        ),
      ),
    );

  it.each([
    ['X-Trasporto: errore', 'ANOMALIA MESSAGGIO: Undelivered mail', 'Anomalia nel messaggio: mancanza di firma.'],
    ['X-Trasporto: errore', 'ANOMALIA MESSAGGIO: Mail delivery failed', 'Dati non certificati per un errore.'],
    ['X-Trasporto: posta-certificata', 'POSTA CERTIFICATA: Mancata consegna', 'Il messaggio non è stato consegnato.'],
  ])('is no report, whatever it carries: %s, %s', async (field, subject, text) => {
    expect(await carried(field, subject, text)).toMatchObject(NOTHING);
  });

  it('is told from a receipt that a mail was not delivered', async () => {
    const text = 'Il messaggio inviato a "anna@pec.example" è stato rifiutato: 5.1.1 indirizzo non valido.';
    const found = await carried('X-Ricevuta: errore-consegna', 'AVVISO DI MANCATA CONSEGNA: La cassa', text);
    expect(found.bounce).toMatchObject({ action: 'failed', recipient: 'anna@pec.example' });
  });
});
