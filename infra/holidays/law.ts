import { readFileSync } from 'node:fs';
import Holidays from 'date-holidays';
import { parse } from 'yaml';
import * as z from 'zod';
import { inYears, publicHolidays, type RegionPath } from './regions.ts';

/**
 * What becomes of a date on a weekend; a holiday that a law moves is not kept on its own date as well. `nearest`: Saturday to
 * Friday, Sunday to Monday; `monday`: both to Monday; `sunday`: Sunday to Monday, Saturday stays.
 */
const WEEKENDS = {
  nearest: ' if saturday then previous friday if sunday then next monday',
  monday: ' if saturday,sunday then next monday',
  sunday: ' if sunday then next monday',
  stays: '',
};
const weekendSchema = z.enum(['nearest', 'monday', 'sunday', 'stays']);

/** A file of laws: days by key as rule and name, and by region the law and the keys of its days. */
const fileSchema = z.strictObject({
  /** The rule is in the grammar of date-holidays, the name in English. */
  days: z.record(z.string(), z.tuple([z.string(), z.string()])),
  regions: z.record(
    z.string(),
    z.strictObject({ law: z.string().min(1), weekend: weekendSchema, days: z.string().transform(words) }),
  ),
});

/** A day that a law names: when, in the grammar of date-holidays, and its name in English. */
type Rule = [when: string, name: string];

/** The rules of each region whose law is written down, by its code. */
export const LAWS: ReadonlyMap<string, readonly Rule[]> = new Map(
  ['united-states', 'canada'].flatMap((name) => [...rulesOf(name)]),
);

/**
 * Public holidays of a region by date: by its law where one is written down in `law/`, else as date-holidays has them. An area of a
 * state has those of the state. promise.md section 10.
 */
export function regionHolidays(path: RegionPath, years: readonly number[]): Map<string, string> {
  const rules = LAWS.get(path.slice(0, 2).join('-'));
  if (rules === undefined) return publicHolidays(path, years);
  const engine = new Holidays({ languages: 'en', types: ['public'], timezone: 'UTC' });
  for (const [when, name] of rules) {
    if (!engine.setHoliday(when, { name: { en: name }, type: 'public' })) throw new Error(`this is no rule: ${when}`);
  }
  return inYears(engine, years);
}

function* rulesOf(name: string): Generator<[code: string, rules: Rule[]]> {
  const file = readFileSync(new URL(`law/${name}.yaml`, import.meta.url), 'utf8');
  const { days, regions } = fileSchema.parse(parse(file));
  for (const [code, region] of Object.entries(regions)) {
    yield [code, region.days.map((day) => ruleOf(day, region.weekend, days))];
  }
}

/** `veterans`, or `veterans:stays` where its weekend is not the region's. Dates alone move: `3rd monday in January` does not. */
function ruleOf(text: string, otherwise: keyof typeof WEEKENDS, days: Record<string, Rule>): Rule {
  const [key = '', own] = text.split(':');
  const [when, name] = z.tuple([z.string(), z.string()], { error: `there is no day ${key}` }).parse(days[key]);
  const weekend = own === undefined ? otherwise : weekendSchema.parse(own);
  return [/^\d\d-\d\d$/.test(when) ? `${when}${WEEKENDS[weekend]}` : when, name];
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
