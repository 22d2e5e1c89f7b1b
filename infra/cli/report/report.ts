import { parseArgs } from 'node:util';
import { promiseReportSchema } from '../../../functions/api/report-requests.ts';
import { presentReport } from '../../../shared/present/present-report.ts';
import { factsCsv, reportCsv } from '../../../shared/report/csv.ts';
import { loadFacts, loadReport } from '../../../shared/report/load-report.ts';
import { monthAt } from '../../../shared/report/months.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { showProgress } from '../progress.ts';
import { widthOf } from '../table.ts';
import { HELP } from './help.ts';
import { type OpenReport, openReport } from './open.ts';
import { rebuildFacts } from './rebuild.ts';
import { reportAsText } from './text.ts';

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const OPTIONS = { month: TEXT, months: TEXT, by: TEXT, stage: TEXT, json: FLAG, csv: FLAG, tickets: FLAG } as const;

/** `report [--month M] …`: what became of the promises of a month. `report rebuild [--yes]`: makes what it is read from anew. */
export async function report(args: string[], io: Io, open: OpenReport = openReport): Promise<number> {
  if (args.some((word) => ['help', '--help', '-h'].includes(word))) {
    io.stdout.write(HELP);
    return 0;
  }
  const [first = '', ...rest] = args;
  return first === 'rebuild' ? rebuild(rest, io, open) : show(args, io, open);
}

async function show(args: string[], io: Io, open: OpenReport): Promise<number> {
  const { stage, json = false, csv = false, tickets = false, ...given } = parseArgs({ args, options: OPTIONS }).values;
  if ([json, csv, tickets].filter(Boolean).length > 1) throw new CommandError('one of --json, --csv, --tickets', 2);
  // Before a desk is asked: a wrong word needs none.
  const { success, data, error } = promiseReportSchema.safeParse({ month: '2026-01', ...given });
  if (!success) {
    const [issue] = error.issues;
    throw new CommandError(`--${issue?.path.join('.')} ${issue?.message}`, 2);
  }
  const desk = await open(stage);
  const now = await desk.time();
  const month = given.month ?? monthAt(now, desk.settings.defaults.timeZone);
  const from = { ...desk, now: () => now };
  if (tickets) {
    const { facts, at, unreadable } = await loadFacts(from, { ...data, month });
    io.stdout.write(factsCsv(facts, at));
    return warnOf(unreadable, io);
  }
  const { report, unreadable } = await loadReport(from, { ...data, month });
  if (csv) io.stdout.write(reportCsv(report));
  else if (json) io.stdout.write(`${JSON.stringify(presentReport(report, unreadable))}\n`);
  else io.stdout.write(reportAsText(report, widthOf(io.stdout)));
  return warnOf(unreadable, io);
}

/** Gives the exit status. */
function warnOf(unreadable: readonly string[], io: Io): number {
  for (const id of unreadable)
    io.stderr.write(`warning: what is known of ${id} cannot be read, and it is in no figure: report rebuild\n`);
  return unreadable.length > 0 ? 1 : 0;
}

async function rebuild(args: string[], io: Io, open: OpenReport): Promise<number> {
  const options = { yes: FLAG, json: FLAG, stage: TEXT } as const;
  const { yes = false, json = false, stage } = parseArgs({ args, options }).values;
  const desk = await open(stage);
  const progress = showProgress(io.stderr);
  const done = await rebuildFacts(desk, { isWriting: yes, looked: progress.at }).finally(progress.end);
  const { tickets, outdated, stray, written, unreadable } = done;
  if (json) io.stdout.write(`${JSON.stringify(done)}\n`);
  else {
    const found = `${outdated} without a fact that says what it does, ${counted(stray, 'stray fact')}`;
    io.stdout.write(`${counted(tickets, 'ticket')}: ${found}${yes ? `; ${written} written` : ''}\n`);
  }
  for (const id of unreadable) io.stderr.write(`warning: ${id} cannot be read, and is in no report: desk doctor\n`);
  const isLeft = !yes && outdated + stray > 0;
  if (isLeft) io.stderr.write('nothing was written: add --yes to put them right\n');
  return isLeft || unreadable.length > 0 ? 1 : 0;
}
