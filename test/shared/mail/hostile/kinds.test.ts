import { describe, expect, it } from 'vitest';
import { mailLine } from '../../../../infra/cli/mail/mail-line.ts';
import { parseMail, UnreadableMail } from '../../../../shared/mail/parse.ts';
import { KINDS } from './kinds.ts';

/** Too small for a thread, so that each is read here, without any clock. */
const BYTES = 60_000;

describe.each([...KINDS])('a hostile mail: %s', (_name, make) => {
  it('is read, or says what is left out and brings itself as a file', async () => {
    const raw = make(BYTES);
    const faults: unknown[] = [];
    const mail = await readOrRefuse(raw, faults);
    expect(faults).toEqual([]);
    if (mail === undefined) return;
    if (hasBody(raw)) expect(mail.text.trim() || mail.html || mail.attachments.length > 0).toBeTruthy();
    const isCut = mail.warnings.some((warning) => warning.includes('The mail itself is attached'));
    const itself = mail.attachments.filter(({ filename, size }) => filename === 'message.eml' && size === raw.length);
    expect(itself).toHaveLength(isCut ? 1 : 0);
    // Nothing blows up: a text is at most some times its mail, whatever quotes, lists and escapes make of it.
    expect(JSON.stringify(mailLine(mail)).length).toBeLessThan(30 * raw.length);
  });
});

/** Undefined for a mail that is all header: it is not read, and stays in the ticket as it came. */
async function readOrRefuse(raw: Buffer, faults: unknown[]) {
  try {
    return await parseMail(raw, undefined, (fault) => faults.push(fault));
  } catch (error) {
    if (hasBody(raw) || !(error instanceof UnreadableMail)) throw error;
    return undefined;
  }
}

function hasBody(raw: Buffer): boolean {
  return raw.includes('\r\n\r\n');
}

it('there are more than three hundred kinds', () => {
  expect(KINDS.size).toBeGreaterThan(300);
});
