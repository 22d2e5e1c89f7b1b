import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE } from '../../infra/bundling.ts';
import { parseMail } from '../../shared/mail/parse.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const fixtures = globSync('**/*.eml', { cwd: path('../shared/mail') });

describe('the bundle that Lambda runs', () => {
  let directory: string;
  let bundled: { parseMail: typeof parseMail };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'desk-bundle-'));
    const outfile = join(directory, 'parse.cjs');
    await build({ ...BUNDLE, entryPoints: [path('../../shared/mail/parse.ts')], outfile, logLevel: 'error' });
    bundled = createRequire(import.meta.url)(outfile);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it(`reads each of ${fixtures.length} mails as the source does`, async () => {
    for (const name of fixtures) {
      const raw = readFileSync(path(`../shared/mail/${name}`));
      const read = ({ parseMail: parse }: typeof bundled) => parse(raw).catch(({ message }: Error) => ({ message }));
      expect(await read(bundled), name).toEqual(await read({ parseMail }));
    }
  });

  it('reads a large mail in a thread made of itself', async () => {
    const raw = Buffer.from(
      `From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: large\r\n\r\n${'A line of text.\r\n'.repeat(20_000)}`,
    );
    const { warnings, text } = await bundled.parseMail(raw);
    expect(warnings).toEqual([]);
    expect(text.length).toBeGreaterThan(300_000);
  });
});
