import { describe, expect, it } from 'vitest';
import { ask } from '../../../shared/forms/ask.ts';
import { presets } from '../../../shared/forms/presets.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { MAIL, POSTED } from './preset-samples.ts';

it('each has a sample here', () => {
  expect(Object.keys(presets).toSorted()).toEqual(Object.keys(POSTED).toSorted());
});

describe.each(Object.entries(presets))('%s', (_name, preset) => {
  it('says what to do there, and with which address', () => {
    expect(preset.steps.join('\n')).toMatch(/\{(?:url|address)\}/);
    expect(
      preset.steps
        .join('\n')
        .match(/\{\w+\}/g)
        ?.every((part) => ['{url}', '{address}', '{secret}'].includes(part)),
    ).toBe(true);
  });
});

describe.each(Object.entries(POSTED))('a form of %s', (name, delivery) => {
  it('becomes a ticket without code', async () => {
    const { type = '', map } = presets[name] ?? {};
    const submission = await PROVIDERS[type]?.read(delivery);
    if (!submission) throw new Error(`there is no provider ${type}`);
    const { text, ...asked } = ask(submission, { name: 'site', map });
    expect(asked).toEqual({ email: MAIL, name: 'Anna Rossi', subject: 'Brucia.', problems: [] });
    expect(text).toMatch(/^Brucia\.\n\n(?:.*\n)*?Sede: Trento/);
    expect(text).not.toContain('192.0.2.7');
  });
});
