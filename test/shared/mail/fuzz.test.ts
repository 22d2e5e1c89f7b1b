import { expect, it } from 'vitest';
import { parseMail, UnreadableMail } from '../../../shared/mail/parse.ts';
import { fixture, fixtureNames } from './fixtures.ts';

/** The first of those that `npm run fuzz` reads, 20,000. */
const MUTANTS = Number(process.env.MAIL_MUTANTS ?? 5_000);
/** Far below the budget of a mail, and far above what a small one takes on a busy machine. */
const MAX_MS = 2_000;
/** Mutants of a mutant grow; what is asked here is the shape of mails, not their size. */
const MAX_BYTES = 20_000;

/** What means something to one of the readers. */
const TOKENS = [
  '\r\n\r\n',
  '\r\n',
  '\r',
  '\n',
  '\r\n ',
  '--b1',
  '--b1--',
  '--',
  '=?utf-8?B?',
  '=?gb2312?Q?=A1',
  '?=',
  '=?',
  '<',
  '>',
  '"',
  '\0',
  ':',
  ';',
  ',',
  '@',
  '(',
  '\\',
  '=',
  '=\r\n',
  '%C3',
  '\xff',
  '\xc3',
  '\x82\xa0',
  '\x1b$B',
  '\xff\xfe',
  'charset=utf-16;',
  'charset=x;',
  'boundary=b1',
  'filename*0*=',
  "filename*=utf-8''%",
  'Content-Type: multipart/mixed; boundary=b1\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Type: message/delivery-status\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'From: ',
  'Auto-Submitted: auto-replied\r\n',
  '<div style="',
  '<!--',
  '<script>',
  '</',
  '&#x',
  '<a href="',
  'On Monday wrote:\r\n',
  '> ',
  '-- \r\n',
  '_____',
].map((token) => Buffer.from(token, 'latin1'));

it(`reads ${MUTANTS} mutants of the fixtures, or says that they are unreadable, each in no time`, {
  timeout: 240_000,
}, async () => {
  const random = randomNumbers(20_261_130);
  const originals = fixtureNames.map(fixture);
  let mutant = originals[0] ?? Buffer.alloc(0);
  let slowest = { ms: 0, raw: mutant };
  for (let index = 0; index < MUTANTS; index += 1) {
    // Now and then a mutant of the mutant before.
    const from =
      random(4) === 0 && mutant.length < MAX_BYTES ? mutant : (originals[random(originals.length)] ?? mutant);
    mutant = mutate(from, random);
    const start = process.cpuUsage();
    await readOrRefuse(mutant);
    // Its own work: others' load on the machine is no budget of a mail's.
    const ms = process.cpuUsage(start).user / 1000;
    if (ms > slowest.ms) slowest = { ms, raw: mutant };
  }
  expect(slowest.ms, slowest.raw.toString('base64').slice(0, 4_000)).toBeLessThan(MAX_MS);
});

async function readOrRefuse(raw: Buffer): Promise<void> {
  try {
    await parseMail(raw);
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw new Error(raw.toString('base64'), { cause: error });
  }
}

/** One to four changes: a token put in, a byte turned, a piece cut, doubled, or moved. */
function mutate(raw: Buffer, random: (below: number) => number): Buffer {
  let mail = raw;
  for (let changes = 1 + random(4); changes > 0; changes -= 1) {
    const at = random(mail.length + 1);
    const end = Math.min(mail.length, at + random(80));
    const [before, piece, after] = [mail.subarray(0, at), mail.subarray(at, end), mail.subarray(end)];
    const token = TOKENS[random(TOKENS.length)] ?? piece;
    const ways = [
      [before, token, piece, after],
      [before, token, after],
      [before, Buffer.of(random(256)), mail.subarray(at + 1)],
      [before, after],
      [before, piece, piece, after],
      [before, after, piece],
      [before, Buffer.concat(Array<Buffer>(1 + random(200)).fill(token)), piece, after],
    ];
    mail = Buffer.concat(ways[random(ways.length)] ?? []);
  }
  return mail;
}

/** The same numbers in each run: a failure can be looked at again. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
