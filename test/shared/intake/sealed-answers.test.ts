import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, requestOf, ticketsOf } from '../../support/stories.ts';

/** An answer that nobody here can read stops no clock: its writer hears how to send it, and the customer gets no sealed file. */

const ADA = 'ada@support.example';
const base64 = (name: string, type: string, words = 'sealed') =>
  `Content-Type: ${type}; name=${name}\nContent-Disposition: attachment; filename=${name}\nContent-Transfer-Encoding: base64\n\n${Buffer.from(words).toString('base64')}\n`;
const parts = (type: string, ...all: string[]) =>
  `Content-Type: ${type}; boundary=b\n\n${all.map((part) => `--b\n${part}\n`).join('')}--b--\n`;
const ARMOR = '-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n=abcd\n-----END PGP MESSAGE-----';
const PGP = [
  'Content-Type: application/pgp-encrypted\n\nVersion: 1',
  `Content-Type: application/octet-stream; name=encrypted.asc\n\n${ARMOR}`,
];

async function answers(body: string) {
  const desk = deskOf();
  await openTicket(desk, requestOf(desk));
  await desk.team.drain();
  const to = desk.sent.findLast(({ recipient }) => recipient === ADA)?.replyTo as string;
  desk.sent.length = 0;
  const raw = `From: ${ADA}\nTo: ${to}\nMessage-ID: <s1@support.example>\nSubject: Re: door\nMIME-Version: 1.0\n${body}`;
  await receiveMail(desk, arrives(desk, raw, { id: 'ses-9', envelopeFrom: ADA, recipients: [to] }));
  await desk.team.drain();
  const [ticket] = await ticketsOf(desk);
  const of = (who: string) => desk.sent.filter(({ recipient }) => recipient === who).map(({ text }) => text);
  return { state: ticket?.state, ada: of(ADA).join(), anna: of(ticket?.requester.address ?? '') };
}

describe('an answer that is sealed', () => {
  it.each([
    ['S/MIME', base64('smime.p7m', 'application/pkcs7-mime; smime-type=enveloped-data')],
    ['S/MIME, signed', base64('smime.p7m', 'application/x-pkcs7-mime; smime-type=signed-data')],
    ['S/MIME, by its name alone', base64('smime.p7m', 'application/octet-stream')],
    ['PGP/MIME', parts('multipart/encrypted; protocol="application/pgp-encrypted"', ...PGP)],
    ['PGP in the text', `Content-Type: text/plain\n\n${ARMOR}\n`],
    ['a piece of a mail', 'Content-Type: message/partial; id=x; number=1; total=2\n\nSubject: x\n\nHello\n'],
  ])('is no response, and its writer hears why: %s', async (_, body) => {
    const { state, ada, anna } = await answers(body);
    expect(state).toBe('waiting');
    expect(anna).toEqual([]);
    expect(ada).toContain('without S/MIME or PGP');
  });

  it.each([
    [
      'words beside it',
      parts(
        'multipart/mixed',
        'Content-Type: text/plain\n\nHere is the mail.',
        base64('smime.p7m', 'application/pkcs7-mime'),
      ),
    ],
    ['a signed document', parts('multipart/mixed', base64('contract.pdf.p7m', 'application/pkcs7-mime'))],
    [
      'a signature',
      parts(
        'multipart/signed',
        'Content-Type: text/plain\n\nHere it is.',
        base64('smime.p7s', 'application/pkcs7-signature'),
      ),
    ],
    [
      'a signed text',
      `Content-Type: text/plain\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nRestart it.\n-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n`,
    ],
  ])('is none with %s', async (_, body) => {
    expect(await answers(body)).toMatchObject({ state: 'answered', anna: [expect.anything()] });
  });
});
