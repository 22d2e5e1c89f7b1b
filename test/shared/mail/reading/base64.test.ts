import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { Base64Body } from '../../../../shared/mail/reading/base64-body.ts';

const HEADER = 'From: a@b.example\nTo: help@desk.example\nMessage-ID: <1@b.example>\nSubject: x\n';
const read = (text: string) => parseMail(Buffer.from((HEADER + text).replaceAll('\n', '\r\n')));
const part = (header: string, body: string) => `--b\n${header}\n\n${body}\n`;
const mixed = (...parts: string[]) => read(`Content-Type: multipart/mixed; boundary=b\n\n${parts.join('')}--b--\n`);
const text = part('Content-Type: text/plain', 'See the file.');

describe('base64', () => {
  const base64 = (plain: string) => Buffer.from(plain).toString('base64');
  const body = (encoded: string) =>
    read(`Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${encoded}\n`);

  it.each([
    ['with padding', `${base64('Il pacco è rott')}\n\n-- \nThe list <list@b.example>`, 'Il pacco è rott'],
    ['with a footer right below', `${base64('Il pacco è rott')}\n-- \nThe list`, 'Il pacco è rott'],
    ['without padding', `${base64('Il pacco è rotto!')}\n\n_______\nThe list`, 'Il pacco è rotto!'],
    [
      'of several lines',
      `${base64('x'.repeat(57))}\n${base64(`${'y'.repeat(57)}è`).replace(/.{76}/, '$&\n')}\n\nThe list`,
      'yè',
    ],
  ])('ends where the footer of a list begins, which is shown: %s', async (_, encoded, words) => {
    const { text: shown } = await body(encoded);
    expect(shown).toContain(words);
    expect(shown.trim()).toMatch(/The list( <list@b\.example>)?$/);
    expect(shown).not.toContain('\ufffd');
  });

  it.each([
    ['two pieces, each padded', `${base64('Il pacco è rott')}\n${base64('o e perso')}`, 'Il pacco è rotto e perso'],
    [
      'a blank line in it',
      `${base64('x'.repeat(57))}\n\n${base64('y'.repeat(57))}`,
      `${'x'.repeat(57)}${'y'.repeat(57)}`,
    ],
    ['characters that are none', `${base64('Il pacco').slice(0, 4)}*!${base64('Il pacco').slice(4)}`, 'Il pacco'],
    ['a missing end', base64('Il pacco è').slice(0, 11), 'Il pacco'],
    ['words that are no base64', 'This is not base64 at all.', 'This is not base64 at all.'],
  ])('is read as far as it goes: %s', async (_, encoded, shown) => {
    expect((await body(encoded)).text.trim()).toBe(shown);
  });

  it('of a file goes without what a scanner wrote below', async () => {
    const file = part(
      'Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64',
      'JVBERi0xLjQK\n\nscanned by 1.0',
    );
    expect((await mixed(text, file)).attachments).toMatchObject([{ filename: 'a.pdf', size: 9 }]);
  });

  it.each([
    'Buongiorno,\nil server non funziona.',
    'Hi\nthe server is down',
    'Hello!\nthe server is down',
    'Però\nil server è giù',
    'Ciao\n\nil server non va',
    'https://x.example/a\nis down',
    'Help',
    'Salve',
    'Guten Tag,\ndie Kasse steht.\n\nGrüße',
    'Hi,\nthe hash is\n9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15\nand is wrong',
  ])('that is plain text is shown as it is: %j', async (words) => {
    expect((await body(words)).text.trim()).toBe(words);
  });

  it.each([
    ['-- ', 'the list'],
    ['____', 'Users mailing list'],
    ['This mail was scanned.', 'www.scanner.example'],
    ['Gescannt von Firma & Söhne', ''],
  ])('that needs no padding ends where words stand right below: %s', async (first, second) => {
    const footer = `${first}\n${second}`.trim();
    for (const words of ['Il pacco è rotto!', 'Il pacco è rotto, e la città è giù!! '.repeat(6)]) {
      const shown = (await body(`${base64(words).replace(/.{76}/g, '$&\n')}\n${footer}`)).text;
      expect(shown).toContain(words.trim());
      expect(shown.trim()).toMatch(new RegExp(`\n${footer}$`));
    }
  });

  it.each([
    [
      'two padded pieces on one line',
      `${base64('Il pacco è rott')}${base64('o e non va')}`,
      'Il pacco è rotto e non va',
    ],
    ['the alphabet of URLs', Buffer.from('È rotto???>>> ÿÿÿ però').toString('base64url'), 'È rotto???>>> ÿÿÿ però'],
    ['spaces in it', base64('Il pacco è rotto').replace(/.{4}/g, '$& '), 'Il pacco è rotto'],
    ['marks of a quote', `> ${base64('x'.repeat(57))}\n> ${base64('è giù')}`, `${'x'.repeat(57)}è giù`],
  ])('is read with %s', async (_, encoded, shown) => {
    expect((await body(encoded)).text.trim()).toBe(shown);
  });

  it.each(['CAUTION: external mail', '[EXTERNAL] Be careful.', 'Achtung, von außen:\nbitte prüfen'])(
    'is read below the words of a gateway: %s',
    async (words) => {
      expect((await body(`${words}\n\n${base64('Il pacco è rotto.')}`)).text).toContain(
        `${words}\n\nIl pacco è rotto.`,
      );
    },
  );

  it.each([
    ['words', '%PDF-1.4\n', '\nThis mail was scanned.'],
    ['a rule', '%PDF-1.4 and so on!!', '\n-----\nThe list'],
    ['nothing', 'MII', ''],
  ])('of a file goes without what stands right below: %s', async (_, content, footer) => {
    const header = 'Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64';
    const mail = await mixed(text, part(header, `${base64(content)}${footer}`));
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf', size: content.length }]);
  });

  it.each([7, 100, 5_000])('is the same in chunks of %i bytes', async (size) => {
    const encoded = base64('Il pacco è rotto, e la città è giù!!\n'.repeat(300)).replace(/.{76}/g, '$&\r\n');
    const all = Buffer.from(`${encoded}\r\nThis mail was scanned.\r\n`);
    const decoder = new Base64Body(true);
    for (let at = 0; at < all.length; at += size) decoder.write(all.subarray(at, at + size));
    decoder.end();
    const decoded = Buffer.concat(await decoder.toArray()).toString();
    expect(decoded).toBe(`${'Il pacco è rotto, e la città è giù!!\n'.repeat(300)}\nThis mail was scanned.\n`);
  });
});
