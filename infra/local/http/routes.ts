import type { Route } from './event.ts';

/** The functions behind the HTTP API. */
export type FunctionName = 'webhook' | 'api' | 'onlineDesk' | 'console';

/** A route that a request took, and what is behind it. */
export type Taken = Route & { to: FunctionName; authorized?: true };

type Declared = { key: string; to: FunctionName; authorized?: true };

/** What `infra/http-api.ts` declares; `test/infra/stack/http-api.ts` holds the two together. */
export const ROUTES: readonly Declared[] = [
  { key: 'POST /webhooks/{source}', to: 'webhook' },
  { key: 'GET /webhooks/{source}', to: 'webhook' },
  { key: 'ANY /api/{proxy+}', to: 'api', authorized: true },
  { key: 'GET /files/{proxy+}', to: 'api' },
  { key: 'GET /health', to: 'api' },
  { key: 'ANY /desk', to: 'onlineDesk' },
  { key: 'POST /desk/new', to: 'onlineDesk' },
  { key: 'ANY /desk/{proxy+}', to: 'onlineDesk' },
  { key: 'ANY /console', to: 'console' },
  { key: 'ANY /console/{proxy+}', to: 'console' },
  { key: 'GET /assets/{proxy+}', to: 'onlineDesk' },
];

/** All else. */
export const ELSE: Declared = { key: '$default', to: 'api' };

/**
 * The route that API Gateway would choose: of those that fit, one that says the path to its end before one with `{proxy+}`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html). A path that ends with the slash before
 * `{proxy+}` has it too, as deployed APIs show.
 */
export function takeRoute(method: string, path: string): Taken {
  const fitting = ROUTES.flatMap((route) => fit(route, method, path));
  return fitting.find(({ key }) => !key.endsWith('+}')) ?? fitting[0] ?? ELSE;
}

function fit(route: Declared, method: string, path: string): Taken[] {
  const [asked = '', template = ''] = route.key.split(' ');
  if (asked !== 'ANY' && asked !== method) return [];
  const pattern = template.replace(/\{(\w+)(\+?)\}/, (_, name, greedy) => `(?<${name}>${greedy ? '.*' : '[^/]+'})`);
  const found = new RegExp(`^${pattern}$`).exec(path);
  if (!found) return [];
  if (!found.groups) return [route];
  const pathParameters = Object.fromEntries(Object.entries(found.groups).map(([name, text]) => [name, decode(text)]));
  return [{ ...route, pathParameters }];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
