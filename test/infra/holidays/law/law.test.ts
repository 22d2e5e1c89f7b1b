import { readFileSync } from 'node:fs';
import { isAHoliday } from '@18f/us-federal-holidays';
import { describe, expect, it } from 'vitest';
import { LAWS } from '../../../../infra/holidays/law.ts';
import { HOLIDAY_YEARS, holidaysOf } from '../../../../shared/sla/holidays/holidays.ts';
import { TABLE } from '../../../../shared/sla/holidays/table.ts';
import { datesOf, lawsIn } from './in-words.ts';

const { first, last } = HOLIDAY_YEARS;
const DAY = 86_400_000;

function inTable(region: string): string[] {
  return [...new Set(holidaysOf(region, first, last).map(({ date }) => date))].sort();
}

describe('the table of holidays has what the law says, in', () => {
  it.each([...lawsIn('united-states'), ...lawsIn('canada')].map((law) => [law.region, law.law, law] as const))(
    '%s: %s',
    (region, _, law) => {
      expect(inTable(region)).toEqual(datesOf(law, first, last));
    },
  );

  it.each(lawsIn('italy').map((law) => [law.region, law.law, law] as const))('%s: %s', (region, _, law) => {
    // Every Sunday is a holiday by the same law; Easter is the one that has a name of its own.
    const easter = holidaysOf('IT', first, last).filter(({ name }) => name === 'Easter Sunday');
    expect(easter.map(({ date }) => new Date(date).getUTCDay())).toEqual(easter.map(() => 0));
    const sundays = easter.map(({ date }) => date);
    expect(inTable(region)).toEqual([...new Set([...datesOf(law, first, last), ...sundays])].sort());
  });
});

describe('the holidays of the United States', () => {
  it('are those of @18f/us-federal-holidays, on every day of 2025 to 2031', () => {
    const days = Array.from(
      { length: (Date.UTC(2032) - Date.UTC(2025)) / DAY },
      (_, day) => Date.UTC(2025) + day * DAY,
    );
    const theirs = days.filter((ms) => isAHoliday(new Date(ms), { utc: true }));
    expect(holidaysOf('US', 2025, 2031).map(({ date }) => date)).toEqual(
      theirs.map((ms) => new Date(ms).toISOString().slice(0, 10)),
    );
  });

  it('are those of the state in an area that adds none', () => {
    expect(inTable('US-CA-LA')).toEqual(inTable('US-CA'));
    expect(inTable('US-LA-NO')).toEqual(inTable('US-LA'));
  });
});

describe('the laws', () => {
  const subdivisions = [...TABLE.regions.keys()].filter((code) => /^(US|CA)(-[A-Z]+)?$/.test(code));

  it('are each checked against their words', () => {
    const checked = [...lawsIn('united-states'), ...lawsIn('canada')].map(({ region }) => region);
    expect([...LAWS.keys()].sort()).toEqual(checked.sort());
  });

  it('are missing for no other state or province than those that the README names', () => {
    const readme = readFileSync(new URL('../../../../shared/sla/holidays/README.md', import.meta.url), 'utf8');
    const missing = subdivisions.filter((code) => !LAWS.has(code));
    expect(missing).toEqual(['US-MI', 'US-PA']);
    for (const code of missing) expect(readme).toContain(`\`${code}\``);
  });
});
