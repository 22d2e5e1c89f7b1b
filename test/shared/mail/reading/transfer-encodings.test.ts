import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER = 'From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: x\r\n';
const wired = (text: string) => text.replaceAll('\n', '\r\n');
const read = (text: string) => parseMail(Buffer.from(HEADER + wired(text), 'latin1'));
const CAT = 'begin 644 cat.txt\n#0V%T\n`\nend\n';
/** `%PDF-1.4` and a line feed, sixteen times: more than a line. */
const PDF = Buffer.from('%PDF-1.4\n'.repeat(16));

/** As `uuencode` writes it. */
function uuencode(bytes: Buffer, name: string): string {
  const sixBits = (value: number) => String.fromCharCode(value === 0 ? 0x60 : value + 0x20);
  const line = (piece: Buffer) => {
    const groups = Array.from({ length: Math.ceil(piece.length / 3) }, (_, at) => {
      const [one = 0, two = 0, three = 0] = piece.subarray(at * 3, at * 3 + 3);
      return [one >> 2, ((one & 3) << 4) | (two >> 4), ((two & 15) << 2) | (three >> 6), three & 63];
    });
    return sixBits(piece.length) + groups.flat().map(sixBits).join('');
  };
  const pieces = Array.from({ length: Math.ceil(bytes.length / 45) }, (_, at) => bytes.subarray(at * 45, at * 45 + 45));
  return `begin 644 ${name}\n${pieces.map(line).join('\n')}\n\`\nend\n`;
}

describe('a uuencoded body', () => {
  it.each(['x-uuencode', 'uuencode', 'X-UUE', 'x-uu', 'UUENCODED'])('is decoded in a file: %s', async (encoding) => {
    const header = `Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: ${encoding}`;
    const file = `--b\n${header}\n\n${uuencode(PDF, 'a.pdf')}--b--\n`;
    const mail = await read(`Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the file.\n${file}`);
    expect(mail.text).toBe('See the file.');
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf', contentType: 'application/pdf', content: PDF }]);
  });

  it('is decoded in a text, and words around it stay', async () => {
    const mail = await read(`Content-Transfer-Encoding: x-uuencode\n\nHALLO,\n${CAT}Bye\n`);
    expect(mail.text).toBe('HALLO,\nCatBye\n');
  });

  it('is decoded where blanks at the ends of its lines were cut off, and zeros are blanks', async () => {
    const zeros = uuencode(Buffer.alloc(46), 'a.bin').replaceAll('`', ' ').replace(/ +$/gm, '');
    const file = `--b\nContent-Type: application/x-a; name=a.bin\nContent-Transfer-Encoding: x-uuencode\n\n${zeros}--b--\n`;
    const mail = await read(`Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee.\n${file}`);
    expect(mail.attachments).toMatchObject([{ content: Buffer.alloc(46) }]);
  });

  it.each(['The till is down.', 'MANY THANKS', 'begin with the till', 'Però'])(
    'stays as it is when it merely says so: %s',
    async (words) => {
      expect((await read(`Content-Transfer-Encoding: x-uuencode\n\n${words}\n`)).text.trim()).toBe(words);
    },
  );
});

describe('a uuencoded file in a text', () => {
  it.each([
    ['below words', `See the file.\n\n${uuencode(PDF, 'a.pdf')}`, 'See the file.\n\n'],
    ['between words', `See the file.\n${uuencode(PDF, 'a.pdf')}Bye\n`, 'See the file.\nBye\n'],
    ['alone, in a text that says it is encoded', uuencode(PDF, 'a.pdf'), ''],
  ])('is a file: %s', async (_, body, text) => {
    for (const field of ['', 'Content-Transfer-Encoding: x-uuencode\n']) {
      const mail = await read(`${field}\n${body}`);
      expect(mail.text).toBe(text);
      expect(mail.attachments).toMatchObject([{ filename: 'a.pdf', contentType: 'application/pdf', content: PDF }]);
    }
  });

  it('is one of two', async () => {
    const mail = await read(`\nTwo:\n${CAT}and\n${uuencode(PDF, 'a "b".pdf')}`);
    expect(mail.text).toBe('Two:\nand\n');
    expect(mail.attachments).toMatchObject([{ filename: 'cat.txt', size: 3 }, { filename: 'a _b_.pdf' }]);
  });

  it.each([
    'begin 644 cat.txt\n#0V%T\n',
    'begin 644 cat.txt\n#0V%T\nthe till is down\nend\n',
    'begin 100 things today\nend of the list\n',
    'begin\n#0V%T\nend\n',
  ])('is text when it has no end, or words in it: %j', async (words) => {
    expect(await read(`\n${words}`)).toMatchObject({ text: words, attachments: [] });
  });
});

describe('quoted-printable', () => {
  const PLAIN = wired('Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n');
  it.each([
    ['CR CR LF', 'Il pacco =\r\r\n=C3=A8 rotto\r\n'],
    ['CR CR LF everywhere', 'Il pacco =\r\r\n=C3=A8 rotto\r\r\n'],
    ['CR CR CR LF', 'Il pacco =\r\r\r\n=C3=A8 rotto\r\n'],
    ['blanks and CR CR LF', 'Il pacco = \t\r\r\n=C3=A8 rotto\r\n'],
    ['a lone CR', 'Il pacco =\r=C3=A8 rotto\r\n'],
    ['a lone LF', 'Il pacco =\n=C3=A8 rotto\n'],
  ])('has soft line breaks that end in %s', async (_, body) => {
    // Pieces of a long body end anywhere.
    for (const length of [0, 65_400, 65_520, 65_530]) {
      const above = 'x\r\n'.repeat(length / 3);
      const mail = await parseMail(Buffer.from(HEADER + PLAIN + above + body));
      expect(mail.text.trimEnd().slice(above.length - above.length / 3)).toBe('Il pacco è rotto');
    }
  });
});
