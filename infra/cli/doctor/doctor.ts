import { parseArgs } from 'node:util';
import { cleanLine } from '../../../shared/mail/clean.ts';
import type { Io } from '../command.ts';
import { counted } from '../counted.ts';
import { showProgress } from '../progress.ts';
import type { DoctorDesk } from './doctor-desk.ts';
import type { Finding } from './finding.ts';
import { HELP } from './help.ts';
import { lookThrough } from './look-through.ts';
import { type OpenDoctor, openDoctor } from './open.ts';

const FLAG = { type: 'boolean' } as const;
const OPTIONS = { repair: FLAG, json: FLAG, help: { ...FLAG, short: 'h' }, stage: { type: 'string' } } as const;

/** Looks after which nothing more is mended: what one mends shows another, as a ticket that can be read again shows its missing timer. */
const MOST_ROUNDS = 4;

/** How a finding ended. `why`: it could not be mended. */
type Told = Omit<Finding, 'repair'> & { state: 'found' | 'mended' | 'left'; why?: string | undefined };

/** `doctor [--repair] [--json] [--stage S]`: what of a desk cannot be read or does not fit, and its mend. */
export async function doctor(args: string[], io: Io, open: OpenDoctor = openDoctor): Promise<number> {
  const { repair = false, json = false, help, stage } = parseArgs({ args, options: OPTIONS }).values;
  if (help) {
    io.stdout.write(HELP);
    return 0;
  }
  const keepIn = `desk-doctor-${new Date().toISOString().replaceAll(':', '')}.jsonl`;
  const desk = await open(stage, keepIn);
  const tell = (told: Told) => io.stdout.write(json ? `${JSON.stringify(told)}\n` : lineOf(told));

  let kept = 0;
  const keeping: DoctorDesk = {
    ...desk,
    async keep(item) {
      await desk.keep(item);
      kept += 1;
    },
  };
  let findings = await look(keeping, io);
  let mended = 0;
  const failures = new Map<string, string>();
  for (let round = 1; repair && round < MOST_ROUNDS; round += 1) {
    const done = await repairAll(findings, failures, io);
    for (const finding of done) tell(toldOf(finding, 'mended'));
    mended += done.length;
    if (done.length === 0) break;
    findings = await look(keeping, io);
  }
  for (const finding of findings) tell(toldOf(finding, repair ? 'left' : 'found', failures.get(nameOf(finding))));
  if (!json) {
    const left = findings.length;
    const repairable = findings.filter((finding) => finding.repair).length;
    const hint = !repair && repairable > 0 ? `; --repair mends ${repairable} of them` : '';
    io.stdout.write(
      repair
        ? `${mended} mended, ${left} left\n`
        : left === 0
          ? 'all is well\n'
          : `${counted(left, 'finding')}${hint}\n`,
    );
  }
  if (kept > 0) io.stderr.write(`${counted(kept, 'item')} that could not be read: kept as found in ${keepIn}\n`);
  return findings.length > 0 ? 1 : 0;
}

async function look(desk: DoctorDesk, io: Io): Promise<Finding[]> {
  const progress = showProgress(io.stderr);
  try {
    return await lookThrough(desk, progress.at);
  } finally {
    progress.end();
  }
}

/** Mends what can be mended, each by itself; gives those that are. `failures` gets why the others are not. */
async function repairAll(findings: readonly Finding[], failures: Map<string, string>, io: Io): Promise<Finding[]> {
  const progress = showProgress(io.stderr, findings.length);
  const done: Finding[] = [];
  try {
    for (const [index, finding] of findings.entries()) {
      if (!finding.repair) continue;
      const why = await finding
        .repair()
        .catch((error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
      if (why === undefined) done.push(finding);
      else failures.set(nameOf(finding), why);
      progress.at(index + 1);
    }
  } finally {
    progress.end();
  }
  return done;
}

const nameOf = ({ kind, about }: Finding) => `${kind} ${about}`;

function toldOf({ kind, about, says, mend }: Finding, state: Told['state'], why?: string): Told {
  return { state, kind, about, says, mend, ...(why !== undefined && { why }) };
}

/** One line, whatever a stranger's text or a key has in it. */
function lineOf({ state, kind, about, says, mend, why }: Told): string {
  const rest = state === 'mended' ? '' : ` → ${mend}${why === undefined ? '' : ` (not done: ${why})`}`;
  const mark = state === 'found' ? '' : `${state}: `;
  return `${cleanLine(`${mark}${kind}, ${about}: ${says}${rest}`, Number.POSITIVE_INFINITY)}\n`;
}
