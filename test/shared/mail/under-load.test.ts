import { expect, it } from 'vitest';
import { mailLine } from '../../../infra/cli/mail/mail-line.ts';
import { parseMail } from '../../../shared/mail/parse.ts';
import { underLoad } from '../../support/busy-loops.ts';
import { fixture } from './fixtures.ts';
import { KINDS } from './hostile/kinds.ts';

/** By how many bytes: small ones are read in process, larger ones in the thread, some of both only at their beginning. */
const MAILS: [kind: string, bytes: number][] = [
  ['nested 900, dashed lines', 200_000],
  ['addresses: thousands', 200_000],
  ['parts: 900 of HTML', 600_000],
  ['nested 900, lines like a boundary', 600_000],
  ['parts: without end', 400_000],
  ['header: one field without end', 1_300_000],
  ['html: less-than signs', 1_000_000],
  ['html: short quoted lines', 1_500_000],
  ['html: text without tags', 4_200_000],
  ['text: line feeds', 2_500_000],
  ['text: one line', 1_500_000],
  ['base64: a file of short lines', 1_000_000],
];

it('a mail is read the same under eight busy loops as on a quiet machine', async () => {
  const mails = [
    ...MAILS.map(([kind, bytes]) => KINDS.get(kind)?.(bytes) ?? Buffer.alloc(0)),
    fixture('injected-header'),
  ];
  const faults: unknown[] = [];
  const readAll = async () => {
    const lines: string[] = [];
    for (const raw of mails) {
      const mail = await parseMail(raw, undefined, (fault) => faults.push(fault));
      lines.push(JSON.stringify(mailLine(mail)));
    }
    return lines;
  };
  const quiet = await readAll();
  const busy = await underLoad(8, readAll);
  expect(faults).toEqual([]);
  for (const [index, line] of quiet.entries()) {
    expect(busy[index] === line, MAILS[index]?.[0]).toBe(true);
    expect(line.length).toBeGreaterThan(300);
  }
});
