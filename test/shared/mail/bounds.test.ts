import { describe, expect, it } from 'vitest';
import { beginningOf, readableBytes } from '../../../shared/mail/budget/shape.ts';
import { walkTags } from '../../../shared/mail/html/tags.ts';
import type { InboundMail } from '../../../shared/mail/inbound.ts';
import { parseMail } from '../../../shared/mail/parse.ts';
import { splitMail } from '../../../shared/mail/reading/mail-parser.ts';
import { wire } from './fixtures.ts';
import { KINDS } from './hostile/kinds.ts';

const HEADER = 'From: anna@rossi.example\nSubject: Long\nMessage-ID: <long@rossi.example>\n';
const TOO_LONG = 'The text of the mail is too long; only its beginning was read. The mail itself is attached.';
const TOO_MUCH = 'The mail was too much to be read; only the beginning of its text was. The mail itself is attached.';

const textMail = (text: string) => wire(`${HEADER}Content-Type: text/plain\n\n${text}`);
const htmlMail = (html: string) => wire(`${HEADER}Content-Type: text/html\n\n${html}`);
const words = (characters: number) => 'word '.repeat(characters / 5);

const PARTS_OF_LINES = `--b\n\n${'ab\n'.repeat(30_000)}`.repeat(5);

function expectCut(mail: InboundMail, raw: Buffer, warning: string): void {
  expect(mail.warnings).toEqual([warning]);
  const itself = mail.attachments.find(({ filename }) => filename === 'message.eml');
  expect(itself?.content.equals(raw)).toBe(true);
}

describe('text between two tags', () => {
  const textsOf = (html: string) => {
    const texts: string[] = [];
    walkTags(html, { text: (text) => texts.push(text), open: () => {}, close: () => {} });
    return texts;
  };

  it.each([
    ['less-than signs', '<'.repeat(1_000)],
    ['ampersands', '&'.repeat(1_000)],
    ['ampersands and letters', '&no'.repeat(1_000)],
    ['both', '& < &x; <3 '.repeat(1_000)],
  ])('is one text: %s', (_, text) => {
    expect(textsOf(`<p>${text}<b>end</b>`)).toEqual([text, 'end']);
  });

  it('is one text with its entities in their places', () => {
    expect(textsOf('<p>a &lt; b &amp;&amp; c &#x41;&notit; < d</p>')).toEqual(['a < b && c A¬it; < d']);
    expect(textsOf('&lt;a&gt;')).toEqual(['<a>']);
    expect(textsOf('a<!-- no -->b&')).toEqual(['a', 'b&']);
  });
});

describe('a text that is too long', () => {
  it('is read up to a million characters, with a warning and the mail itself', async () => {
    const raw = textMail(`Help. ${words(3_000_000)}`);
    const mail = await parseMail(raw);
    expect(mail.text).toHaveLength(1_000_000);
    expect(mail.text).toMatch(/^Help\. word/);
    expectCut(mail, raw, TOO_LONG);
  });

  it('is whole, without a warning, up to there', async () => {
    const mail = await parseMail(textMail(`${words(999_990)}the end`));
    expect(mail.text).toMatch(/the end$/);
    expect([mail.warnings, mail.attachments]).toEqual([[], []]);
  });

  it('keeps the other files, behind the mail itself: of very many, a ticket lists the first ones', async () => {
    const raw = wire(
      `${HEADER}Content-Type: multipart/mixed; boundary=b\n\n--b\n\n${words(1_500_000)}\n--b\nContent-Type: application/pdf; name=a.pdf\n\nabc\n--b--\n`,
    );
    const mail = await parseMail(raw);
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['message.eml', 'a.pdf']);
    expectCut(mail, raw, TOO_LONG);
  });

  it('counts over all parts together', async () => {
    const part = `--b\n\n${words(400_000)}\n`;
    const raw = wire(`${HEADER}Content-Type: multipart/mixed; boundary=b\n\n${part.repeat(3)}--b--\n`);
    const mail = await parseMail(raw);
    expect(mail.text.length).toBeLessThanOrEqual(1_000_000);
    expectCut(mail, raw, TOO_LONG);
  });

  it('is what short quoted lines become, too', async () => {
    const raw = htmlMail(`${'<blockquote>'.repeat(8)}${'x<br>'.repeat(200_000)}`);
    const mail = await parseMail(raw);
    expect(mail.text).toHaveLength(1_000_000);
    expectCut(mail, raw, TOO_LONG);
  });

  it.each([
    ['plain lines', textMail('ab\n'.repeat(150_000))],
    ['lines that HTML makes', htmlMail('<p>a <i>b</i></p>'.repeat(150_000))],
    ['lines of many parts', wire(`${HEADER}Content-Type: multipart/mixed; boundary=b\n\n${PARTS_OF_LINES}--b--\n`)],
  ])('is so by its lines, too: a hundred thousand are read of %s', async (_, raw) => {
    const mail = await parseMail(raw);
    expect(mail.text.split('\n').length).toBeLessThanOrEqual(100_000);
    expect(mail.text.split('\n').length).toBeGreaterThan(99_000);
    expectCut(mail, raw, TOO_LONG);
  });

  it('is whole with the lines of a long log', async () => {
    const mail = await parseMail(textMail(`${'09:00 a\n'.repeat(90_000)}the end`));
    expect(mail.text).toMatch(/the end$/);
    expect(mail.warnings).toEqual([]);
  });

  it('is cut between two characters', async () => {
    const raw = wire(`${HEADER}Content-Type: text/plain; charset=utf-8\n\na${'\xf0\x9f\x98\x80'.repeat(600_000)}`);
    const mail = await parseMail(raw);
    expect(mail.text.isWellFormed()).toBe(true);
    expectCut(mail, raw, TOO_LONG);
  });

  it('of a mail whose parts cannot be told apart is so, too', async () => {
    const raw = wire(`${HEADER}Content-Type: multipart/mixed; boundary=never\n\n${words(1_600_000)}`);
    const mail = await parseMail(raw);
    expect(mail.text).toMatch(/^word/);
    expect(mail.warnings).toContain(TOO_LONG);
    expect(mail.attachments).toMatchObject([{ filename: 'message.eml', size: raw.length }]);
  });
});

describe('words in angle brackets', () => {
  it('are words up to the twenty thousandth', async () => {
    const mail = await parseMail(htmlMail(`${'<a '.repeat(25_000)}<p>the end`));
    expect(mail.text.match(/<a/g)?.length).toBe(20_000);
    expect(mail.text).toMatch(/the end$/);
  });
});

describe('HTML that is too long', () => {
  it('is read up to four million characters: a word behind a megabyte of tags is found', async () => {
    const mail = await parseMail(htmlMail(`${'<b><a href="x">'.repeat(100_000)}line`));
    expect(mail.text).toBe('line');
    expect(mail.warnings).toEqual([]);
  });

  it('ends there, with a warning and the mail itself', async () => {
    const raw = htmlMail(`<p>Help.</p>${'<i></i>'.repeat(600_000)}<p>never read</p>`);
    const mail = await parseMail(raw);
    expect(mail.text).toBe('Help.');
    expectCut(mail, raw, TOO_LONG);
  });
});

describe('the holder of undecoded text', () => {
  it('keeps four million bytes of a text, and says that there was more', async () => {
    const { body, isCut } = await splitMail(textMail('a'.repeat(5_000_000)));
    expect([body.text?.length, isCut]).toEqual([4_000_000, true]);
  });

  it('is given no more of flowed text, which is unwrapped before', async () => {
    const flowed = (text: string) => wire(`${HEADER}Content-Type: text/plain; format=flowed\n\n${text}`);
    const { body, isCut } = await splitMail(flowed('a b \n'.repeat(900_000)));
    expect([isCut, body.text?.startsWith('a b a b ')]).toEqual([true, true]);
    expect(body.text?.length).toBeLessThan(4_000_000);
    expect((await splitMail(flowed('one \ntwo'))).body.text).toBe('one two');
  });

  it('keeps twelve of all texts', async () => {
    const part = `--b\n\n${'a'.repeat(3_500_000)}\n`;
    const { body, isCut } = await splitMail(
      wire(`${HEADER}Content-Type: multipart/mixed; boundary=b\n\n${part.repeat(4)}--b--\n`),
    );
    const lengths = body.children.map(({ text }) => text?.length);
    expect([lengths, isCut]).toEqual([[3_500_000, 3_500_000, 3_500_000, 1_500_000], true]);
  });
});

describe('a mail whose shape is too much', () => {
  const dashes = (count: number) =>
    wire(`${HEADER}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHelp.\n${'--\n'.repeat(count)}`);

  it('has more than two million lines', () => {
    const lines = (count: number) => Buffer.concat([textMail('Help.\n'), Buffer.alloc(count, '\n')]);
    expect(readableBytes(lines(1_900_000))).toBe(lines(1_900_000).length);
    expect(readableBytes(lines(2_100_000))).toBeLessThan(lines(2_100_000).length);
  });

  it('is no base64 of forty megabytes', () => {
    const raw = Buffer.concat([textMail(''), Buffer.alloc(39_900_000, `${'QUFB'.repeat(19)}\r\n`)]);
    expect(readableBytes(raw)).toBe(raw.length);
  });

  it('has more dashed lines than its boundaries bear', () => {
    const few = dashes(300_000);
    expect(readableBytes(few)).toBe(few.length);
    const nested = KINDS.get('nested 900, dashed lines')?.(300_000) ?? Buffer.alloc(0);
    expect(readableBytes(nested)).toBeLessThan(nested.length);
  });

  it.each(['Boundary=', 'BOUNDARY*0=', 'bOuNdArY ='])('has boundaries however they are written: %s', (name) => {
    const raw = wire(`${HEADER}X: ${name.repeat(1_000)}\n\n${'--\n'.repeat(21_000)}`);
    expect(readableBytes(raw)).toBeLessThan(raw.length);
  });

  it('is read at its beginning, the same whether it is large or small', async () => {
    for (const bytes of [240_000, 3_000_000]) {
      const raw = KINDS.get('nested 900, dashed lines')?.(bytes) ?? Buffer.alloc(0);
      const mail = await parseMail(raw);
      expect(mail.text).toMatch(/^Help\./);
      expectCut(mail, raw, TOO_MUCH);
    }
  });

  it('begins with a megabyte, or with as many dashed lines as the parser bears', () => {
    expect(beginningOf(textMail(words(3_000_000)))).toHaveLength(1_000_000);
    const dashed = beginningOf(dashes(50_000)).toString('latin1');
    expect(dashed.match(/\n--/g)?.length).toBe(2_000);
  });
});

describe('what follows the padding of base64', () => {
  const base64 = (body: string) => wire(`${HEADER}Content-Transfer-Encoding: base64\n\n${body}`);
  const asFile = (body: string) =>
    wire(
      `${HEADER}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHelp.\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n${body}\n--b--\n`,
    );

  it.each([
    ['words on one line', `SGVscC4=\n${'foo bar. '.repeat(100_000)}`],
    ['lines of words', `SGVscC4=\n${'foo bar.\n'.repeat(100_000)}`],
    ['words below a blank line', `SGVscC4h\n\n${'foo bar. '.repeat(100_000)}`],
  ])('is kept up to some 100 kB, with a warning and the mail itself: %s', async (_, body) => {
    const raw = base64(body);
    const mail = await parseMail(raw);
    expect(mail.text).toMatch(/^Help[.!]+\s*foo bar\./);
    expect(mail.text.length).toBeLessThan(110_000);
    expectCut(mail, raw, TOO_LONG);
  });

  it('may be spaces without end', async () => {
    const raw = base64(`SGVscC4h${' '.repeat(3_000_000)}\nSGVscC4h`);
    expect((await parseMail(raw)).text.trim()).toBe('Help.!Help.!');
  });

  it('is told of a file, too', async () => {
    const raw = asFile(`JVBERi0=\n${'foo bar.\n'.repeat(100_000)}`);
    const mail = await parseMail(raw);
    expect(mail.attachments.find(({ filename }) => filename === 'a.pdf')?.content.toString()).toBe('%PDF-');
    expectCut(mail, raw, TOO_LONG);
  });

  const line = 'QUFB'.repeat(19);
  it.each([
    ['in lines', `QQ==\n${`${line}\n`.repeat(5_000)}QUE=\n`, 1 + 5_000 * 57 + 2],
    ['on one line', `QQ==\n${'QUFB'.repeat(200_000)}`, 1 + 600_000],
    ['of padded pieces', `${line.slice(4)}QQ==\n`.repeat(5_000), 5_000 * 55],
    ['with blank lines', `${line}\n\n`.repeat(5_000), 5_000 * 57],
    ['of very many lines below a blank one', `${line}\n\n${`${line}\n`.repeat(40_000)}`, 40_001 * 57],
    ['of padded pieces, twenty megabytes', `${line}QQ==\n`.repeat(250_000), 250_000 * 58],
    ['with lines that break groups', `QQ==\n${`${line}Q\nUFB${line}\n`.repeat(3_000)}`, 1 + 3_000 * 117],
  ])('is a part of the file where it is base64, however long: %s', async (_, body, size) => {
    const mail = await parseMail(asFile(body));
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf', size }]);
    expect(mail.attachments[0]?.content.every((byte) => byte === 0x41)).toBe(true);
    expect(mail.warnings).toEqual([]);
  });
});

describe('files that leave the thread', () => {
  it('take nothing along: each has memory of its own, however small', async () => {
    const part = (body: string) =>
      `--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n${body}\n`;
    const bodies = [20, 2_000, 30_000, 90_000].map((bytes) => Buffer.alloc(bytes, 'file').toString('base64'));
    const raw = wire(
      `${HEADER}Content-Type: multipart/mixed; boundary=b\n\n${bodies.map(part).join('').repeat(3)}--b--\n`,
    );
    const { attachments } = await parseMail(raw);
    expect(attachments).toHaveLength(12);
    expect(attachments.filter(({ content }) => content.buffer.byteLength !== content.length)).toEqual([]);
    expect(attachments.map(({ content }) => content.toString('base64')).slice(0, 4)).toEqual(bodies);
  });
});

describe('calendars', () => {
  const event = (title: string, more = '') =>
    `--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:${title}\nDTSTART:20261201T090000Z\nX-MORE:${more}\nEND:VEVENT\nEND:VCALENDAR\n`;
  const mailOf = (events: string) => wire(`${HEADER}Content-Type: multipart/mixed; boundary=b\n\n${events}--b--\n`);
  const MORE = 'There is more in the calendars of this mail than is shown here. They are attached.';

  it('share one bound of half a megabyte, and what is beyond is announced', async () => {
    const events = Array.from({ length: 100 }, (_, index) => event(`Visit ${index}`, 'x'.repeat(9_900)));
    const mail = await parseMail(mailOf(events.join('')));
    expect(mail.text.match(/Invitation: Visit/g)?.length).toBeGreaterThan(45);
    expect(mail.text.match(/Invitation: Visit/g)?.length).toBeLessThan(52);
    expect(mail.text.endsWith(MORE)).toBe(true);
    expect(mail.attachments).toHaveLength(100);
  });

  it('that fit are all shown', async () => {
    const { text } = await parseMail(mailOf(event('One') + event('Two')));
    expect(text.match(/Invitation: (?:One|Two)/g)).toHaveLength(2);
    expect(text).not.toContain(MORE);
  });
});
