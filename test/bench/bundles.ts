import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, bundle } from './bundle.ts';
import { coldStarts } from './cold-start.ts';
import { lowerQuartile, type Measurement, progress, times, within } from './report.ts';

/** Fresh processes for each bundle. */
const ROUNDS = 21;
/**
 * Of the reference (docs/performance.md), which reads no source map when it starts, as ours do not: for the function that reads mail, and for those for whose
 * answer somebody waits.
 */
const BUDGET: Record<string, { bytes?: number; init?: number }> = {
  'ingest-email': { bytes: 0.67, init: 1.05 },
  'ingest-webhook': { init: 0.75 },
  escalate: { init: 0.75 },
};
/**
 * Of what it weighed itself, for the door of forms: 1,292,496 bytes with one way to sign, before it knew providers; all that it has learned since
 * may add so much. `test/infra/bundle.test.ts` holds it to that.
 */
export const MOST_BYTES: Record<string, number> = { 'ingest-webhook': 1.1 * 1_292_496 };

const FUNCTIONS = fileURLToPath(new URL('../../functions/', import.meta.url));
const REFERENCE = fileURLToPath(new URL('reference-bundle.ts', import.meta.url));

/** Size and cold start of each function, bundled as the stack bundles it, next to a bundle that only loads the same libraries. */
export async function measureBundles(): Promise<Measurement> {
  const directory = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  try {
    progress('bundling the functions');
    // Whole packages: what the stack leaves out of mailparser is part of what is measured.
    const reference = await bundle(directory, 'reference', REFERENCE, { alias: {} });
    const functions = await Promise.all(
      (await functionNames()).map((name) => bundle(directory, name, join(FUNCTIONS, name, 'index.ts'))),
    );
    const starts = await coldStarts(
      [reference, ...functions].map(({ file }) => file),
      ROUNDS,
    );
    const init = ({ file }: Bundle) => lowerQuartile(starts.get(file) ?? []);
    return {
      title: `Bundle and cold start of each function (lower quartile of ${ROUNDS} fresh processes of Node ${process.versions.node}, taking turns)`,
      headings: ['FUNCTION', 'BYTES', 'TO REFERENCE', 'BUDGET', 'WITHIN', 'INIT', 'TO REFERENCE', 'BUDGET', 'WITHIN'],
      rows: [reference, ...functions].map((entry) => row(entry, reference.bytes, init(entry), init(reference))),
      notes: ['Reference: the same SDK clients and mailparser, loaded and not used.'],
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function row({ name, bytes }: Bundle, referenceBytes: number, init: number, referenceInit: number): string[] {
  const most = MOST_BYTES[name];
  const budget = { ...BUDGET[name], ...(most !== undefined && { bytes: most / referenceBytes }) };
  const size = bytes / referenceBytes;
  return [
    name,
    `${(bytes / 1e6).toFixed(2)} MB`,
    times(size),
    budget.bytes === undefined ? '' : times(budget.bytes),
    within(size, budget.bytes),
    `${init.toFixed(0)} ms`,
    times(init / referenceInit),
    budget.init === undefined ? '' : times(budget.init),
    within(init / referenceInit, budget.init),
  ];
}

/** Every folder below `functions/` that has an entry is a Lambda. */
async function functionNames(): Promise<string[]> {
  const entries = await readdir(FUNCTIONS, { recursive: true });
  return entries.flatMap((entry) => /^([\w-]+)[\\/]index\.ts$/.exec(entry)?.[1] ?? []).sort();
}
