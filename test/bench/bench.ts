import { formatTable } from '../../infra/cli/table.ts';
import type { Measurement } from './report.ts';

/** By the words that choose them: `npm run bench -- calls cpu`. */
const MEASUREMENTS: Record<string, () => Promise<Measurement | Measurement[]>> = {
  sla: async () => (await import('./sla/sla.ts')).measureSla(),
  units: async () => (await import('./units/units.ts')).measureUnits(),
  calls: async () => (await import('./aws-calls.ts')).measureAwsCalls(),
  counts: async () => (await import('./counts.ts')).measureCounts(),
  bundles: async () => (await import('./bundles.ts')).measureBundles(),
  pages: async () => (await import('./pages.ts')).measurePages(),
  mail: async () => (await import('./mail-reading.ts')).measureMailReading(),
  forms: async () => (await import('./forms.ts')).measureForms(),
  hostile: async () => (await import('./hostile-mails.ts')).measureHostileMails(),
  cpu: async () => (await import('./cpu.ts')).measureCpu(),
  where: async () => (await import('./where.ts')).measureWhere(),
  reports: async () => (await import('./reports.ts')).measureReports(),
  stream: async () => (await import('./stream.ts')).measureStream(),
  search: async () => (await import('./search/search.ts')).measureSearch(),
  throughput: async () => (await import('./throughput.ts')).measureThroughput(),
  compare: async () => (await import('./compare.ts')).compareDesks(),
};

/** Prints a table for each measurement. A slow machine or a missed budget is a number, never a failure. */
const chosen = process.argv.slice(2);
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  try {
    for (const { title, headings, rows, notes } of [await measure()].flat()) {
      const remarks = notes.map((note) => `\n${note}\n`).join('');
      console.log(`\n${title}\n\n${formatTable(headings, rows)}${remarks}`);
    }
  } catch (error) {
    console.log(`\n${name}: not measured: ${error instanceof Error ? error.message : error}\n`);
  }
}
