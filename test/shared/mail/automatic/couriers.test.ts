import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const read = (head: string, text: string) =>
  parseMail(Buffer.from(`Message-ID: <a@courier.example>\n${head}\n\n${text}\n`.replaceAll('\n', '\r\n')));
const UTF8 = 'Content-Type: text/plain; charset=utf-8';

/** Subject and text are those of a report, but what did not arrive is no mail. */
const NOTICES: [subject: string, text: string][] = [
  ['Delivery failed', 'Your parcel 123 could not be delivered.\n\nRecipient: anna@rossi.example'],
  ['Undeliverable', 'Parcel 4711 is undeliverable: recipient not found.\n\nanna@rossi.example'],
  ['Delivery failure notification', 'We were unable to deliver your parcel to:\n\nanna@rossi.example\nVia Roma 2'],
  ['Delivery failed', 'Your parcel could not be delivered to:\n\nAnna Rossi\n550 Main Street'],
  ['Zustellung fehlgeschlagen', 'Ihre Sendung konnte nicht zugestellt werden.\n\nEmpfänger: anna@rossi.example'],
  ['Mancata consegna', 'Impossibile consegnare il pacco a:\n\nanna@rossi.example'],
  ['Échec de livraison', "Votre colis n'a pas pu être livré.\n\nDestinataire : anna@rossi.example"],
  ['Entrega fallida', 'Su envío no se pudo entregar.\n\nDestinatario: anna@rossi.example'],
  ['Bezorging mislukt', 'Uw pakket kon niet worden bezorgd.\n\nOntvanger: anna@rossi.example'],
  ['Falha na entrega', 'A sua encomenda não pôde ser entregue.\n\nDestinatário: anna@rossi.example'],
  ['Undeliverable invitation', 'The invitation could not be delivered.\n\nanna@rossi.example'],
];
const SENDERS = ['DHL <noreply@dhl.example>', 'no-reply@shop.example', 'Kurier <do-not-reply@kurier.example>'];

describe('a notice of a courier or a shop that takes no answers', () => {
  it.each(NOTICES)('is a ticket without acknowledgement: %s', async (subject, text) => {
    for (const from of SENDERS) {
      for (const path of ['', 'Return-Path: <bounces@courier.example>\n']) {
        const found = await read(`${path}From: ${from}\nSubject: ${subject}\n${UTF8}`, text);
        expect(found).toMatchObject({ autoReply: false, generated: false, bounce: false, noReply: expect.any(String) });
      }
    }
  });
});

/** What only a mail server has. */
describe('a server that reports from an address that takes no answers', () => {
  it.each([
    ['a status code', 'It could not be delivered:\n\n<anna@rossi.example>: 550 5.1.1 User unknown'],
    ['the code alone', 'The mail could not be delivered to:\n\nanna@rossi.example\n5.2.2 mailbox full'],
    [
      'the returned mail',
      'It could not be delivered to:\nanna@rossi.example\n\n--- Original message follows ---\n\nReceived: from a by b\nTo: anna@rossi.example',
    ],
    [
      'an introduction',
      'This is the mail system at host mx.rossi.example.\n\n<anna@rossi.example>: mailbox does not exist',
    ],
  ])('is known by %s', async (_, text) => {
    const found = await read(`From: Notices <noreply@mx.rossi.example>\nSubject: Delivery failed\n${UTF8}`, text);
    expect(found.bounce).toMatchObject({ action: 'failed', recipient: 'anna@rossi.example' });
  });
});
