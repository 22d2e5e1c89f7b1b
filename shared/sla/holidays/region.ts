import { SlaError } from '../sla-error.ts';
import table from './table.json' with { type: 'json' };

/** Regions of the table by code: `IT`, `US-TX`, `IT-25-MI`. */
export const REGIONS = new Map(Object.entries(table.regions));

/** Names that people use for regions the table has under another code. */
const ALIASES = new Map([...areaAliases(), ['UK', 'GB'], ['IT-BZ', 'IT-32']]);

/**
 * The code of a holiday region in the table, from what an admin writes, in any case: a country, a subdivision by its ISO 3166-2
 * code, or an area by country and short name (`IT-MI`). Throws `SlaError` (`unknown-region`), which names the regions of that
 * country.
 */
export function regionOf(text: string): string {
  const wanted = text.trim().toUpperCase();
  const code = ALIASES.get(wanted) ?? [...REGIONS.keys()].find((known) => known.toUpperCase() === wanted);
  if (code !== undefined) return code;
  const country = wanted.split('-')[0] ?? '';
  const near = [...REGIONS.keys()].filter((known) => known === country || known.startsWith(`${country}-`));
  const hint = near.length > 0 ? `there are ${near.join(', ')}` : 'use one like IT, US-TX or CA-QC';
  throw new SlaError('unknown-region', `There is no holiday region ${JSON.stringify(text)}; ${hint}`);
}

/** The table puts Milan under Lombardy, IT-25-MI; people write IT-MI. Where that would be ambiguous there is no alias. */
function areaAliases(): [string, string][] {
  const areas = [...REGIONS.keys()].filter((code) => code.split('-').length === 3);
  const short = (code: string) => code.replace(/-.*-/, '-').toUpperCase();
  return areas
    .filter((code) => !REGIONS.has(short(code)) && areas.filter((other) => short(other) === short(code)).length === 1)
    .map((code) => [short(code), code]);
}
