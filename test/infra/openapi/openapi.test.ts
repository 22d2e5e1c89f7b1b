import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createApi } from '../../../functions/api/handler.ts';
import { ROUTES } from '../../../functions/api/routes.ts';
import { openApiDocument, schemaOf } from '../../../infra/openapi/document.ts';
import { shapeSchemas } from '../../../infra/openapi/shapes.ts';
import { apiDesk } from '../../functions/api/requests.ts';
import { CALLS, callFor, nameOf } from './calls.ts';

/** `docs/openapi.json`: what it says is so. */

const written = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');

describe('docs/openapi.json', () => {
  it('is what `npm run openapi` writes now', () => {
    expect(written).toBe(`${JSON.stringify(openApiDocument(), null, 2)}\n`);
  });

  it('has every route of the API, and no other', () => {
    const served = createApi(apiDesk()).routes.filter(({ method }) => method !== 'ALL');
    // Of another function: this one only says that there is no such source.
    const own = served.filter(({ path }) => path !== '/webhooks/:source');
    const names = own.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(ROUTES.map(nameOf).toSorted()).toEqual(names.toSorted());
  });

  it('has schemas that take each example, and nothing that is not named', () => {
    for (const { body } of ROUTES) {
      if (!body) continue;
      const schema = z.fromJSONSchema(schemaOf(body.schema));
      for (const example of body.examples) expect(schema.safeParse(example)).toMatchObject({ success: true });
      expect(schema.safeParse({ nope: 1 })).toMatchObject({ success: false });
    }
  });
});

describe('each route, called as it is documented', () => {
  it.each(CALLS)('%s gives a %i', async (_, status, route) => {
    const answer = await callFor(route, status);
    expect(answer).toMatchObject({ status });
    const shape = route.answers[status];
    if (shape) expect(new Set(Object.keys(answer.json))).toEqual(new Set(fieldsOf(shape)));
    if (status >= 400) expect(answer.headers?.['content-type']).toBe('application/problem+json');
  });

  const examples = ROUTES.flatMap((route) =>
    (route.body?.examples ?? []).map((example) => ({ name: nameOf(route), example, route })),
  );
  it.each(examples)('$name takes $example', async ({ route, example }) => {
    const status = Math.max(
      ...Object.keys(route.answers)
        .map(Number)
        .filter((each) => each !== 202),
    );
    expect(await callFor(route, status, example)).toMatchObject({ status });
  });
});

function fieldsOf(shape: string): string[] {
  const schema = shapeSchemas()[shape] as { required: string[] } | undefined;
  return schema?.required ?? [];
}
