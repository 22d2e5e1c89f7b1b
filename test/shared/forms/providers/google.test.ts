import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { google } from '../../../../shared/forms/providers/google.ts';
import { delivered } from '../deliveries.ts';
import { GOOGLE } from '../unsigned-samples.ts';

const NOW = new Date('2026-11-29T10:00:00Z');
const SECRET = 'whsec_c2VjcmV0IG9mIHR3ZW50eSBmb3VyIGJ5dGVz';
const TOKEN = `tok_${'a'.repeat(43)}`;
const BODY = JSON.stringify(GOOGLE);

function signed(body = BODY, secret = SECRET, at = NOW) {
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(at.getTime() / 1000),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
  };
  return delivered(body, { headers });
}

describe('Google Forms', () => {
  it('is signed by our script', () => {
    expect(google.verify(signed(), [TOKEN, SECRET], NOW)).toEqual({});
    const { headers } = signed();
    expect(google.verify(delivered(BODY.replace('brucia', 'bruci@'), { headers }), [SECRET], NOW)).toBeUndefined();
    expect(google.verify(signed(BODY, google.newSecret?.()), [SECRET], NOW)).toBeUndefined();
    expect(google.verify(signed(BODY, SECRET, new Date('2026-11-29T09:50:00Z')), [SECRET], NOW)).toBeUndefined();
    expect(google.verify(delivered(BODY), [SECRET], NOW)).toBeUndefined();
  });

  it('may carry a token, by a script of one’s own', () => {
    expect(google.verify(delivered(BODY, { token: TOKEN }), [SECRET, TOKEN], NOW)).toEqual({});
    expect(google.verify(delivered(BODY, { headers: { authorization: `Bearer ${TOKEN}` } }), [TOKEN], NOW)).toEqual({});
    expect(google.verify(delivered(BODY, { token: SECRET }), [SECRET], NOW)).toBeUndefined();
  });

  it.each([
    [TOKEN, undefined],
    [google.newSecret?.() ?? '', undefined],
    ['whsec_c2hvcnQ=', 'has 5 bytes and needs 24'],
    ['whsec_%', 'is not whsec_ and base64'],
    ['secret', 'is no token: it must be tok_ and letters, digits, - and _'],
  ])('has a secret of either kind: %s', (secret, reason) => {
    expect(google.whyUnusable(secret)).toBe(reason);
  });

  it('makes a ticket', async () => {
    const submission = await google.read(signed());
    expect(submission).toMatchObject({ id: 'risposta-0001', form: 'Assistenza', at: '2026-11-23T09:10:11.000Z' });
    expect(submission.fields).toContainEqual({
      key: '102',
      label: 'Cosa succede?',
      kind: 'long text',
      values: ['La stampante brucia.'],
    });
    expect(ask(submission, { name: 'site' })).toMatchObject({
      email: 'anna@rossi.example',
      name: 'Anna Rossi',
      subject: 'La stampante brucia.',
      text: expect.stringMatching(/^La stampante brucia\.\n\nProdotti: Stampante, Fax\nQuanti\?: 0\n\n/),
    });
  });

  it('may have its answers by title, as other scripts post them', async () => {
    const answers = {
      'Your email': 'anna@rossi.example',
      Subject: 'Stampante',
      'How can we help?': 'Brucia.',
      Product: ['Web', 'App'],
    };
    const read = await google.read(delivered({ provider: 'google_forms', formId: 'f', responseId: 'r', answers }));
    expect(ask(read, { name: 'site' })).toMatchObject({
      email: 'anna@rossi.example',
      subject: 'Stampante',
      text: expect.stringMatching(/^Brucia\.\n\nProduct: Web, App/),
    });
    expect(read.id).toBe('r');
  });

  it('is the same response when it was only sent at another time', async () => {
    const same = async (body: object) => (await google.read(delivered(body))).same;
    expect(await same({ ...GOOGLE, submittedAt: '2026-11-24T00:00:00.000Z' })).toBe(await same(GOOGLE));
    expect(await same({ ...GOOGLE, answers: [] })).not.toBe(await same(GOOGLE));
    const typed = (value: string) => ({ ...GOOGLE, answers: [{ id: 1, title: 'Log', type: 'TEXT', value }] });
    expect(await same(typed('{"nonce":"a"}'))).not.toBe(await same(typed('{"nonce":"b"}')));
  });

  it('is UTF-8', () => {
    expect(() => google.read(delivered(Buffer.from('{"a":"è"}', 'latin1')))).toThrow(
      'The request must be JSON in UTF-8.',
    );
  });
});
