import { describe, expect, it } from 'vitest';
import { withoutNames } from '../../../shared/aws/without-names.ts';

describe('a line of the log', () => {
  it.each([
    [
      'a refusal of the mail service',
      'Email address is not verified. The following identities failed the check in region EU-WEST-1: …',
      'Email address is not verified. The following identities failed the check in region EU-WEST-1: …',
    ],
    [
      'another server’s words',
      'smtp; 550 5.1.1 <anna.o\u2019x@rossi.example>: unknown',
      'smtp; 550 5.1.1 <an address: unknown',
    ],
    ['an address in JSON', '{"to":"anna@rossi.example","n":1}', '{"to":"an address","n":1}'],
    [
      'a link to a file',
      'GET https://desk.example/files/T-1/a/b?sig=x failed',
      'GET https://desk.example/files/… failed',
    ],
    ['a link to a ticket', 'at /desk/t/t-4f7k2m9q.a.b.c/answer', 'at /desk/t/…'],
    ['a link to a company', '"/desk/c/acme.a.b.c"', '"/desk/c/…"'],
    ['a secret', 'whsec_abc+/= and tok_abc', 'whsec_… and tok_…'],
    ['a token', 'Bearer eyJhbGciOi.eyJzdWIi.c2ln', 'Bearer a token'],
    ['an upload', 'https://s3/x?X-Amz-Signature=abc&X-Amz-Date=1', 'https://s3/x?X-Amz-Signature=…&X-Amz-Date=1'],
  ])('has not %s in it', (_, text, said) => {
    expect(withoutNames(text)).toBe(said);
  });

  it.each([
    ['the id of a mail that the mail service sent', '<0102018c@eu-west-1.amazonses.com>'],
    ['a ticket, a message, a raw mail', 'T-4F7K2M9Q A1B2 raw/o3vrnil0e2ic28tr'],
    ['where in the code it broke', 'file:///var/task/index.mjs:12:3'],
    ['a route', 'ANY /desk/{proxy+}'],
  ])('has %s as it is', (_, text) => {
    expect(withoutNames(text)).toBe(text);
  });
});
