import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const read = async (subject: string, text: string) => {
  const head = `Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8`;
  return (await parseMail(Buffer.from(`${head}\n\n${text}\n`.replaceAll('\n', '\r\n')))).bounce;
};

/** The clock runs again after a failure, and after a delay it does not: the two must not be mixed up. */
describe('a report without a status part', () => {
  it.each([
    ['Undelivered Mail Returned to Sender', '<anna@rossi.example>: host mx said: 421 4.7.0 temporarily deferred'],
    ['Mail delivery failed: returning message to sender', '  anna@rossi.example\n    451 greylisted, will retry'],
    ['Delivery Status Notification (Failure)', 'It has been delayed for 46 hours.\n\nanna@rossi.example\n450 4.2.1 x'],
    ['Unzustellbar: Ihre Nachricht', 'Es wurde weiterhin versucht.\n\nanna@rossi.example'],
    ['Message non remis', 'Après chaque nouvelle tentative, il revient : <anna@rossi.example>.'],
    ['Messaggio non recapitato', 'Dopo un ritardo nella consegna torna indietro.\n<anna@rossi.example>'],
    ['Onbestelbaar: Printer', 'De aflevering is vertraagd.\n\nanna@rossi.example'],
    ['Entrega fallida', 'El mensaje se ha retrasado.\n\nanna@rossi.example'],
    ['Kan inte levereras: Skrivaren', 'Den har försenats.\n\nanna@rossi.example'],
    ['Your printer', 'We will try again if you resend it.\n\n<anna@rossi.example>: 552 5.2.2 Mailbox full'],
    [
      'Delivery Status Notification',
      'It was temporarily deferred. No more attempts will be made.\n<anna@rossi.example>',
    ],
    ['Mail delivery problem', '<anna@rossi.example>: host mx said: 450 4.2.0 Messages temporarily deferred'],
    ['Delivery report', 'anna@rossi.example\n   mx answered: 421 busy,\n   the mail has been delayed'],
  ])('is of a failure: %s', async (subject, text) => {
    expect(await read(subject, text)).toMatchObject({ action: 'failed', recipient: 'anna@rossi.example' });
  });

  it.each([
    ['Warning: could not send message for past 4 hours', 'It could not be delivered yet.\n<anna@rossi.example>: 451'],
    ['Delivery Status Notification (Delay)', '<anna@rossi.example>: 450 4.2.1 busy'],
    ['Delivery Status Notification', 'It has not yet been delivered.\n\n<anna@rossi.example>: 450 4.2.1 busy'],
    ['Mail delivery problem', 'We will keep trying for two days.\n\n<anna@rossi.example>: 450 4.2.1 busy'],
    ['Undelivered mail (still being retried)', 'It is temporarily deferred.\n\n<anna@rossi.example>: 450 busy'],
    ['Zustellbenachrichtigung', 'Die Zustellung verzögert sich.\n\n<anna@rossi.example>: 451'],
    ['Notifica sullo stato del recapito', 'Il server continuerà a tentare.\n\n<anna@rossi.example>: 451'],
  ])('is of a delay: %s', async (subject, text) => {
    expect(await read(subject, text)).toMatchObject({ action: 'delayed', recipient: 'anna@rossi.example' });
  });
});
