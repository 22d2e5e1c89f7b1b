import { describe, expect, it } from 'vitest';
import { readForwarded } from '../../../shared/mail/forwarded.ts';
import { parseMail } from '../../../shared/mail/parse.ts';

/** Who wrote what a mail passes on, as programs and people show it in their languages. */

const H = 'From: ada@s.example\nTo: help@s.example\n';
const EVA: Record<string, string> = {
  es: `${H}Subject: RV: Puerta\n\nDe: Eva Neri <eva@neri.example>\nEnviado el: viernes, 27 de noviembre de 2026 10:00\nPara: Ada\nAsunto: Puerta\n\nNo abre.`,
  pt: `${H}Subject: ENC: Porta\n\nDe: Eva Neri <eva@neri.example>\nEnviada em: sexta-feira, 27 de novembro de 2026 10:00\nPara: Ada\nAssunto: Porta\n\nx`,
  nl: `${H}Subject: FW: Deur\n\nVan: Eva Neri <eva@neri.example>\nVerzonden: vrijdag 27 november 2026 10:00\nAan: Ada\nOnderwerp: Deur\n\nx`,
  pl: `${H}Subject: PD: Drzwi\n\nOd: Eva Neri <eva@neri.example>\nWysłano: piątek, 27 listopada 2026 10:00\nDo: Ada\nTemat: Drzwi\n\nx`,
  sv: `${H}Subject: VB: Dörr\n\nFrån: Eva Neri <eva@neri.example>\nSkickat: den 27 november 2026 10:00\nTill: Ada\nÄmne: Dörr\n\nx`,
  ja: `${H}Subject: FW: ドア\n\n差出人: Eva Neri <eva@neri.example>\n送信日時: 2026年11月27日 10:00\n宛先: Ada\n件名: ドア\n\nx`,
  fr: `${H}Subject: Tr: Porte\n\n---------- Message transféré ----------\nDe : Eva Neri <eva@neri.example>\nDate : ven. 27 nov. 2026\nObjet : Porte\nÀ : ada\n\nx`,
  cs: `${H}Subject: Fwd: Dvere\n\nOd: Eva Neri <eva@neri.example>\nOdesláno: pátek 27. listopadu 2026 10:00\nKomu: Ada\nPředmět: Dvere\n\nx`,
  ru: `${H}Subject: Fwd: x\n\n-------- Пересылаемое сообщение --------\nОт: Eva Neri <eva@neri.example>\nКому: ada\nТема: Дверь\n\nx`,
  gmailhtml: `${H}Subject: Fwd: Door\nContent-Type: text/html\n\n<div>Please</div><div class="gmail_quote"><div dir="ltr">---------- Forwarded message ---------<br>From: <b>Eva Neri</b> <span dir="auto">&lt;<a href="mailto:eva@neri.example">eva@neri.example</a>&gt;</span><br>Date: Fri, 27 Nov 2026<br>Subject: Door<br>To: ada<br></div><br>Stuck</div>`,
  outlookhtml: `${H}Subject: FW: Door\nContent-Type: text/html\n\n<p>x</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>From:</b> Eva Neri &lt;eva@neri.example&gt; <br><b>Sent:</b> Friday, November 27, 2026 10:00 AM<br><b>To:</b> Ada<br><b>Subject:</b> Door</p></div><p>Stuck</p>`,
  tbird: `${H}Subject: Fwd: Door\nContent-Type: text/html\n\n<div class="moz-forward-container"><br>-------- Forwarded Message --------<table><tr><th>Subject: </th><td>Door</td></tr><tr><th>Date: </th><td>Fri, 27 Nov 2026</td></tr><tr><th>From: </th><td>Eva Neri <a href="mailto:eva@neri.example">&lt;eva@neri.example&gt;</a></td></tr><tr><th>To: </th><td>ada</td></tr></table><br>Stuck</div>`,
  apple: `${H}Subject: Fwd: Porta\n\nInizio messaggio inoltrato:\n\nDa: Eva Neri <eva@neri.example>\nOggetto: Porta\nData: 27 novembre 2026 alle ore 10:00:00 CET\nA: ada@s.example\n\nx`,
  yahoo: `${H}Subject: Fw: Door\n\n----- Forwarded Message ----- From: Eva Neri <eva@neri.example>To: "ada@s.example" <ada@s.example>Sent: Friday, November 27, 2026 at 10:00:00 AM GMT+1Subject: Door\nStuck`,
  yahoo2: `${H}Subject: Fw: Door\n\n   ----- Forwarded Message -----\n From: "Eva Neri" <eva@neri.example>\n To: "ada@s.example" <ada@s.example>\n Sent: Friday, November 27, 2026\n Subject: Door\n\nStuck`,
  lotus: `${H}Subject: Fw: Door\n\n----- Forwarded by Ada/Support on 27/11/2026 10:00 -----\n\nFrom:   Eva Neri <eva@neri.example>\nTo:     Ada/Support\nDate:   27/11/2026 10:00\nSubject:        Door\n\nStuck`,
  attribution: `${H}Subject: Fwd: Door\n\nAm 27.11.2026 um 10:00 schrieb Eva Neri <eva@neri.example>:\n> Stuck`,
  bracket: `${H}Subject: FW: Door\n\nFrom: eva@neri.example [mailto:eva@neri.example]\nSent: x 10:00\nSubject: Door\n\nStuck`,
  respondAttr: `${H}Subject: Fwd: Door\n\nIl giorno ven 27 nov 2026 alle ore 10:00 Eva Neri <eva@neri.example> ha scritto:\n\n> Stuck`,
};

describe('the writer of what is passed on is read', () => {
  it.each(Object.entries(EVA))('%s', async (_, raw) => {
    const [sender] = readForwarded(await parseMail(Buffer.from(raw.replaceAll('\n', '\r\n'))))?.senders ?? [];
    expect(sender?.address).toBe('eva@neri.example');
    expect([undefined, 'Eva Neri']).toContain(sender?.name);
  });
});

it.each([
  [
    'an answer that quotes',
    `${H}Subject: Re: Door\n\nNo.\n\n-----Original Message-----\nFrom: Eva <eva@neri.example>\nSent: Friday 10:00\nSubject: Door\n\nStuck`,
  ],
  ['a question', `${H}Subject: A door\n\nFrom: Milan\nTo: Rome\nWhen?`],
  ['a word that begins like a mark', `${H}Subject: Forward planning\n\nHello.`],
])('%s passes nothing on', async (_, raw) => {
  expect(readForwarded(await parseMail(Buffer.from(raw.replaceAll('\n', '\r\n'))))).toBeUndefined();
});

it.each([
  [
    'a name alone',
    `${H}Subject: Fwd: Door\n\nFrom: Eva Neri\nSent: Friday, November 27, 2026 10:00 AM\nSubject: Door\n\nStuck`,
  ],
  ['an address in the text', `${H}Subject: Fwd: Door\n\nPlease write to lock@parts.example.`],
  ['half an address', `${H}Subject: Fwd: Door\n\nFrom: Eva <eva@>\nSubject: Door\n\nStuck`],
])('%s names nobody', async (_, raw) => {
  expect(readForwarded(await parseMail(Buffer.from(raw.replaceAll('\n', '\r\n'))))).toEqual({ senders: [] });
});

const EML = 'From: Eve <eve@supplier.example>\nSubject: Invoice\n\nPay me.';
/** A mail that passes on a text, with a file of somebody else's. */
const withFile = (subject: string, text: string, type = 'message/rfc822', name = 'Invoice.eml') =>
  `${H}Subject: ${subject}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n${text}\n\n--b\nContent-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\n\n${EML}\n--b--\n`;
const sendersOf = async (raw: string) =>
  readForwarded(await parseMail(Buffer.from(raw.replaceAll('\n', '\r\n'))))?.senders.map(({ address }) => address);

const BLOCK =
  'From: Eva Neri <eva@neri.example>\nSent: Friday, November 27, 2026 10:00 AM\nTo: Ada\nSubject: Door\n\nSee the file.';

describe('a mail attached to what is passed on in the text is only a file', () => {
  it.each([
    ['Gmail', 'Fwd: Door', `Please.\n\n---------- Forwarded message ---------\n${BLOCK}`],
    ['Outlook', 'FW: Door', `________________________________\n${BLOCK}`],
    ['Outlook of old', 'Stuck door', `-----Original Message-----\n${BLOCK}`],
    ['Outlook, the subject changed', 'Stuck door', `Please.\n\n${BLOCK}`],
    ['quoted', 'Fwd: Door', `Begin forwarded message:\n\n${BLOCK.replace(/^/gm, '> ')}`],
    ['below who wrote it', 'WG: Tür', 'Am 27.11.2026 um 10:00 schrieb Eva Neri <eva@neri.example>:\n> Siehe Datei.'],
  ])('%s', async (_, subject, text) => {
    expect(await sendersOf(withFile(subject, text))).toEqual(['eva@neri.example']);
    expect(await sendersOf(withFile(subject, text, 'application/octet-stream'))).toEqual(['eva@neri.example']);
  });

  it.each([
    ['a name alone', `---------- Forwarded message ---------\n${BLOCK.replace(/ <.*>/, '')}`],
    ['one in doubt', BLOCK.replace(/^From: .*/, 'From: "eva@neri.example" <x@evil.example> <y@evil.example>')],
    ['who wrote it, a name alone', 'Am 27.11.2026 um 10:00 schrieb Eva Neri:\n> Siehe Datei.'],
  ])('also where the sender in the text cannot be read: %s', async (_, text) => {
    expect(await sendersOf(withFile('Fwd: Door', text))).toEqual([]);
  });
});

describe('an attached mail is what is passed on', () => {
  it.each([
    ['of a mail', 'Fwd: Door', 'see attached', 'message/rfc822', 'Door.eml'],
    ['in UTF-8', 'Fwd: Door', 'see attached', 'message/global', 'Door.eml'],
    ['as bytes', 'A customer', 'see attached', 'application/octet-stream', 'Door.EML'],
    ['below an answer', 'Re: A customer', `Here.\n\n${BLOCK}`, 'message/rfc822', 'Door.eml'],
  ])('%s', async (_, subject, text, type, name) => {
    expect(await sendersOf(withFile(subject, text, type, name))).toEqual(['eve@supplier.example']);
  });

  it.each(['text/plain', 'text/html', 'text/x-log'])('but not a %s that is named like one', async (type) => {
    expect(await sendersOf(withFile('A customer', 'see attached', type))).toBeUndefined();
    expect(await sendersOf(withFile('Fwd: Door', 'see attached', type))).toEqual([]);
  });
});
