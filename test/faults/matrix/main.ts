import { printReport } from './report.ts';
import { allCases, runCases } from './run.ts';

/** `npm run faults`: the whole matrix, and a table of it. Fails when anything is lost, or a known fault is no more. */

process.exitCode = printReport(await runCases(await allCases())) ? 0 : 1;
