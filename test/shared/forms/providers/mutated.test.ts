import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { PROVIDERS } from '../../../../shared/forms/providers.ts';
import { isSecret, isTrace } from '../../../../shared/forms/unshown.ts';
import { SAMPLES } from '../unsigned-samples.ts';

/** What of a body stands under no name, or under one of plumbing: it may stay out of the ticket. */
const UNSEEN =
  /^(?:jsExecutionTracker|submitSource|submitDate|buildDate|uploadServerUrl|eventObserver|event_id|timeToSubmit|temp_upload|file_server|validatedNewRequiredFieldIDs|path|slug|target|website)$/;
/** What a form says of each of its questions. */
const OF_A_QUESTION = /^(?:required|title|type|id|key|ref)$/;

const text = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9àèìòù@.,:!?()' -]{1,40}$/),
  fc.constantFrom(
    '0',
    'false',
    '[object Object]?',
    'a@b.example',
    'https://x.example/a%20b',
    '{"in":"json"}',
    '["x","y"]',
    '{',
    '[1',
  ),
);
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.constant(''));
const { any } = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-zA-Z_. 0-9]{1,12}$/), tie('any'), { maxKeys: 4 }),
  ),
}));

type Way = { path: (string | number)[]; value: unknown };

/** A sample of which some values are gone, are others, or have company. */
function mutated(body: object) {
  const ways = waysIn(body);
  const change = fc.record({
    at: fc.nat({ max: ways.length - 1 }),
    how: fc.constantFrom('drop', 'set', 'add'),
    value: any,
    name: fc.stringMatching(/^[a-z]{1,8}$/),
  });
  return fc.array(change, { maxLength: 5 }).map((changes) => {
    const copy = structuredClone(body);
    for (const { at, how, value, name } of changes) {
      const path = ways[at]?.path ?? [];
      const parent = path
        .slice(0, -1)
        .reduce<unknown>((found, step) => (found as Record<string, unknown> | undefined)?.[step], copy);
      const last = path.at(-1) ?? '';
      if (typeof parent !== 'object' || parent === null) continue;
      if (how === 'drop') delete (parent as Record<string, unknown>)[last];
      else (parent as Record<string, unknown>)[how === 'set' || Array.isArray(parent) ? last : name] = value;
    }
    // As it is sent: what JSON cannot say is not there.
    return JSON.parse(JSON.stringify(copy));
  });
}

function waysIn(value: unknown, path: Way['path'] = []): Way[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const below = Object.entries(value).flatMap(([name, each]) => waysIn(each, [...path, name]));
  return path.length > 0 ? [{ path, value }, ...below] : below;
}

/** Every answer that somebody could look for, as it stands in the JSON: of JSON in a text, what it says. */
function leavesOf(value: unknown, name = '', isAsked = false): string[] {
  if (isSecret(name) || isTrace(name) || UNSEEN.test(name) || (isAsked && OF_A_QUESTION.test(name))) return [];
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
    try {
      return leavesOf(JSON.parse(value), name, isAsked);
    } catch {
      return [value.trim()];
    }
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, each]) => leavesOf(each, key, 'value' in value || 'answer' in value));
  return value === null || value === undefined || String(value).trim() === '' ? [] : [String(value).trim()];
}

describe.each(Object.entries(SAMPLES))('%s, whatever became of its sample', (name, { body, deliver }) => {
  it('is read, makes a ticket, and every answer can be seen in it', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(body), async (changed) => {
        const submission = await PROVIDERS[name]?.read(deliver(changed));
        if (!submission) throw new Error(`there is no provider ${name}`);
        const { text: body, email, name: who, subject } = ask(submission, { name: 'site' });
        const shown = plain([body, email, who, subject].join('\n'));
        const missing = leavesOf(changed).filter((each) => !isSeen(each, shown));
        expect(missing).toEqual([]);
        expect(body.replaceAll('[object Object]?', '')).not.toContain('[object Object]');
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never believed for what it carries, and never throws', () => {
    const values = fc.option(fc.string(), { nil: undefined });
    const headers = fc.record({
      authorization: values,
      'framer-signature': values,
      'webhook-signature': values,
      'webhook-timestamp': values,
    });
    fc.assert(
      fc.property(headers, fc.string(), fc.uint8Array(), (sent, url, bytes) => {
        const delivery = { url, headers: sent, body: Buffer.from(bytes) };
        expect(
          PROVIDERS[name]?.verify(delivery, [`tok_${'a'.repeat(43)}`, 'whsec_AAAA', ''], new Date(0)),
        ).toBeUndefined();
      }),
    );
  });
});

const plain = (shown: string) => shown.replace(/\s+/g, ' ');

function isSeen(each: string, shown: string): boolean {
  return shown.includes(plain(each));
}
