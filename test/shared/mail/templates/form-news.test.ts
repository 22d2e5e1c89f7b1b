import { expect, it } from 'vitest';
import { type FormNewsView, formNews } from '../../../../shared/mail/templates/form-news.ts';

const view: FormNewsView = {
  language: 'en',
  deskName: 'Acme Support',
  timeZone: 'Europe/Rome',
  name: 'website',
  since: '2026-11-30T09:30:00.000Z',
  news: 'rejected',
};

it.each([
  ['the desk that runs here', {}, 'desk sources rejected website'],
  ['a deployed one', { stage: 'prod' }, 'desk sources rejected website --stage prod'],
  ['a deployed one, with nothing to list', { stage: 'prod', news: 'silent' }, 'desk sources list --stage prod'],
] as const)('news of a form name the command for %s', (_, change, command) => {
  const { text, html } = formNews({ ...view, ...change } as FormNewsView);
  expect(text.split('\n').some((line) => line.endsWith(command))).toBe(true);
  expect(html).toContain(`${command}<`);
});
