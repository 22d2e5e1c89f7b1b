import { readFileSync } from 'node:fs';

/** A delivery that a secret proves at its time (ms): published by its provider, or our own, signed by another program. */
export type Vector = {
  type: string;
  /** Where it is published, or by what it was made. */
  source: string;
  secret: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  now: number;
  /** The door's answer, where it is not 200. */
  status?: number;
  /** Its bytes are not signed. */
  isToken?: true;
};

export const VECTORS: readonly Vector[] = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));
