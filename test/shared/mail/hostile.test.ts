import { describe, expect, it } from 'vitest';
import { PARSE_LIMITS } from '../../../shared/mail/budget/limits.ts';
import { parseMail, UnreadableMail } from '../../../shared/mail/parse.ts';
import { readMailboxes } from '../../../shared/mail/reading/mailboxes.ts';
import { fixture, wire } from './fixtures.ts';

const htmlMail = (html: string) => wire(`From: eve@evil.example\nSubject: x\nContent-Type: text/html\n\n${html}`);
/** What is read is the question here, and not how soon on a busy machine. */
const PATIENT = { ...PARSE_LIMITS, ms: 120_000 };

describe('a mail that means harm', () => {
  it('brings no line break, control or bidi character into a header value', async () => {
    const mail = await parseMail(fixture('injected-header'));
    expect(mail.subject).toBe('Invoice Bcc: victim@other.example fpd');
    expect(mail.from).toEqual({ address: 'eve@evil.example', name: 'Eve X-Evil: 1' });
  });

  it('brings no path into a file name', async () => {
    const { attachments } = await parseMail(fixture('injected-header'));
    expect(attachments.map(({ filename }) => filename)).toEqual(['cod.exe', 'file-2.pdf']);
  });

  it('has one Message-ID, only real references, and no date when it claims nonsense', async () => {
    const mail = await parseMail(fixture('injected-header'));
    expect(mail.messageId).toBe('<one@evil.example>');
    expect(mail.references).toEqual(['<good@x.example>', '<also@x.example>', '<glued@x.example>']);
    expect(mail.date).toBeUndefined();
  });

  it('keeps the first reference, which may be ours, and the latest of too many', async () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `<${index}@x.example>`).join('\n ');
    const { references } = await parseMail(wire(`From: a@b.example\nReferences: ${ids}\n\nx`));
    expect(references).toHaveLength(100);
    expect([references[0], references[1], references.at(-1)]).toEqual([
      '<0@x.example>',
      '<4901@x.example>',
      '<4999@x.example>',
    ]);
  });

  it.each([
    ['nested quotes', `${'<blockquote>'.repeat(999)}${'line<br>\n'.repeat(20_000)}`],
    ['nested lists', `${'<ul><li>'.repeat(450)}${'line<br>\n'.repeat(20_000)}`],
    ['a large table', `<table>${`<tr>${'<td>line</td>'.repeat(30)}</tr>`.repeat(12_000)}`],
    ['unclosed tags', `${'<b><a href="x">'.repeat(100_000)}line`],
  ])('is read in spite of %s', async (_, html) => {
    const { text } = await parseMail(htmlMail(html), PATIENT);
    expect(text).toContain('line');
    expect(text.length).toBeLessThan(5 * html.length);
  });

  it.each([
    ['is empty', Buffer.alloc(0)],
    ['is all line feeds', Buffer.alloc(1_000, '\n')],
    ['is noise', Buffer.from([0, 255, 1, 254, 2, 253])],
  ])('is unreadable when it %s', async (_, raw) => {
    await expect(parseMail(raw)).rejects.toThrow(UnreadableMail);
  });

  it.each([
    ['nests without end', wire(nested(1_200)), 'only the beginning of its text was'],
    ['has a header without end', wire(`From: a@b.example\nX: ${'a'.repeat(2_000_000)}`), 'only '],
  ])('is a mail with a warning, and itself as a file, when it %s', async (_, raw, warning) => {
    const mail = await parseMail(raw, PATIENT);
    expect(mail.from?.address).toBe('a@b.example');
    expect(mail.warnings).toContainEqual(expect.stringContaining(warning));
    expect(mail.attachments).toMatchObject([{ filename: 'message.eml', size: raw.length }]);
  });
});

describe('an address that looks like somebody else’s', () => {
  it.each([
    ['a path after the domain', 'ada@firm.example/.evil.example'],
    ['a full-width domain', 'ada@ｆｉｒｍ.example'],
    ['punycode of plain letters', 'ada@xn--firm-.example'],
    ['a percent sign', 'ada@firm%2eexample'],
    ['a Cyrillic letter', 'ada@fіrm.example'],
  ])('stays different: %s', (_, address) => {
    expect(readMailboxes([address]).map((mailbox) => mailbox.address)).not.toContain('ada@firm.example');
  });

  it('is one mailbox in Unicode and in punycode', () => {
    const both = readMailboxes(['Jörg <j@MÜNCHEN.example>, j@xn--mnchen-3ya.example']);
    expect(both.map(({ address }) => address)).toEqual(['j@xn--mnchen-3ya.example', 'j@xn--mnchen-3ya.example']);
  });
});

/** A multipart in a multipart in a multipart … */
function nested(depth: number): string {
  const parts = Array.from({ length: depth }, (_, level) => {
    const open = level > 0 ? `\n--b${level - 1}\n` : 'From: a@b.example\n';
    return `${open}Content-Type: multipart/mixed; boundary=b${level}\n`;
  });
  return `${parts.join('')}\n--b${depth - 1}\n\nx\n`;
}
