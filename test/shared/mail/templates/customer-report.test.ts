import { expect, it } from 'vitest';
import { customerReportMail } from '../../../../shared/mail/templates/customer-report.ts';

const view = {
  deskName: 'Example Support',
  company: 'Rossi',
  timeZone: 'Europe/Rome',
  month: '2026-11',
  late: [],
  days: 7,
};
const NONE = { met: 0, missed: 0, open: 0, cancelled: 0 };

it.each([
  ['en', { ...NONE, met: 2 }, 'Each first response came in time.'],
  ['en', { ...NONE, met: 2, open: 1 }, 'So far each first response came in time.'],
  ['en', { ...NONE, open: 1 }, 'There was no first response.'],
  ['en', { ...NONE, cancelled: 1 }, 'There was no first response.'],
  ['it', { ...NONE, met: 2 }, 'Ogni prima risposta è arrivata in tempo.'],
  ['it', { ...NONE, met: 2, open: 1 }, 'Finora ogni prima risposta è arrivata in tempo.'],
  ['it', { ...NONE, open: 1 }, 'Non c’è stata nessuna prima risposta.'],
] as const)('a month without a missed promise, in %s, of %j, says: %s', (language, figures, said) => {
  const { text, html } = customerReportMail({ ...view, language, figures, link: 'https://desk.example/desk/c/x' });
  expect(text).toContain(`\n\n${said}\n`);
  expect(html).toContain(said);
});
