import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../../../infra/cli/sources/steps.ts';
import { formMapSchema } from '../../../../shared/forms/map-schema.ts';
import { presets } from '../../../../shared/forms/presets.ts';
import { PROVIDERS } from '../../../../shared/forms/providers.ts';
import { PRESET_SAMPLES, SAMPLES } from '../../../shared/forms/samples.ts';
import { sections } from '../../../support/forms-docs.ts';

const docs = (path: string) => new URL(`../../../../docs/${path}`, import.meta.url);
const MOST_BYTES = 60_000;

const types = Object.keys(PROVIDERS);
const all = sections();
const sectionOf = (kind: string) => all.find(({ commands }) => commands.some(({ type }) => type === kind));

/** As the command prints them, with the address as the documentation writes it. */
function stepsIn(kind: string): string[] {
  const name = sectionOf(kind)?.commands.find(({ type }) => type === kind)?.name ?? '';
  const address = `{ApiUrl}/webhooks/${name}`;
  const steps = stepsOf(kind, { name, address, url: `${address}?token=tok_…` });
  return steps.split('\n').flatMap((step) => step.trim() || []);
}

describe('docs/forms.md', () => {
  it('names each source once', () => {
    const names = all.flatMap(({ commands }) => commands.map(({ name }) => name));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('has a row in its table for each type', () => {
    const table = readFileSync(docs('forms.md'), 'utf8').split('## Sources')[0] ?? '';
    expect(types.filter((type) => !table.includes(`\n| [\`${type}\`](#`))).toEqual([]);
  });
});

it('has a map that can be used', () => {
  const [, json = ''] = /## A map\n[\s\S]*?```json\n([\s\S]*?)```/.exec(readFileSync(docs('forms.md'), 'utf8')) ?? [];
  expect(formMapSchema.safeParse(JSON.parse(json)).error).toBeUndefined();
});

describe.each(types)('the section of %s', (type) => {
  it('has a command, a sample, and a small picture of its ticket', () => {
    const { text = '' } = sectionOf(type) ?? {};
    expect(text).toMatch(new RegExp(`\`\`\`console\\n\\$ npm run desk -- sources add \\S+ --type ${type}\\b`));
    expect(SAMPLES[type]?.ticket.shows.length).toBeGreaterThan(0);
    expect(text).toContain(`](forms/${type}.png)`);
    expect(existsSync(docs(`forms/${type}.png`)) && statSync(docs(`forms/${type}.png`)).size).toBeLessThan(MOST_BYTES);
  });

  it('has the clicks there word for word as the command prints them', () => {
    expect(stepsIn(type).filter((step) => !sectionOf(type)?.text.includes(`\n${step}\n`))).toEqual([]);
  });
});

describe.each(Object.keys(presets))('the row of %s', (preset) => {
  it('has its command, its sample, and the clicks there', () => {
    expect(sectionOf(preset)?.title).toBe('Further senders');
    expect(Object.keys(PRESET_SAMPLES)).toContain(preset);
    expect(stepsIn(preset).filter((step) => !sectionOf(preset)?.text.includes(step))).toEqual([]);
  });
});
