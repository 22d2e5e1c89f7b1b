import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER = 'From: a@b.example\nMessage-ID: <1@b.example>\nContent-Type: multipart/mixed; boundary="b"\n\n';
const PDF = '--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n';
const TEXT = '--b\nContent-Type: text/plain\n\nThe till is down.\n';
const read = (text: string, end = '\n') => parseMail(Buffer.from((HEADER + text).replaceAll('\n', end)));

describe.each(['\n', '\r\n'])('what stands around the parts, with lines that end in %j', (end) => {
  it.each(['Dear all, the till is down.', 'Hallo,\n\ndie Kasse steht.', 'Però la cassa è ferma'])(
    'is shown above a mere file: %s',
    async (words) => {
      const mail = await read(`${words}\n\n${PDF}--b--\n`, end);
      expect(mail).toMatchObject({
        text: expect.stringContaining(words),
        attachments: [{ filename: 'a.pdf', size: 4 }],
      });
    },
  );

  it.each([
    'This is a multi-part message in MIME format.',
    'Dies ist eine mehrteilige Nachricht im MIME-Format.',
    'This is a cryptographically signed message in MIME format.',
  ])('is not shown when a program wrote it: %s', async (words) => {
    expect((await read(`${words}\n\n${PDF}--b--\n`, end)).text.trim()).toBe('');
  });

  it.each(['P.S. The door is open too.', 'P.S.\n\nAnche la porta è aperta.'])('is shown below: %s', async (words) => {
    const mail = await read(`${TEXT}${PDF}--b--\n\n${words}\n`, end);
    expect(mail.text).toMatch(/^The till is down\./);
    expect(mail.text).toContain(words);
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf' }]);
  });

  it('is a file when it is one, below the last delimiter', async () => {
    const zip = '--b\nContent-Type: application/zip; name=z.zip\n\nPK\n--b--\n';
    const mail = await read(`${TEXT}${PDF}--b--\n${zip}`, end);
    expect(mail.text.trim()).toBe('The till is down.');
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf' }, { filename: 'z.zip', size: 2 }]);
  });

  const HTML = '--b\nContent-Type: text/html\n\n<p>The till is down.</p>\n';
  it.each([
    ['alternative', `${TEXT}${HTML}`],
    ['related', HTML],
    ['related; type="text/html"', `${HTML}${PDF}`],
    ['signed; protocol="application/pgp-signature"', `${TEXT}--b\nContent-Type: application/pgp-signature\n\nx\n`],
    ['report; report-type=delivery-status', TEXT],
    ['x-unknown', TEXT],
  ])('is read below the parts of a multipart/%s', async (type, parts) => {
    const zip = '--b\nContent-Type: application/zip; name=z.zip\n\nPK\n--b--\n';
    for (const below of ['P.S. The door is open too.\n', `${zip}P.S. The door is open too.\n`]) {
      const header = HEADER.replace('mixed', type.split(';')[0] ?? '').replace(
        '; b',
        `${type.replace(/^[^;]*/, '')}; b`,
      );
      const mail = await parseMail(Buffer.from(`${header}${parts}--b--\n\n${below}`.replaceAll('\n', end)));
      expect(mail.text).toMatch(/^The till is down\.\s+P\.S\. The door is open too\.\s*$/);
      if (mail.html) expect(mail.html).toContain('P.S.');
      expect(mail.attachments.some(({ filename }) => filename === 'z.zip')).toBe(below === zip || below.includes('PK'));
    }
  });

  it('is not below a boundary that only begins like that of the mail', async () => {
    const inner = 'Content-Type: multipart/mixed; boundary="b--c"\n\n--b--c\n\nThe till is down.\n--b--c--\n';
    const mail = await read(`--b\n${inner}${PDF}--b--\n`, end);
    expect(mail.text.trim()).toBe('The till is down.');
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf' }]);
  });

  it('is not where parts within have the same boundary, whose end comes first', async () => {
    const inner = `Content-Type: multipart/mixed; boundary="b"\n\n${TEXT}--b--\n`;
    const mail = await read(`--b\n${inner}${PDF}--b--\n`, end);
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf' }]);
  });

  it('costs nothing of the parts when it is far too much', async () => {
    const parts = '--b\nContent-Type: application/x-a; name=a\n\nx\n'.repeat(1_100);
    const mail = await read(`${TEXT}${PDF}--b--\n${parts}--b--\n`, end);
    expect(mail.text.trim()).toBe('The till is down.');
    expect(mail.attachments).toMatchObject([{ filename: 'message.eml' }, { filename: 'a.pdf' }]);
  });
});
