import type { Hono } from 'hono';

/** Where a request belongs that no route takes: on another page, or to other methods of its own path. */
export type Elsewhere = { location: string; status: 303 | 308 } | { allow: string };

/**
 * What to say of a request that no route of `app` takes; undefined where there is nothing at all. A slash too many at the end leads to the
 * page without it. Whoever asks for the address of a form, as by loading a refused one again, gets the page above it, where the form is. All
 * else is told what the path takes (RFC 9110, section 15.5.6). `url` is absolute; only paths that `app` knows are led to.
 */
export function elsewhere(app: Pick<Hono, 'router'>, method: string, url: string): Elsewhere | undefined {
  const { pathname, search } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  const methods = methodsAt(app, path);
  if (methods.length === 0) return undefined;
  if (path !== pathname) return { location: path + search, status: 308 };
  const above = path.replace(/\/[^/]*$/, '');
  const isAsked = method === 'GET' || method === 'HEAD';
  if (isAsked && methodsAt(app, above).includes('GET')) return { location: above + search, status: 303 };
  return { allow: methods.join(', ') };
}

/** What a path takes, what every path passes through aside. */
function methodsAt({ router }: Pick<Hono, 'router'>, path: string): string[] {
  return ['GET', 'POST'].filter((method) =>
    router.match(method, path)[0].some(([[, route]]) => route.method === method),
  );
}
