import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROVIDERS } from '../../../../shared/forms/providers.ts';

const FOLDER = fileURLToPath(new URL('../../../../infra/cli/sources/', import.meta.url));

describe('what a type of source needs', () => {
  it.each(readdirSync(FOLDER))('is asked of its provider in %s, and not known by its name', (file) => {
    const compared = [...readFileSync(`${FOLDER}${file}`, 'utf8').matchAll(/[!=]== '([\w-]+)'/g)];
    expect(
      compared.map(([, word]) => word).filter((word) => word !== undefined && Object.hasOwn(PROVIDERS, word)),
    ).toEqual([]);
  });
});
