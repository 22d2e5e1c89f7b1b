import { readJson } from '../bytes.ts';
import { PublicError } from '../public-error.ts';
import type { FormProvider } from './provider.ts';
import { verifySignature, webhookKey } from './signature.ts';

/** Stands in for the providers' own files until they are merged: `standard` alone. */
export const PROVIDERS: Readonly<Record<string, FormProvider>> = {
  standard: {
    name: 'standard',
    // Programs call a text so that name no type (`fetch`), and were let in so far.
    types: ['application/json', 'text/plain'],
    verify: ({ headers, body }, secrets, now) => verifySignature({ secrets, headers, body, now }),
    read({ body }) {
      const fields = Object.entries(jsonIn(body));
      return {
        fields: fields.map(([key, value]) => ({ key, label: key, kind: 'text', values: [String(value)] })),
        files: [],
      };
    },
    whyUnusable: (secret) => (webhookKey(secret) ? undefined : 'is not whsec_ and base64'),
  },
};

function jsonIn(body: Buffer): object {
  try {
    return Object(readJson(body));
  } catch {
    throw new PublicError(400, 'The request must be JSON in UTF-8.');
  }
}
