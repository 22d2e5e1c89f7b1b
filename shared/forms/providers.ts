import { randomBytes } from 'node:crypto';
import { readJson } from '../bytes.ts';
import { PublicError } from '../public-error.ts';
import type { FormProvider } from './provider.ts';
import { framer } from './providers/framer.ts';
import { google } from './providers/google.ts';
import { gravity } from './providers/gravity.ts';
import { jotform } from './providers/jotform.ts';
import { token } from './providers/token.ts';
import { verifySignature, webhookKey } from './signature.ts';

/** Provisional: as much of two providers as a source needs that is set up. */
const read: FormProvider['read'] = ({ body }) => {
  const parsed = parse(body);
  const fields = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : { body: parsed });
  return {
    fields: fields.map(([key, value]) => ({ key, label: key, kind: 'text', values: [String(value)] })),
    files: [],
  };
};

function parse(body: Buffer): unknown {
  try {
    return readJson(body);
  } catch {
    throw new PublicError(400, 'The body is no JSON in UTF-8.');
  }
}

const shorterThan = (bytes: number) => (secret: string) =>
  Buffer.byteLength(secret) < bytes ? `has ${Buffer.byteLength(secret)} bytes and needs ${bytes}` : undefined;

const standard: FormProvider = {
  name: 'standard',
  verify: ({ headers, body }, secrets, now) => verifySignature({ secrets, headers, body, now }),
  read,
  whyUnusable: (secret) =>
    (webhookKey(secret)?.length ?? 0) < 24 ? 'is not whsec_ and base64 of 24 bytes or more' : undefined,
  newSecret: () => `whsec_${randomBytes(32).toString('base64')}`,
};

const hubspot: FormProvider = { name: 'hubspot', verify: () => undefined, read, whyUnusable: shorterThan(16) };

/** Who may post forms to the desk, by the name that `desk sources add --type` takes. */
export const PROVIDERS: Readonly<Record<string, FormProvider>> = {
  standard,
  hubspot,
  jotform,
  gravity,
  framer,
  google,
  token,
};
