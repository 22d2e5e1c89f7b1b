import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf } from '../../support/stories.ts';
import { answersIn, answersInForm, formMutant, mutant } from './mutants.ts';
import { POSTING, type Posted, postedBy, postedForm, SOURCE, sampleOf, secretOf } from './posted.ts';
import { missingIn } from './seen.ts';

/** So many of each provider; `npm run mutants` has a thousand. */
const numRuns = Number(process.env.FORM_MUTANTS ?? 40);
/** The same in each run: a failure can be looked at again. */
const seed = Number(process.env.FORM_SEED ?? 20_261_130);

function deskFor(name: string): MemoryDesk {
  return deskOf({ sources: { [SOURCE]: { type: name, secrets: [{ secret: secretOf(name) }] } } });
}

async function post(desk: MemoryDesk, { url, headers, body }: Posted) {
  const { pathname: path, search } = new URL(url);
  return ask(createHandler(desk), { method: 'POST', path, query: search.slice(1), headers, body });
}

/** All that an agent sees of a ticket. */
async function shownIn(desk: MemoryDesk, id: string): Promise<string> {
  const ticket = await desk.tickets.get(id);
  const messages = await messagesOf(desk, id);
  const parts = messages.flatMap(({ subject, text, wholeText, warnings, attachments }) => {
    const whole = wholeText && desk.stored.get(wholeText.key)?.content.toString();
    return [subject, whole ?? text, ...warnings, ...attachments.map(({ filename }) => filename)];
  });
  return [ticket?.requester.name, ticket?.requester.address, ticket?.priority, ...parts].join('\n');
}

describe.each(POSTING)('a mutant of what %s posts', (name) => {
  it(`is a ticket in which every answer can be seen (${numRuns})`, async () => {
    await fc.assert(
      fc.asyncProperty(mutant(sampleOf(name)), async (body) => {
        const desk = deskFor(name);
        const { status, json } = await post(desk, postedBy(name, body));
        // Its sender is told what is wrong, and mends it.
        if (name === 'standard' && status === 400) {
          expect(Array.isArray(json.errors) || json.detail === 'The request must be a JSON object.').toBe(true);
          expect([...desk.stored.keys()]).toEqual([expect.stringMatching(/^webhooks\//)]);
          return;
        }
        expect([status, json.detail]).toEqual([200, undefined]);
        const shown = await shownIn(desk, json.ticket);
        expect(missingIn(shown, answersIn(name, body))).toEqual([]);
        expect(shown).not.toContain('[object ');
      }),
      { numRuns, seed },
    );
  }, 600_000);
});

const TAKING_FORMS = POSTING.flatMap((name) => PROVIDERS[name] ?? []).filter(({ types }) =>
  types?.includes('multipart/form-data'),
);

describe.each(TAKING_FORMS.map(({ name }) => name))('a mutant of a form that is posted as one to %s', (name) => {
  it(`is a ticket in which every answer can be seen (${numRuns})`, async () => {
    await fc.assert(
      fc.asyncProperty(formMutant, async (form) => {
        const desk = deskFor(name);
        const { status, json } = await post(desk, postedForm(name, form));
        expect([status, json.detail]).toEqual([200, undefined]);
        const shown = await shownIn(desk, json.ticket);
        expect(missingIn(shown, answersInForm(form))).toEqual([]);
        expect(shown).not.toContain('[object ');
      }),
      { numRuns, seed },
    );
  }, 600_000);
});
