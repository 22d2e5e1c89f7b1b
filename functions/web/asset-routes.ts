import { Hono } from 'hono';
import { PublicError } from '../../shared/public-error.ts';
import type { PagesEnv } from './app.ts';
import { findAsset, isCurrent } from './assets.ts';

const FOREVER = 'public, max-age=31536000, immutable';
/** Of a page that was loaded before a deployment: it gets today's file, and nobody keeps that under the old address. */
const ONCE = 'no-store';

/** `GET /{hash}/{name}`: our own files, the same for everybody. */
export function assetRoutes(): Hono<PagesEnv> {
  return new Hono<PagesEnv>().get('/:hash/:name', (c) => {
    const asset = findAsset(c.req.param('name'));
    if (!asset) throw new PublicError(404, 'There is no such file.');
    return c.body(new Uint8Array(asset.content), 200, {
      'content-type': asset.type,
      'cache-control': isCurrent(c.req.param('hash')) ? FOREVER : ONCE,
    });
  });
}
