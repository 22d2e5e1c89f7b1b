import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf } from './support/imports.ts';

type Package = { resolved?: string; integrity?: string; inBundle?: boolean; hasInstallScript?: boolean };

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
const installed = Object.entries(packages).filter(([path]) => path !== '');

/** What others publish and the desk runs: nothing of it changes, runs or asks by itself. */
describe('the packages', () => {
  it('are pinned to exact versions', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  });

  /** The lock file names an address only of what comes from elsewhere; what a package brings inside it has that package's hash. */
  it('come from the registry alone, each with the hash of what it is', () => {
    const isSure = ({ resolved, integrity = '', inBundle }: Package) =>
      resolved === undefined && (integrity.startsWith('sha512-') || inBundle === true);
    expect(installed.length).toBeGreaterThan(100);
    expect(installed.flatMap(([path, each]) => (isSure(each) ? [] : path))).toEqual([]);
  });

  it('run nothing when they are installed, save those that are named', () => {
    const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = running.map(([path]) => path.split('node_modules/').at(-1));
    expect([...new Set(names)].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
  });

  it('that run on AWS have their reason in the README', () => {
    const [, table = ''] = read('README.md').split('## Run-time dependencies');
    const shortOf = (name: string) =>
      name.replace(/^@aws-sdk\/.*/, '@aws-sdk/*').replace(/^@aws-lambda-powertools\/(?!logger)/, '');
    const missing = Object.keys(manifest.dependencies).filter((name) => !table.includes(`\`${shortOf(name)}\``));
    expect(missing).toEqual([]);
  });
});

/** An address in a form or a mail is a stranger's: whoever opens it from inside opens it with the desk's rights. */
it('nothing that runs on AWS asks an address on its own, save Turnstile whether a person sent a form, and targets by the one guarded way', () => {
  const ASKS =
    /\bfetch\(|from '(?:node:(?:https|http2|tls|dgram|dns|child_process)|undici)|\bimport (?!\{ (?:STATUS_CODES|isIPv4, isIPv6) \}).* from 'node:(?:http|net)'/;
  const asking = ['shared', 'functions', 'infra/activation'].flatMap(filesOf).filter((file) => ASKS.test(read(file)));
  // And in a deploy the address at which CloudFormation waits, which nobody else can name.
  expect(asking).toEqual([
    'shared/targets/safe-fetch.ts',
    'functions/ingest-webhook/turnstile.ts',
    'infra/activation/respond.ts',
  ]);
});
