import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { BUNDLE } from '../../infra/bundling.ts';

/**
 * The packages that are in each function's bundle. One more is a decision: what it weighs is loaded at each start (docs/decisions/002-bundle-format.md).
 * One that is in none any more goes from its list.
 */

const EVERYWHERE = [
  ...['@aws-lambda-powertools/commons', '@aws-lambda-powertools/logger', '@aws-lambda-powertools/metrics', 'zod'],
  ...['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@aws-sdk/util-dynamodb', '@aws-sdk/dynamodb-codec'],
  ...['@aws-sdk/client-sqs', '@aws-sdk/middleware-sdk-sqs', '@aws-sdk/core', '@aws-sdk/credential-provider-env'],
  ...['@aws-sdk/endpoint-cache', '@aws-sdk/middleware-endpoint-discovery', 'mnemonist', 'obliterator'],
  ...['@aws/lambda-invoke-store', '@smithy/core', '@smithy/node-http-handler', '@smithy/signature-v4', '@smithy/types'],
];

/** Works a queue off. */
const QUEUE = ['@aws-lambda-powertools/batch'];

/** Mails, and has files and timers. */
const DESK = [
  ...['@aws-sdk/client-s3', '@aws-sdk/middleware-sdk-s3', '@aws-sdk/checksums', '@aws-sdk/xml-builder'],
  ...['@aws-sdk/signature-v4-multi-region', '@aws-sdk/lib-storage', '@aws-sdk/s3-request-presigner'],
  ...['@aws-sdk/client-scheduler', '@aws-sdk/client-secrets-manager', '@aws-sdk/client-ses', 'nodemailer'],
];

/** Looks into HTML that somebody wrote. */
const HTML = ['htmlparser2', 'domelementtype', 'domutils', 'entities'];

/** Reads mail; luxon reads the times of its invitations. */
const MAIL = ['mailparser', '@zone-eu/mailsplit', 'libmime', 'libbase64', 'libqp', 'punycode.js', 'luxon'];

const PACKAGES: Record<string, string[]> = {
  api: [...DESK, ...HTML, ...MAIL, 'domhandler', 'hono'],
  console: [...DESK, ...HTML, 'hono', 'oauth4webapi'],
  'delivery-feedback': [...QUEUE, ...DESK],
  escalate: [...QUEUE, ...DESK],
  'ingest-email': [...QUEUE, ...DESK, ...HTML, ...MAIL],
  'ingest-webhook': [...DESK, ...HTML, 'hono', '@fastify/busboy'],
  'online-desk': [...DESK, ...HTML, 'hono'],
  sweep: [...DESK, ...HTML],
  targets: [...QUEUE, '@aws-sdk/client-secrets-manager', 'ical.js', 'ipaddr.js'],
  'team-mail': [...QUEUE, ...DESK],
  'ticket-changes': ['@aws-sdk/client-eventbridge', '@aws-sdk/signature-v4-multi-region'],
};

const functions = fileURLToPath(new URL('../../functions/', import.meta.url));

/** Of the packages of which anything is in the bundle, each once. */
async function packagesOf(name: string): Promise<string[]> {
  const entryPoints = [`${functions}${name}/index.ts`];
  const { metafile } = await build({ ...BUNDLE, entryPoints, metafile: true, write: false, outdir: 'nowhere' });
  const outputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const named = outputs.flatMap(([path, { bytesInOutput }]) => {
    const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    return name === undefined || bytesInOutput === 0 ? [] : [name];
  });
  return [...new Set(named)].sort();
}

describe('the bundle of', () => {
  it('each function has its list', () => {
    expect(globSync('*/index.ts', { cwd: functions }).map(dirname).sort()).toEqual(Object.keys(PACKAGES).sort());
  });

  it.each(Object.entries(PACKAGES))('%s has its packages, and no other', async (name, packages) => {
    expect(await packagesOf(name)).toEqual([...EVERYWHERE, ...packages].sort());
  });
});
