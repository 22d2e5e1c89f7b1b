import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOut } from '../../../shared/mail/compose.ts';
import { mimeBytes } from '../../../shared/mail/mime-bytes.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';

/** A mail's bytes are those that nodemailer itself would write, save where a quoted line is broken: its stream looks at a last blank by itself. */

const unbroken = (bytes: Buffer) => bytes.toString('latin1').replaceAll('=\r\n', '');

const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    '',
    ' ',
    '.',
    '=20',
    'From here',
    '\t',
    `${'long '.repeat(40)}`,
    'è così',
    '日本語',
    '\u2028',
    'x\r',
    '--',
  ),
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', '')), { maxLength: 12 })
  .map((lines) => lines.flat().join(''));
const file = fc.record({
  filename: fc.string({ unit: 'binary', maxLength: 40 }),
  contentType: fc.constantFrom('text/plain', 'application/pdf', 'message/rfc822', 'image/png', 'text/calendar', 'odd'),
  content: fc
    .oneof(
      fc.uint8Array({ maxLength: 400 }),
      text.map((each) => Buffer.from(each)),
    )
    .map((each) => Buffer.from(each)),
  cid: fc.option(fc.constant('picture@desk'), { nil: undefined }),
});
const mail: fc.Arbitrary<OutgoingMail> = fc
  .record({
    subject: fc.string({ unit: 'binary', maxLength: 200 }),
    text,
    html: text,
    attachments: fc.array(file, { maxLength: 3 }),
    name: fc.string({ unit: 'binary', maxLength: 60 }),
    automatic: fc.boolean(),
  })
  .map(({ name, attachments, ...rest }) => ({
    recipient: 'anna@rossi.example',
    from: { address: 'help@desk.example', name },
    to: [{ address: 'anna@rossi.example', name }],
    cc: [{ address: 'carlo@rossi.example' }],
    replyTo: 'help+t-4f7k2m9q.c.0123456789abcdef@desk.example',
    references: [],
    mark: { name: 'X-Support-Desk', value: 'help@desk.example; s=0123456789abcdef' },
    ...rest,
    attachments: attachments.map(({ cid, ...each }) => ({ ...each, ...(cid && { cid }) })),
  }));

it('is written as nodemailer writes it', async () => {
  await fc.assert(
    fc.asyncProperty(mail, async (each) => {
      const node = layOut(each);
      expect(unbroken(mimeBytes(node))).toBe(unbroken(await node.build()));
    }),
    { numRuns: 500, seed: 20_261_130 },
  );
});
