import { describe, expect, it } from 'vitest';
import { ask } from '../../../shared/forms/ask.ts';
import { html } from '../../../shared/forms/providers/html.ts';
import { token } from '../../../shared/forms/providers/token.ts';
import { delivered } from './deliveries.ts';

const JSON_TYPE = 'application/json';
const PAIRS = 'application/x-www-form-urlencoded';
const PARTS = 'multipart/form-data; boundary=x';
const part = (head: string, value = '') => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}`;
const inPart = (value: string) => `${part('name="a"', value)}\r\n--x--\r\n`;

/** A text that nearly stands at each place of one of the same letter. */
const nearly = (letters: string) => `${letters}b${letters}`;

/** Forms of about so many bytes, made to take long: nobody has to prove anything to post one, or their words are a stranger's. */
const HOSTILE: Record<string, [type: string, make: (times: (text: string) => string) => string]> = {
  'pairs that seem to name a charset': [PAIRS, (times) => times('name=_charset_\r\n')],
  'pairs of nothing': [PAIRS, (times) => times('&')],
  'one pair': [PAIRS, (times) => `a=${times('%41')}`],
  'one name': [PAIRS, (times) => times('a')],
  'repeated and nested names': [PAIRS, (times) => `a[b]=1${times(`&a=${'1'.repeat(61)}`)}`],
  'names that nest deep': [PAIRS, (times) => times('a[b][c][d][e][f][g][h]=1&')],
  'a name in many parts': [PAIRS, (times) => `a[last]=y&a[first]=${times('x')}${times('&a[]=z'.padEnd(32, 'z'))}`],
  'pairs of JSON': [PAIRS, (times) => `a=${times('[')}${times(']')}&b=${times('{"a":')}`],
  spaces: [PAIRS, (times) => `a=${times('+')}b&c=${times('+x')}`],
  'parts that begin at once': [PARTS, (times) => `filename*=\r\n${times('--x\r\n')}`],
  'parts behind a name in another way': [
    PARTS,
    (times) => `${part('name=a; filename*=u', '1')}${times('\r\n--x')}\r\n--x--`,
  ],
  'parts without heads': [PARTS, (times) => times('\r\n--x\r\n\r\n')],
  'parts without ends': [PARTS, (times) => times('\r\n--x\r\nA: b')],
  'many parts': [PARTS, (times) => `${times(`${part('name="a"', '1')}\r\n`)}--x--`],
  'a value that seems to name a charset': [PARTS, (times) => inPart(times('name=_charset_\r\n'))],
  'a value of line ends': [PARTS, (times) => inPart(times('\r\n--'))],
  'a long head': [PARTS, (times) => `${part(`name="a${times('; a="')}`)}\r\n--x--`],
  'a name that nearly stands in the message': [
    PAIRS,
    (times) => `message=${times('a').repeat(4)}&name=${nearly(times('a'))}`,
  ],
  'a last name that nearly stands in the first': [
    PAIRS,
    (times) => `n[first]=${times('a')}${times('a')}&n[last]=${nearly(times('a'))}`,
  ],
  'a question that seems to end': [
    JSON_TYPE,
    (times) => JSON.stringify({ answers: [{ title: `${times(' optional')} x`, value: 'y' }] }),
  ],
  'answers that are JSON': [JSON_TYPE, (times) => JSON.stringify({ note: `[${times('{},')}1]` })],
  'heads of many dispositions': [
    PARTS,
    (times) => `--x\r\nA: ${'content-disposition: form-data;'.repeat(500)}${times(' filename*=')}\r\n\r\n1\r\n--x--`,
  ],
};

describe('a form of a stranger', () => {
  it.each(Object.entries(HOSTILE))(
    'of %s takes four times as long when it is four times as large',
    // A busy machine may upset one measurement: what is not linear fails them all.
    { retry: 3 },
    async (_, [type, make]) => {
      const bodyOf = (length: number) => Buffer.from(make((text) => text.repeat(length / text.length)));
      const [small, large] = [bodyOf(64 * 1024), bodyOf(256 * 1024)];
      // Once, so that it is compiled.
      await work(large, type);
      const least = Math.min(await work(small, type), await work(small, type), await work(small, type));
      const most = Math.min(await work(large, type), await work(large, type), await work(large, type));
      // One that looks at all for each of its parts takes sixteen times as long.
      expect(most).toBeLessThan(8 * least + 20);
    },
  );
});

/** How long the processor was at it, read and mapped, in ms; a form that is refused is done with, too. */
async function work(body: Buffer, type: string): Promise<number> {
  const before = process.cpuUsage();
  const provider = type === JSON_TYPE ? token : html;
  const submission = await Promise.resolve(provider.read(delivered(body, { type }))).catch(() => undefined);
  if (submission) ask(submission, { name: 'site' });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
