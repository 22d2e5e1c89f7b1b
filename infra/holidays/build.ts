/**
 * Writes `shared/sla/holidays/table.json` from the laws in `law/` and, for all other regions, the npm package date-holidays:
 * `node infra/holidays/build.ts`, once a year and when a law or that package has news. It takes a quarter of a minute. The years
 * are last year, whose clocks may still run, this one, and the next five. promise.md section 10.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { encode, pack } from './encode.ts';
import { allRegions } from './regions.ts';

const TABLE = new URL('../../shared/sla/holidays/table.json', import.meta.url);
const YEARS_AHEAD = 5;

const manifest = createRequire(import.meta.url).resolve('date-holidays/package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
const thisYear = new Date().getFullYear();
const years = Array.from({ length: YEARS_AHEAD + 2 }, (_, index) => thisYear - 1 + index);

const encoded = encode(allRegions(), years);
const source = `date-holidays ${version}, CC BY-SA 3.0; United States and Canada by law`;
const text = `${JSON.stringify({ source, ...pack(encoded, years) }, null, 2)}\n`;
writeFileSync(TABLE, text);
console.log(
  `${encoded.regions.size} regions, ${years[0]} to ${years.at(-1)}, ${encoded.days.length} different holidays, ${text.length} bytes`,
);
