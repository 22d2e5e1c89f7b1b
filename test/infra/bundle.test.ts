import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { issuerOf } from '../../functions/console/session/issuer.ts';
import { BUNDLE, besides, bundling } from '../../infra/bundling.ts';
import { startIssuer } from '../../infra/local/issuer/issuer.ts';
import { LOGIN_CLIENT, newIssuerKey } from '../../infra/local/token.ts';
import { parseMail } from '../../shared/mail/parse.ts';
import { bundle } from '../bench/bundle.ts';
import { MOST_BYTES } from '../bench/bundles.ts';
import { openBrowser } from '../support/browser.ts';
import { ada } from '../support/stories.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const fixtures = globSync('**/*.eml', { cwd: path('../shared/mail') });

describe('the bundle that Lambda runs', () => {
  let directory: string;
  let bundled: { parseMail: typeof parseMail };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'desk-bundle-'));
    const { file } = await bundle(directory, 'ingest-email', path('../../shared/mail/parse.ts'));
    bundled = createRequire(import.meta.url)(file);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it(`reads each of ${fixtures.length} mails as the source does`, async () => {
    for (const name of fixtures) {
      const raw = readFileSync(path(`../shared/mail/${name}`));
      const read = ({ parseMail: parse }: typeof bundled) => parse(raw).catch(({ message }: Error) => ({ message }));
      expect(await read(bundled), name).toEqual(await read({ parseMail }));
    }
  });

  it('reads a code page by the tables beside it', async () => {
    const head = 'From: a@b.example\r\nMessage-ID: <1@b.example>\r\nContent-Type: text/plain; charset=cp852\r\n\r\n';
    const raw = Buffer.concat([Buffer.from(head), Buffer.from([0x9f, 0xa5, 0xa9, 0x0d, 0x0a])]);
    expect((await bundled.parseMail(raw)).text.trim()).toBe('čąę');
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

describe('the login of the bundle that Lambda runs', () => {
  it('learns from the issuer who signs in', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'desk-login-'));
    const issuer = await startIssuer({
      key: await newIssuerKey(),
      agents: async () => [ada],
      onError: (error) => console.error(error),
    });
    const back = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    try {
      await once(back, 'listening');
      const outfile = join(directory, 'issuer.cjs');
      const entryPoints = [path('../../functions/console/session/issuer.ts')];
      await build({ ...BUNDLE, entryPoints, outfile, logLevel: 'error' });
      const { issuerOf: bundledIssuer }: { issuerOf: typeof issuerOf } = createRequire(import.meta.url)(outfile);
      const login = bundledIssuer({ issuer: issuer.url, clientId: LOGIN_CLIENT, trustsEmail: false });
      const { port } = back.address() as AddressInfo;
      const { url, ...attempt } = await login.begin(`http://127.0.0.1:${port}/console/callback`);
      const { url: answer } = await openBrowser().logIn(url.href, 'ada@support.example');
      expect(await login.finish(answer, attempt)).toMatchObject({ issuer: issuer.url, email: 'ada@support.example' });
    } finally {
      back.close();
      await issuer.close();
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

it.each(Object.entries(MOST_BYTES))('the bundle of %s is within its budget', async (name, most) => {
  const directory = mkdtempSync(join(tmpdir(), 'desk-budget-'));
  try {
    const { bytes } = await bundle(directory, name, path(`../../functions/${name}/index.ts`));
    expect(bytes).toBeLessThanOrEqual(most);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

describe('the files that pages load', () => {
  const folder = path('../../functions/web/assets');
  const files = readdirSync(folder).sort();
  const directory = mkdtempSync(join(tmpdir(), 'desk-assets-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('stand beside the bundle on AWS, by a command that CDK runs when it is made', () => {
    const output = join(directory, 'on AWS');
    mkdirSync(output);
    const commands = bundling('online-desk').commandHooks?.afterBundling(directory, output) ?? [];
    execFileSync('sh', ['-c', commands.join(' && ')]);
    expect(readdirSync(join(output, 'assets')).sort()).toEqual(files);
  });

  it('stand beside the bundle that is measured', async () => {
    await bundle(directory, 'online-desk', path('../../functions/online-desk/index.ts'));
    expect(readdirSync(join(directory, 'online-desk', 'assets')).sort()).toEqual(files);
  });

  it('go with no function that serves no page', () => {
    expect(bundling('ingest-webhook').commandHooks).toBeUndefined();
  });
});

describe('the packages of encodings', () => {
  const functions = globSync('*/index.ts', { cwd: path('../../functions') }).map(dirname);
  const readsMail = async (name: string) => {
    const entryPoints = [path(`../../functions/${name}/index.ts`)];
    const { metafile } = await build({ ...BUNDLE, entryPoints, metafile: true, write: false, outdir: 'nowhere' });
    return Object.keys(metafile.inputs).some((input) => input.endsWith('shared/mail/reading/codec.ts'));
  };

  it.each(functions)('stand beside the bundle of %s if it decodes mail, and else not', async (name) => {
    const there = Object.keys(besides(name)).filter((to) => to.startsWith('node_modules/'));
    const names = (await readsMail(name)) ? ['iconv-lite', 'safer-buffer'] : [];
    expect(there).toEqual(names.map((each) => `node_modules/${each}`));
  });
});
