import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../shared/mail/parse.ts';
import { wire } from './fixtures.ts';
import { KINDS } from './hostile/kinds.ts';

const LIMITS = { ms: 120_000, memoryMb: 1_024 };
const HEADER = 'From: Anna <anna@rossi.example>\nSubject: Large\nMessage-ID: <large@rossi.example>\n';

/** Text above, then a file of that many bytes. */
function withFile(bytes: number): Buffer {
  const line = `${'QUFB'.repeat(18)}\n`;
  return wire(
    `${HEADER}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the file.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\n${line.repeat(Math.ceil(bytes / 54))}\n--b--`,
  );
}

describe('the budget of a mail', () => {
  it('lets a large mail be read whole in a thread, which serves the next one too', async () => {
    const raw = withFile(600_000);
    for (const mail of [await parseMail(raw, LIMITS), await parseMail(raw, LIMITS)]) {
      expect(mail).toMatchObject({ text: 'See the file.', warnings: [], attachments: [{ filename: 'a.pdf' }] });
      expect(mail.attachments[0]?.content).toBeInstanceOf(Buffer);
      expect(mail.attachments[0]?.content.subarray(0, 3).toString()).toBe('AAA');
      expect(mail.attachments[0]?.size).toBeGreaterThanOrEqual(600_000);
    }
  });

  it('leaves the header when time runs out, with the mail as a file, and says that this is a fault', async () => {
    const raw = withFile(6_000_000);
    const faults: unknown[] = [];
    const mail = await parseMail(raw, { ...LIMITS, ms: 3 }, (fault) => faults.push(fault));
    expect(faults).toMatchObject([{ message: 'it took more than 3 ms' }, { message: /^it took more than 0\.3/ }]);
    expect(mail).toMatchObject({
      from: { address: 'anna@rossi.example' },
      subject: 'Large',
      text: '',
      attachments: [{ filename: 'message.eml', contentType: 'message/rfc822', size: raw.length }],
    });
    expect(mail.warnings).toEqual([expect.stringContaining('only its header was')]);
  });

  it('does not even begin on more line feeds than any memory bears', async () => {
    const raw = Buffer.concat([wire(`${HEADER}\nHelp.\n`), Buffer.alloc(20_000_000, '\n')]);
    const mail = await parseMail(raw, LIMITS);
    expect(mail).toMatchObject({ subject: 'Large', text: expect.stringMatching(/^Help\./) });
    expect(mail.warnings).toEqual([expect.stringContaining('only the beginning of its text was')]);
  });

  it('leaves less of the mail when memory runs out, and says that this is a fault', async () => {
    const raw = wire(`${HEADER}Content-Type: text/html\n\nHelp.${'<td>a</td>'.repeat(400_000)}`);
    const faults: unknown[] = [];
    const mail = await parseMail(raw, { ms: 120_000, memoryMb: 1 }, (fault) => faults.push(fault));
    expect(faults).toContainEqual(expect.objectContaining({ message: 'it took more than 1 MB' }));
    expect(mail).toMatchObject({ subject: 'Large', attachments: [{ filename: 'message.eml', size: raw.length }] });
    expect(mail.warnings).toEqual([expect.stringMatching(/only (the beginning of its text|its header) was/)]);
  });

  it('takes the limits of the parser and the bounds of shape for what they are: no fault', async () => {
    const faults: unknown[] = [];
    for (const kind of ['parts: without end', 'header: one field without end', 'text: line feeds']) {
      const raw = KINDS.get(kind)?.(2_500_000) ?? Buffer.alloc(0);
      const mail = await parseMail(raw, LIMITS, (fault) => faults.push(fault));
      expect(mail.warnings).toEqual([expect.stringContaining('The mail itself is attached')]);
    }
    expect(faults).toEqual([]);
  });
});
