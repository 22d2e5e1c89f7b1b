import { describe, expect, it } from 'vitest';
import { readDeclarations } from '../../../shared/mail/html/declarations.ts';
import { HiddenClasses } from '../../../shared/mail/html/hidden-classes.ts';
import { heldFiles } from '../../../shared/mail/own-content/held-files.ts';
import { Base64Body } from '../../../shared/mail/reading/base64-body.ts';
import { mendParts } from '../../../shared/mail/reading/mend-parts.ts';
import { withoutMarkers } from '../../../shared/mail/reply-marker.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';

/**
 * What looks through texts of any length, in time that grows with them and no faster. The engine of regular expressions keeps a step back for each letter of a counted run (`{4,}`) and for
 * each round of a repeated group, and is out of room at some millions: "RangeError: Maximum call stack size exceeded". Each run here is a
 * little longer than what failed; the last ones took minutes.
 */
const KEY = 'a signing key for tests only';
const OURS = {
  ticketUrl: 'https://desk.example/tickets/{id}',
  addresses: ['help@support.example'],
  ticketId: 'T-AAAAAAAA',
};
const ADDRESS = replyAddress(KEY, 'help@support.example', { ticketId: 'T-4F7K2M9Q', agentId: 'ada' });
const LETTERS = 5_700_000;
const LINES = 3_400_000;

const held = async (content: string | Buffer) => {
  const file = { filename: 'a.txt', contentType: 'text/plain', size: 0, inline: false, content: Buffer.from(content) };
  return [...(await heldFiles([file], { keys: [KEY], ours: OURS })).values()];
};
const partsOf = (mail: string) => mendParts(Buffer.from(mail))?.toString('latin1', 0, 200);

/** In pieces, as the parser hands them over. */
async function undone(base64: string): Promise<number> {
  const body = new Base64Body(true);
  const ended = new Promise((resolve) => body.on('close', resolve));
  let length = 0;
  body.on('data', (bytes: Buffer) => {
    length += bytes.length;
  });
  for (let at = 0; at < base64.length; at += 64_000) body.write(base64.slice(at, at + 64_000));
  body.end();
  await ended;
  return length;
}

const RUNS: Record<string, [look: () => unknown, found: unknown]> = {
  'letters in a file': [() => held('a'.repeat(LETTERS)), []],
  'a signed address in base64, below lines of a letter': [
    () => held(`${'a'.repeat(40)}${'\na'.repeat(LINES)}\n${Buffer.from(`See ${ADDRESS} here`).toString('base64')}`),
    ['ours'],
  ],
  'a header of folded lines': [
    () => partsOf(`Content-Type: multipart/mixed; boundary=x${'\n '.repeat(LINES)}`)?.slice(0, 24),
    'Content-Type: text/plain',
  ],
  'line ends where base64 should be': [() => undone(`${'\r\n'.repeat(10_000_000)}QUFB`), 3],
  'comments without an end in a style sheet': [
    () => new HiddenClasses(`.a { display: none }${'/* '.repeat(1_000_000)}`).hide(new Map([['class', 'a']])),
    true,
  ],
  'spaces in a style': [
    () => [...readDeclarations(`color: red${' '.repeat(1_000_000)}!important`)],
    [['color', 'red']],
  ],
  'number signs in a notice': [() => withoutMarkers(`${'#'.repeat(1_000_000)}-`).length, 4],
};

describe('a run of millions', () => {
  it.each(Object.entries(RUNS))('is looked through: %s', async (_, [look, found]) => {
    expect(await look()).toEqual(found);
  });
});
