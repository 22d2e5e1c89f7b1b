import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** What `keys.json` holds. */
export const keysSchema = z.object({
  /** Signs reply addresses. */
  signingKey: z.string(),
  /** Signs webhooks (Standard Webhooks: `whsec_` and base64). */
  webhookSecret: z.string().startsWith('whsec_'),
});
export type Keys = z.infer<typeof keysSchema>;

/** The local desk's keys: fresh ones, or those of `file`, so that reply addresses of an earlier run still hold. */
export function loadKeys(file?: string): Keys {
  if (file === undefined) return newKeys();
  try {
    return keysSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const keys = newKeys();
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}

function newKeys(): Keys {
  return {
    signingKey: randomBytes(32).toString('base64url'),
    webhookSecret: `whsec_${randomBytes(24).toString('base64')}`,
  };
}
