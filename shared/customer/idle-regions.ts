import type { Settings } from '../settings.ts';
import { idleRegion } from '../sla/holidays/idle-region.ts';
import { regionOf } from '../sla/holidays/region.ts';
import type { Customer } from './customer.ts';

/**
 * Warnings about regions that are stored though they add nothing, of the desk's defaults and of customers, one for each region. Their
 * clocks are right all the same, so nothing is refused; a new row of an import is. promise.md section 10.
 */
export function idleRegions(
  customers: readonly Customer[],
  { defaults, holidayRegions }: Pick<Settings, 'defaults' | 'holidayRegions'>,
): string[] {
  const stored = [
    ...(defaults.holidayRegion === undefined
      ? []
      : [{ region: regionOf(defaults.holidayRegion), at: "the desk's defaults" }]),
    ...customers.flatMap(({ id, holidayRegion: region }) =>
      region === undefined ? [] : [{ region, at: `customer ${id}` }],
    ),
  ];
  return [...Map.groupBy(stored, ({ region }) => region)].flatMap(([region, places]) => {
    const wrong = idleRegion(region, holidayRegions);
    const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
    return wrong === undefined ? [] : [`the holiday region of ${places[0]?.at}${more}: ${wrong}`];
  });
}
