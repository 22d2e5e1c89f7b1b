import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../../shared/mail/automatic/classify.ts';
import type { AutomaticInput } from '../../../../shared/mail/automatic/findings.ts';

/** Words on which the rules act, so that random mails reach them. */
const WORDS = [
  ...[
    'Final-Recipient: rfc822; ',
    'anna@rossi.example',
    'Action: ',
    'failed',
    '\n',
    '\n\n',
    ' ',
    '\t',
    '<',
    '>',
    ':',
    '550 5.1.1',
  ],
  ...[
    'Message-ID: ',
    'Out of office',
    'MAILER-DAEMON',
    'This is the mail system at host',
    'Re: ',
    '--- Original message follows',
    '\0',
  ],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 20 })), { maxLength: 40 })
  .map((parts) => parts.join(''));
const contentType = fc.oneof(
  fc.constantFrom(
    'text/plain',
    'multipart/report; report-type=delivery-status',
    'message/delivery-status',
    'message/rfc822',
    'message/feedback-report',
  ),
  text,
);
const name = fc.oneof(
  fc.constantFrom('From', 'To', 'Auto-Submitted', 'Precedence', 'Return-Path', 'References', 'X-Failed-Recipients'),
  text,
);
const mail = fc.record(
  {
    headers: fc.array(fc.record({ name, value: text }), { maxLength: 6 }),
    envelopeFrom: text,
    from: fc.record({ address: text, name: text }),
    subject: text,
    text,
    contentType,
    parts: fc.array(
      fc.record({
        contentType,
        content: fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          text.map((each) => Buffer.from(each)),
        ),
      }),
      {
        maxLength: 3,
      },
    ),
  },
  { requiredKeys: ['headers', 'subject', 'text', 'contentType', 'parts'] },
);

/** One long run of what a pattern might begin with, over and over. */
const HOSTILE: Record<string, string> = {
  'at signs': '@'.repeat(200_000),
  'line feeds': '\n'.repeat(200_000),
  'spaces and line feeds': `${' '.repeat(500)}\n`.repeat(400),
  'ids without an end': `Message-ID: <${'a@'.repeat(450)}\n`.repeat(200),
  'recipients without an end': 'Final-Recipient: a\n'.repeat(10_000),
  rulers: `${'-'.repeat(199)}\n`.repeat(1000),
  codes: '4 5 550-5.5.'.repeat(15_000),
  attributions: `on ${'a: '.repeat(300)}x\n`.repeat(200),
  'ligatures that unfold to eighteen letters': '\uFDFA'.repeat(100_000),
};

describe('any mail', () => {
  it('is classified', () => {
    fc.assert(
      fc.property(mail, (input) => {
        const found = classify(input as AutomaticInput);
        expect(Object.keys(found).sort()).toEqual(['autoReply', 'bounce', 'generated', 'hint', 'list', 'noReply']);
        if (!found.bounce) return;
        expect(found.bounce.action).toMatch(/^(failed|delayed|delivered|relayed|expanded|complaint)$/);
        expect(found.bounce.originalMessageId ?? '<none>').toMatch(/^<[^<>\s]+>$/);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(Object.entries(HOSTILE))('is classified in linear time: %s', (_, value) => {
    const content = Buffer.from(value);
    const types = ['message/rfc822', 'message/delivery-status', 'message/feedback-report'];
    const input = { envelopeFrom: value, subject: value, text: value, contentType: `multipart/report; ${value}` };
    const started = process.cpuUsage();
    for (const address of ['MAILER-DAEMON', 'anna@rossi.example']) {
      for (const parts of [[], types.slice(0, 2), types]) {
        const headers = [
          { name: 'From', value: address },
          ...['To', 'Precedence', 'References'].map((field) => ({ name: field, value })),
        ];
        classify({
          ...input,
          headers,
          from: { address, name: value },
          parts: parts.map((type) => ({ contentType: type, content })),
        });
      }
    }
    // Its own work, which other load does not lengthen; quadratic time would take minutes.
    const { user } = process.cpuUsage(started);
    expect(user / 1000).toBeLessThan(5_000);
  });
});
