import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersIn, mutant } from '../functions/ingest-webhook/mutants.ts';
import { POSTING, type Posted, postedBy, sampleOf, secretOf } from '../functions/ingest-webhook/posted.ts';
import { missingIn } from '../functions/ingest-webhook/seen.ts';
import { startDesk } from './support/desk.ts';

/** A few of those that `test/functions/ingest-webhook/mutated.test.ts` has by the dozen, over HTTP; `npm run mutants:http` has a thousand. */
const EACH = Number(process.env.FORM_MUTANTS ?? 2);
/** Of longer texts the list of messages has the beginning. */
const MOST_CHARACTERS = 4_000;
/** What a provider says twice is one request. */
const ID =
  /64b0aa11bb22|tkn0aa11bb22|sub1|res1|65aa00bb11|990012|conv-(?:new|old)|risposta-0001|(?<="(?:entry_)?id":\[?"(?:\\")?)453/g;

let desk: Awaited<ReturnType<typeof startDesk>>;
beforeAll(async () => {
  // One person fills in more of these forms within an hour than any does.
  desk = await startDesk({ settings: { flood: { perSender: 999, perDomain: 999 } } });
  // All before the first delivery: for half a minute after it the desk looks for no others.
  for (const name of POSTING) {
    const args = ['sources', 'add', `${name}-site`, '--type', name, '--secret-file', '-'];
    const { code, text } = await desk.commandWith(secretOf(name), ...args);
    expect(code, text).toBe(0);
  }
});
afterAll(() => desk.stop());

describe.each(POSTING)('mutants of what %s posts to the desk that runs here', (name) => {
  it('are tickets in which every answer can be seen', async () => {
    const source = `${name}-site`;
    let others = 0;
    const small = mutant(sampleOf(name)).filter((body) => JSON.stringify(body).length < MOST_CHARACTERS);
    for (const [at, body] of fc.sample(small, { numRuns: EACH, seed: 20_261_130 }).entries()) {
      const own = JSON.parse(JSON.stringify(body).replace(ID, `7${at}7${at}`));
      // It is signed as who calls by TLS signs it.
      const called = desk.running.http.replace('http:', 'https:');
      const way = { at: new Date(), desk: called, source, id: `submission-${at}`, secret: secretOf(name) };
      const posted = postedBy(name, own, way);
      const url = posted.url.replace('https:', 'http:');
      const response = await post(url, posted);
      const answer = (await response.json()) as { ticket: string; duplicate: boolean; errors?: unknown };
      if (name === 'standard' && response.status === 400) continue;
      // It has the id that another had, by what was changed of it: other words under one id are refused, and kept.
      if (response.status === 409 && answer.errors) {
        others += 1;
        continue;
      }
      expect([response.status, answer.ticket], JSON.stringify([answer, own])).toEqual([200, expect.any(String)]);
      const shown = await (await desk.api(`/api/tickets/${answer.ticket}`)).json();
      expect(missingIn(textsIn(shown).join('\n'), answersIn(name, own)), JSON.stringify(own)).toEqual([]);
    }
    expect(others).toBeLessThanOrEqual(EACH / 50);
  }, 3_600_000);
});

/** As a sender does that is told to come again later. */
async function post(url: string, { headers, body }: Posted): Promise<Response> {
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  if (response.status !== 429) return response;
  await setTimeout(1_000 * Number(response.headers.get('retry-after')));
  return post(url, { headers, body, url });
}

/** Every text of an answer of the API. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return [String(value)];
}
