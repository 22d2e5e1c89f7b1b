import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { netlify } from '../../../../shared/forms/providers/netlify.ts';
import { shown } from './shown.ts';
import { bodyOf, delivered, jws, NOW, posted, readBy, secretFor, URL } from './signed.ts';

const SECRET = secretFor('netlify');
const whole = bodyOf('netlify');
const sha256 = createHash('sha256').update(whole).digest('hex');
const body = () => JSON.parse(String(whole));

describe('the token of Netlify', () => {
  const verify = (token: string) =>
    netlify.verify({ url: URL, headers: { 'x-webhook-signature': token }, body: whole }, [SECRET], NOW);
  const seconds = Math.floor(NOW.getTime() / 1000);

  it('holds by its signature and its claims, until it ends', () => {
    expect(verify(jws(SECRET, { iss: 'netlify', sha256 }))).toEqual({});
    expect(verify(jws(SECRET, { iss: 'netlify', sha256, iat: seconds, exp: seconds + 60 }, { alg: 'HS256' }))).toEqual(
      {},
    );
  });

  it.each([
    ['another issuer', jws(SECRET, { iss: 'somebody', sha256 })],
    ['no issuer', jws(SECRET, { sha256 })],
    ['another body', jws(SECRET, { iss: 'netlify', sha256: createHash('sha256').update('other').digest('hex') })],
    ['a body in base64', jws(SECRET, { iss: 'netlify', sha256: Buffer.from(sha256, 'hex').toString('base64') })],
    ['no body', jws(SECRET, { iss: 'netlify' })],
    ['a list of bodies', jws(SECRET, { iss: 'netlify', sha256: [sha256] })],
    ['an algorithm that is none', jws(SECRET, { iss: 'netlify', sha256 }, { alg: 'none' })],
    ['another algorithm', jws(SECRET, { iss: 'netlify', sha256 }, { alg: 'HS512' })],
    ['no algorithm', jws(SECRET, { iss: 'netlify', sha256 }, {})],
    ['claims that are none', jws(SECRET, [])],
    ['a time that is over', jws(SECRET, { iss: 'netlify', sha256, exp: seconds - 1 })],
    ['no signature', `${jws('', { iss: 'netlify', sha256 }, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
    ['a part too many', `${jws(SECRET, { iss: 'netlify', sha256 })}.x`],
    ['padding', `${jws(SECRET, { iss: 'netlify', sha256 })}=`],
  ])('does not hold with %s', (_, token) => {
    expect(verify(token)).toBeUndefined();
  });
});

describe('what Netlify posts', () => {
  const read = readBy(netlify, delivered('netlify'));

  it('is read once each, by the titles of its questions, with what the form sent along', () => {
    expect(read).toMatchObject({ id: '65aa00bb11', form: 'contact', at: '2026-11-30T07:58:11.000Z' });
    expect(read.fields.map(({ key, label, kind, values }) => [key, label, kind, ...values])).toEqual([
      ['name', 'Your name', 'text', 'Mara Blu'],
      ['email', 'E-mail', 'text', 'mara@serra.example'],
      ['message', 'Message', 'text', 'The roof leaks.'],
      ['plan', 'Plan', 'text', 'roof.pdf'],
      ['contract', 'contract', 'hidden', 'S-0'],
    ]);
    expect(read.files).toEqual([
      { filename: 'roof.pdf', contentType: 'application/pdf', link: 'https://d33.netlify.example/f/roof.pdf' },
    ]);
  });

  it.each(['form_name', 'form-name'])(
    'is of the form that a function of the site says beside the answers, as %s',
    (name) => {
      const { form_name: _, ...whole } = body();
      const read = readBy(netlify, posted('netlify', { ...whole, data: { ...whole.data, [name]: 'orders' } }));
      expect(read.form).toBe('orders');
    },
  );

  it('never shows who sent it by their machine, nor the token of a captcha', () => {
    expect(shown(read)).not.toMatch(/203\.0\.113|Mozilla|03AGdBq|serra\.example\/contact/);
  });

  it('is the same in the envelope of a function of the site', () => {
    const wrapped = readBy(netlify, posted('netlify', { payload: body(), site: { id: 's', name: 'serra' } }));
    expect(wrapped).toEqual(read);
  });

  it('shows what stands in no answer', () => {
    const { fields } = readBy(
      netlify,
      posted('netlify', { ...body(), company: 'Serra & Figli', summary: '<b>new</b>', last_name: 'Blu' }),
    );
    expect(fields.slice(5).map(({ key, values }) => [key, ...values])).toEqual([
      ['company', 'Serra & Figli'],
      ['summary', '<b>new</b>'],
    ]);
  });

  it('is read by its data alone, where nothing else is there', () => {
    expect(
      readBy(netlify, posted('netlify', { id: 'n1', data: { mail: 'a@b.example', ip: '203.0.113.9' } })),
    ).toMatchObject({
      id: 'n1',
      fields: [{ label: 'mail', values: ['a@b.example'] }],
    });
  });
});
