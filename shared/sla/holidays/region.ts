import { SlaError } from '../sla-error.ts';
import { TABLE } from './table.ts';

/** Codes by what else people may write for them, in capitals. */
let otherNames: ReadonlyMap<string, string> | undefined;

/**
 * The code of a holiday region in the table, from what an admin writes, in any case: a country, a subdivision by its ISO 3166-2
 * code, or an area by country and short name (`IT-MI`). Throws `SlaError` (`unknown-region`), which names the regions of that
 * country.
 */
export function regionOf(text: string): string {
  const { regions } = TABLE;
  const wanted = text.trim().toUpperCase();
  // Settings and tickets nearly always hold a code as it is.
  if (regions.has(wanted)) return wanted;
  otherNames ??= namesOf([...regions.keys()]);
  const code = otherNames.get(wanted);
  if (code !== undefined) return code;
  const country = wanted.split('-')[0] ?? '';
  const near = [...regions.keys()].filter((known) => known === country || known.startsWith(`${country}-`));
  const hint = near.length > 0 ? `there are ${near.join(', ')}` : 'use one like IT, US-TX or CA-QC';
  throw new SlaError('unknown-region', `There is no holiday region ${JSON.stringify(text)}; ${hint}`);
}

function namesOf(known: readonly string[]): Map<string, string> {
  const capitals = known.map((code): [string, string] => [code.toUpperCase(), code]);
  return new Map([...areaAliases(known), ...capitals, ['UK', 'GB'], ['IT-BZ', 'IT-32']]);
}

/** The table puts Milan under Lombardy, IT-25-MI; people write IT-MI. Where that would be ambiguous there is no alias. */
function areaAliases(known: readonly string[]): [string, string][] {
  const areas = known.filter((code) => code.split('-').length === 3);
  const byShortName = Map.groupBy(areas, (code) => code.replace(/-.*-/, '-').toUpperCase());
  return [...byShortName].flatMap(([name, [code, ...others]]): [string, string][] =>
    code !== undefined && others.length === 0 ? [[name, code]] : [],
  );
}
