import { readdirSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { assetPath } from '../../../functions/web/assets.ts';
import { pageHeaders } from '../../../functions/web/policy.ts';
import { type Answer, visit } from '../../support/visit.ts';
import { STATES } from '../states/views.ts';
import { newWalk, send, type Walk } from './walk.ts';

/** What a browser is told to let nobody do, with each answer of the online desk. */

/** Where the desk in memory has files sent to. */
const UPLOADS = 'https://uploads.example';

let walk: Walk;
beforeEach(async () => {
  walk = await newWalk();
});

describe('the headers of the policy', () => {
  const missing = ({ headers }: Answer, wanted = pageHeaders(UPLOADS)) =>
    Object.entries(wanted).flatMap(([name, value]) => (headers[name] === value ? [] : [name]));
  /** Files have a rule of their own. */
  const unlessKept = (path: string) => (name: string) => name !== 'cache-control' || !path.startsWith('/assets/');

  it('are on every route, and on methods that there are not', async () => {
    for (const { method, path } of [...walk.safe, ...walk.unsafe]) {
      for (const each of [method, 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
        const answer = await send(walk.desk, { method: each, path }, { 'sec-fetch-site': 'same-origin' });
        expect(missing(answer).filter(unlessKept(path)), `${each} ${path}`).toEqual([]);
      }
    }
  });

  it.each(['secrets.signingKeys', 'tickets.get', 'uploads.origin', 'uploads.slot'])(
    'are there when %s fails',
    async (port) => {
      walk.desk.faults.add({ port });
      const wanted = pageHeaders(port === 'uploads.origin' ? undefined : UPLOADS);
      for (const { method, path } of [...walk.safe, ...walk.unsafe]) {
        const answer = await send(walk.desk, { method, path }, { 'sec-fetch-site': 'same-origin' });
        expect(answer.status, path).not.toBe(500);
        expect(missing(answer, wanted).filter(unlessKept(path)), `${method} ${path}`).toEqual([]);
      }
    },
  );

  it('are on every state of the pages, those of failures with them', async () => {
    for (const { name, status, make } of STATES) {
      const { shown, path } = await make('en');
      const answer = shown.answers?.get(path) ?? (await visit(shown.handler).get(path));
      expect(answer.status, name).toBe(status);
      expect(missing(answer), name).toEqual([]);
    }
  });

  it('let nothing run or load that is not ours, and nobody frame us', () => {
    const policy = pageHeaders()['content-security-policy'] ?? '';
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) {
      expect(policy).toContain(rule);
    }
  });
});

describe('our own files', () => {
  const names = readdirSync(new URL('../../../functions/web/assets', import.meta.url));

  it.each(names)('%s is kept for ever under its hash, and under no other', async (name) => {
    const current = await visit(createHandler(walk.desk)).get(assetPath(name));
    expect([current.status, current.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(current.headers['content-type']).toMatch(/^(?:text\/(?:css|javascript)|image\/svg\+xml)/);
    const other = await visit(createHandler(walk.desk)).get(`/assets/000000000000/${name}`);
    expect([other.text, other.headers['cache-control']]).toEqual([current.text, 'no-store']);
  });

  it('are all there is: no name leads out of the folder', async () => {
    for (const name of ['..%2Fassets.ts', '%2e%2e/assets.ts', 'constructor', '__proto__', 'none.js']) {
      expect((await visit(createHandler(walk.desk)).get(`/assets/x/${name}`)).status, name).toBe(404);
    }
  });
});
