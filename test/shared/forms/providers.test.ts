import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormDelivery } from '../../../shared/forms/provider.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { PublicError } from '../../../shared/public-error.ts';
import { broken, changed } from './providers/mutations.ts';
import { shown } from './providers/shown.ts';
import { bodyOf, delivered, NOW, otherSecretFor, posted, SIGNED, secretFor, URL } from './providers/signed.ts';
import { SAMPLES } from './samples.ts';
import { VECTORS } from './vectors.ts';

const all = Object.entries(PROVIDERS);
const FOLDER = new globalThis.URL('../../../shared/forms/providers/', import.meta.url);
const DOCS = readFileSync(new globalThis.URL('../../../docs/forms.md', import.meta.url), 'utf8');

it('each file among the providers is one that sources may name', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(all.map(([name]) => `${name}.ts`).sort());
});

describe.each(all)('the provider %s', (name, provider) => {
  it('is called as its source says, and its file how it is set up there', () => {
    expect(provider.name).toBe(name);
    const source = readFileSync(new globalThis.URL(`${name}.ts`, FOLDER), 'utf8');
    expect(source).toMatch(new RegExp(`/\\*\\*\\n(?: \\*.*\\n){2,} \\*/\\nexport const ${name}: FormProvider`));
  });

  it('is small, has a sample, a vector where something proves it beside its page, and a row and a section in the docs', () => {
    const lines = readFileSync(new globalThis.URL(`${name}.ts`, FOLDER), 'utf8')
      .trimEnd()
      .split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(20);
    expect(lines).toBeLessThanOrEqual(90);
    expect(SAMPLES[name]).toBeDefined();
    expect(provider.from === 'page' || VECTORS.some(({ type }) => type === name)).toBe(true);
    const [, anchor = ''] = new RegExp(`^\\| \\[\`${name}\`\\]\\(#([\\w-]+)\\) \\|`, 'm').exec(DOCS) ?? [];
    const sections = DOCS.match(/^## .+$/gm) ?? [];
    expect(sections.map((title) => title.slice(3).toLowerCase().replaceAll(' ', '-'))).toContain(anchor);
  });

  it('makes secrets that it can use, when it makes them', () => {
    const [one, two] = [provider.newSecret?.(), provider.newSecret?.()];
    expect(one === undefined || provider.whyUnusable(one) === undefined).toBe(true);
    expect(one === undefined || one !== two).toBe(true);
  });

  it.each(['', ' ', 'short', 'whsec_', 'tok_'])('says why %j is no secret', (secret) => {
    expect(provider.whyUnusable(secret)).toMatch(/^(?:is|has) /);
  });
});

describe.each(all.filter(([name]) => SIGNED.includes(name)))('the provider %s, which signs,', (name, provider) => {
  const good = delivered(name);
  const verify = (delivery = good, secrets = [secretFor(name)]) => provider.verify(delivery, secrets, NOW);
  const read = async (delivery: FormDelivery) => provider.read(delivery);
  const readBody = (text: string | Buffer) => read({ url: URL, headers: {}, body: Buffer.from(text) });

  it('can use a secret as it is made there', () => {
    expect(provider.whyUnusable(secretFor(name))).toBeUndefined();
  });

  it('knows its delivery, also beside an older or an unusable secret', () => {
    expect(verify()).toBeDefined();
    expect(verify(good, ['', '???', otherSecretFor(name), secretFor(name)])).toBeDefined();
  });

  it('knows it by header names in any case', () => {
    const headers = Object.fromEntries(Object.entries(good.headers).map(([key, value]) => [key.toUpperCase(), value]));
    expect(verify({ ...good, headers })).toBeDefined();
  });

  it('does not know one of another secret, or of none', () => {
    expect(verify(good, [otherSecretFor(name)])).toBeUndefined();
    expect(verify(good, [])).toBeUndefined();
    expect(verify(good, [''])).toBeUndefined();
    expect(verify(delivered(name, { secret: otherSecretFor(name) }))).toBeUndefined();
  });

  it('does not know what everybody can sign, with an empty secret', () => {
    expect(verify(delivered(name, { secret: '' }), ['', 'whsec_'])).toBeUndefined();
  });

  it('does not know a body that was changed, written again, or cut', () => {
    const text = good.body.toString();
    for (const body of [
      `${text} `,
      text.replace('.example', '.exampl3'),
      JSON.stringify(JSON.parse(text)),
      text.slice(1),
      '',
    ]) {
      expect(verify({ ...good, body: Buffer.from(body) })).toBeUndefined();
    }
  });

  it.each(Object.keys(good.headers))('does not know one without %s', (header) => {
    for (const value of [undefined, '', ' ', 'v1,', 'sha256=', '..', 'nonsense']) {
      expect(verify({ ...good, headers: { ...good.headers, [header]: value } })).toBeUndefined();
    }
  });

  it('does not know a signature that is written in another way', () => {
    const changed = Object.fromEntries(
      Object.entries(good.headers).map(([key, value = '']) => [key, rewritten(value)]),
    );
    expect(changed).not.toEqual(good.headers);
    expect(verify({ ...good, headers: changed })).toBeUndefined();
  });

  it('never throws, and knows nothing, for headers that are garbage', () => {
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('9'.repeat(400), 'v1a,AAAA', 'a.b.c', '=,= ,'),
    );
    const headers = fc.record(Object.fromEntries(Object.keys(good.headers).map((key) => [key, value])));
    fc.assert(
      fc.property(headers, fc.uint8Array(), fc.webUrl(), (headers, body, url) => {
        expect(verify({ url, headers, body: Buffer.from(body) })).toBeUndefined();
      }),
    );
  });

  it('reads its delivery: an id and every value', async () => {
    const submission = await read(good);
    expect(submission.fields.length).toBeGreaterThan(3);
    expect(shown(submission)).not.toContain('[object');
    expect(provider.verify(good, [secretFor(name)], NOW)?.id ?? submission.id).toMatch(/^\S.*$/);
    expect(await read(good)).toEqual(submission);
  });

  it('says 400 for what is no JSON in UTF-8, as its sender can mend it', async () => {
    const text = '{"name":"Zoë"}';
    for (const body of [
      Buffer.from(text, 'latin1'),
      Buffer.from(text, 'utf16le'),
      Buffer.from('{"a":'),
      Buffer.alloc(0),
    ]) {
      await expect(readBody(body)).rejects.toThrow(new PublicError(400, 'The request must be JSON in UTF-8.'));
    }
  });

  it.each(['null', '[]', '{}', '0', 'false', '"text"', '[null]', '[[]]', '{"":{}}', '{"__proto__":{"a":1}}'])(
    'reads %s',
    async (text) => {
      expect(await readBody(text)).toMatchObject({ files: [] });
    },
  );

  it.each([50, 5_000])('reads what is nested %i deep, and shows what is at its bottom', async (depth) => {
    for (const [open, close] of [
      ['{"a":', '}'],
      ['[', ']'],
      ['{"fields":[{"properties":', '}]}'],
    ] as const) {
      const text = `${open.repeat(depth)}"bottom"${close.repeat(depth)}`;
      for (const body of [text, `{"payload":${text},"data":${text},"form_response":${text},"properties":${text}}`]) {
        expect(shown(await readBody(body))).toContain('bottom');
      }
    }
  });

  it('reads five thousand fields more, and says how many more than ten thousand there are', async () => {
    const more = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`extra${at}`, `value${at}.`]));
    const withMore = (count: number) => read(posted(name, { ...JSON.parse(String(bodyOf(name))), ...more(count) }));
    const text = shown(await withMore(5_000));
    expect(Object.values(more(5_000)).filter((value) => !text.includes(value))).toEqual([]);
    expect((await withMore(20_000)).fields.at(-1)?.values).toEqual([expect.stringMatching(/^and \d+ more answers$/)]);
  });

  it('shows every value of a delivery of which anything was changed', async () => {
    await fc.assert(
      fc.asyncProperty(changed(name, JSON.parse(String(bodyOf(name)))), async ({ body, values }) => {
        const text = shown(await read(posted(name, body)));
        expect(values.filter((value) => !text.includes(value))).toEqual([]);
        expect(text).not.toContain('[object');
      }),
      { numRuns: 300 },
    );
  });

  it('never throws for a delivery in which parts are missing or of another type', async () => {
    await fc.assert(
      fc.asyncProperty(broken(JSON.parse(String(bodyOf(name)))), async (body) => {
        const submission = await read(posted(name, body));
        expect(submission.fields.flatMap(({ values }) => values).every((value) => typeof value === 'string')).toBe(
          true,
        );
        expect([undefined, 'string']).toContain(submission.id && typeof submission.id);
      }),
      { numRuns: 300 },
    );
  });
});

/** A signature in hexadecimal as base64, and the other way round. */
function rewritten(header: string): string {
  return header
    .replace(/[0-9a-f]{64}/, (hex) => Buffer.from(hex, 'hex').toString('base64url'))
    .replace(/[A-Za-z0-9+/]{43}=/, (base64) => Buffer.from(base64, 'base64').toString('hex'))
    .replace(/(?<=\.)[\w-]{43}$/, (base64url) => Buffer.from(base64url, 'base64url').toString('hex'));
}
