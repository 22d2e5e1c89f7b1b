import * as z from 'zod';
import { ROUTES, type Route } from '../../functions/api/routes.ts';
import manifest from '../../package.json' with { type: 'json' };
import { shapeSchemas } from './shapes.ts';

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'No JSON, or fields or parameters that are wrong: `errors` names them',
  401: 'No bearer token; in the words of API Gateway, `{"message": …}`, where that checks it first',
  403: 'A token that names no agent, or no address, or an agent who may not: `detail` says what it lacks',
  404: 'There is none such',
  409: 'Just the same once more without a key, or an answer that would go to what is no longer so: nothing was done',
  410: 'It was there, and its days are over',
  413: 'More than 256 kB',
  422: 'Understood and refused: `detail` and `errors` say why',
  500: 'Our fault; it is in the log',
  503: 'A part of the desk is down: send it again after `Retry-After` seconds',
};

const PARAMETERS: Readonly<Record<string, string>> = {
  id: 'Of a ticket as T-4F7K2M9Q, of a held mail as Q-06BV0M6PR09XT3K5Y2W4; else as the list shows it',
  key: 'The `id` of the message',
  address: 'The mail address of the reader',
  owner: 'Whose a saved reply is: `agent` for who asks, or `team`',
};

/** What RFC 9457 says of a problem, as far as functions/http/problem.ts makes one. */
const PROBLEM = {
  type: 'object',
  description: 'What went wrong (RFC 9457)',
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, message: { type: 'string' } },
        required: ['field', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail'],
};

/** Each refusal once, by its status. */
const PROBLEM_RESPONSES = Object.fromEntries(
  Object.entries(REFUSALS).map(([status, description]): [string, object] => [
    `Problem${status}`,
    { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  ]),
);

/** The agents' API in the terms of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html). */
export function openApiDocument() {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Support desk: the agents’ API',
      version: manifest.version,
      description:
        'JSON in UTF-8; instants are ISO 8601 in UTC. Fields and parameters that are not named are refused (400). What each field means, and rules between fields, are in docs/api.md. An address asked with another method is a 405. What API Gateway answers by itself (401, 413, 429 and 5xx) is `{"message": …}`.',
      license: { name: manifest.license, identifier: manifest.license },
    },
    servers: [{ url: '{url}', variables: { url: { default: 'http://localhost:8080' } } }],
    security: [{ bearer: [] }],
    paths: pathsOf(ROUTES),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The ID token of an agent' },
      },
      responses: PROBLEM_RESPONSES,
      schemas: { Problem: PROBLEM, ...shapeSchemas() },
    },
  };
}

/** All statuses of a route that are refusals or failures: its own, and those that every route of its kind gives. */
export function refusalsOf({ refuses, body, isOpen }: Route): number[] {
  const everywhere = [...(isOpen ? [] : [401, 403, 500, 503]), ...(body ? [413] : [])];
  return [...refuses, ...everywhere].sort((a, b) => a - b);
}

function pathsOf(routes: readonly Route[]) {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return Object.fromEntries(
    [...byPath].map(([path, own]) => [path, Object.fromEntries(own.map((each) => [each.method, operation(each)]))]),
  );
}

function operation(route: Route) {
  const { summary, body, isOpen } = route;
  const parameters = parametersOf(route);
  return {
    summary,
    ...(isOpen && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': requestOf(body) } } }),
    responses: Object.fromEntries([...answersOf(route), ...problemsOf(route)]),
  };
}

function requestOf({ schema, examples }: NonNullable<Route['body']>) {
  const named = examples.map((value, index): [string, object] => [String(index + 1), { value }]);
  return { schema: schemaOf(schema), examples: Object.fromEntries(named) };
}

function parametersOf({ path, query, isKeyed }: Route): object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...(PARAMETERS[name] && { description: PARAMETERS[name] }),
    schema: { type: 'string' },
  }));
  const asked = query ? Object.entries(schemaOf(query).properties ?? {}) : [];
  const needed = (query && schemaOf(query).required) ?? [];
  const inQuery = asked.map(([name, schema]) => ({ name, in: 'query', required: needed.includes(name), schema }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same request with the same key is done once',
    schema: { type: 'string', pattern: '^[ -~]{1,255}$' },
  };
  return [...inPath, ...inQuery, ...(isKeyed ? [key] : [])];
}

function answersOf({ answers }: Route): [string, object][] {
  return Object.entries(answers).map(([status, shape]) => [
    status,
    shape === null
      ? { description: ANSWERS[Number(status)], headers: { location: { schema: { type: 'string' } } } }
      : {
          description: ANSWERS[Number(status)],
          content: { 'application/json': { schema: { $ref: `#/components/schemas/${shape}` } } },
        },
  ]);
}

const ANSWERS: Readonly<Record<number, string>> = {
  200: 'It is so, now or already',
  201: 'It was made',
  202: 'The mail service cannot take it now: it goes as soon as it can',
  302: 'The file is at `location`, for some minutes',
};

function problemsOf(route: Route): [string, object][] {
  return refusalsOf(route).map((status) => [String(status), { $ref: `#/components/responses/Problem${status}` }]);
}

/** The JSON schema of what a request may hold before the desk reads it: rules between fields are not in it. */
export function schemaOf(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The format says it, in fewer words.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  return rest;
}
