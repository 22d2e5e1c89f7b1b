import { inflateRawSync } from 'node:zlib';
import packed from './table.json' with { type: 'json' };

/** The years that the table covers, both inclusive. */
export const HOLIDAY_YEARS = { first: packed.firstYear, last: packed.lastYear };

/** Public holidays of the world, as `infra/holidays/encode.ts` writes them. */
type Table = {
  /** `1225 Christmas Day` is there every year, `260406,270329 Easter Monday` on these dates. */
  days: readonly string[];
  /** Places in `days` by code of a region: what it adds to the region around it and, with a minus, takes from it. */
  regions: ReadonlyMap<string, string>;
};

/** Unpacked with the function's start, in some 2 ms: the first deadline of a cold function must not pay for it (docs/decisions/003). */
export const TABLE: Table = unpack(inflateRawSync(Buffer.from(packed.deflated, 'base64')).toString());

/** A line each for the days, an empty line, a line each for the regions: the code, a space, the places. */
function unpack(text: string): Table {
  const [days = '', regions = ''] = text.split('\n\n');
  const entries = regions.split('\n').map((line): [string, string] => {
    const space = line.indexOf(' ');
    return [line.slice(0, space), line.slice(space + 1)];
  });
  return { days: days.split('\n'), regions: new Map(entries) };
}
