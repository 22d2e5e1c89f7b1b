import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { framer } from '../../../../shared/forms/providers/framer.ts';
import { delivered } from '../deliveries.ts';
import { FRAMER } from '../unsigned-samples.ts';

const NOW = new Date('2026-11-29T10:00:00Z');
const SECRET = 'a secret of Framer, long enough to count';
const TOKEN = `tok_${'a'.repeat(43)}`;
const ID = '5d1c7a90-1111-4222-8333-0a0b0c0d0e0f';
const BODY = JSON.stringify(FRAMER);

/** Signed as the provider's page says: the body, and then the id of the submission. */
function signed({ secret = SECRET, id = ID, body = BODY }: { secret?: string; id?: string; body?: string } = {}) {
  return `sha256=${createHmac('sha256', secret).update(`${body}${id}`).digest('hex')}`;
}

const by = (
  signature: string | undefined,
  { id = ID, body = BODY, token }: { id?: string; body?: string; token?: string } = {},
) => delivered(body, { token, headers: { 'framer-signature': signature, 'framer-webhook-submission-id': id } });

describe('Framer', () => {
  it('signs the body and the id, which is the submission’s', () => {
    expect(framer.verify(by(signed()), [SECRET], NOW)).toEqual({ id: ID });
    expect(
      framer.verify(by(signed().toUpperCase().replace('SHA256', 'sha256')), ['x'.repeat(32), SECRET], NOW),
    ).toEqual({ id: ID });
  });

  it.each([
    ['another secret', by(signed({ secret: 'y'.repeat(40) }))],
    ['another body', by(signed(), { body: BODY.replace('brucia', 'bruci@') })],
    ['a body that was written again', by(signed(), { body: JSON.stringify(FRAMER, null, 1) })],
    ['another id', by(signed(), { id: 'other' })],
    ['no id', by(signed({ id: '' }), { id: '' })],
    ['no signature', by(undefined)],
    [
      'base64',
      by(
        `sha256=${createHmac('sha256', SECRET)
          .update(BODY + ID)
          .digest('base64')}`,
      ),
    ],
    ['no name of its hash', by(signed().slice(7))],
    ['part of it', by(signed().slice(0, -1))],
  ])('is not believed with %s', (_what, delivery) => {
    expect(framer.verify(delivery, [SECRET], NOW)).toBeUndefined();
  });

  it('may carry a token instead, and still say whose submission it is', () => {
    expect(framer.verify(by(undefined, { token: TOKEN }), [TOKEN], NOW)).toEqual({ id: ID });
    expect(framer.verify(by(undefined, { token: TOKEN, id: '' }), [TOKEN], NOW)).toEqual({ id: undefined });
    expect(framer.verify(by(undefined, { token: SECRET }), [SECRET], NOW)).toBeUndefined();
  });

  it('has no id by what somebody typed', async () => {
    expect((await framer.read(delivered({ ...FRAMER, submission_id: '1' }))).id).toBeUndefined();
  });

  it('makes a ticket', async () => {
    expect(ask(await framer.read(delivered(BODY)), { name: 'site' })).toEqual({
      email: 'anna@rossi.example',
      name: 'Anna Rossi',
      subject: 'La stampante brucia.',
      text: 'La stampante brucia.\n\nNewsletter: false',
      problems: [],
    });
  });

  it('has secrets of 32 characters or more, of which we make one', () => {
    expect(framer.whyUnusable('x'.repeat(31))).toBe('has 31 characters and needs 32');
    expect(framer.whyUnusable(framer.newSecret?.() ?? '')).toBeUndefined();
  });
});
