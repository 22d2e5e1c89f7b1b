import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { hubspot } from '../../../shared/forms/providers/hubspot.ts';
import { VECTORS, type Vector } from '../../shared/forms/vectors.ts';
import { ask } from '../../support/http.ts';
import { deskOf } from '../../support/stories.ts';

function post({ type, secret, url, headers, body, now }: Vector, isBase64: boolean) {
  const desk = deskOf({ sources: { contact: { type, secrets: [{ secret }] } }, now: new Date(now).toISOString() });
  const { pathname: path, search } = new URL(url);
  return ask(createHandler(desk), {
    method: 'POST',
    path,
    query: search.slice(1),
    headers: { 'content-type': 'application/json', ...headers },
    body: isBase64 ? Buffer.from(body) : body,
  });
}

describe.each(VECTORS.map((vector) => [vector.type, vector.source, vector] as const))(
  'what %s signs (%s)',
  (_type, _source, vector) => {
    it.each([true, false])('is proved, in base64 (%s)', async (isBase64) => {
      // One that is no JSON is proved all the same, and then told so.
      expect((await post(vector, isBase64)).status).toBe(vector.status ?? 200);
    });

    it.each([true, false])(
      'is not by another secret, nor with other bytes where they are signed, in base64 (%s)',
      async (isBase64) => {
        const other = createHash('sha256')
          .update(vector.secret)
          .digest(vector.isToken ? 'base64url' : 'base64');
        const secret = vector.secret.replace(/^(whsec_|whpk_|tok_)?.*$/s, (_, prefix = '') => `${prefix}${other}`);
        expect((await post({ ...vector, secret }, isBase64)).status).toBe(401);
        if (!vector.isToken) expect((await post({ ...vector, body: `${vector.body} ` }, isBase64)).status).toBe(401);
      },
    );
  },
);

it('holds for what HubSpot documents of its second signature, of a GET', () => {
  // https://developers.hubspot.com/docs/faq/v2-request-validation
  const headers = {
    'x-hubspot-signature-version': 'v2',
    'x-hubspot-signature': 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
  };
  const delivery = { method: 'GET', url: 'https://www.example.com/webhook_uri', headers, body: Buffer.of() };
  expect(hubspot.verify(delivery, ['yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy'], new Date())).toEqual({});
});
