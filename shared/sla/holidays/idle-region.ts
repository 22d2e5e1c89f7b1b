import { regionOf } from './region.ts';
import type { RegionChanges } from './region-dates.ts';
import { TABLE } from './table.ts';

/**
 * What is wrong with a region, by its code in the table, that differs in nothing from the one around it, and the mend: the nearest
 * around it that does (`IT-52-FI adds nothing to the holidays of IT; use IT`). Undefined for all others, and for a region that
 * the admin changes. promise.md section 10.
 */
export function idleRegion(code: string, changes: RegionChanges = {}): string | undefined {
  const changed = new Set(Object.keys(changes).map(regionOf));
  const nearest = nearestThatAdds(code, changed);
  return nearest === code ? undefined : `${code} adds nothing to the holidays of ${nearest}; use ${nearest}`;
}

function nearestThatAdds(code: string, changed: ReadonlySet<string>): string {
  const isIdle = TABLE.regions.get(code) === '' && !changed.has(code) && code.includes('-');
  return isIdle ? nearestThatAdds(code.slice(0, code.lastIndexOf('-')), changed) : code;
}
