import { parseArgs } from 'node:util';
import { absenceProblem, isOver, toMoment } from '../../shared/customer/absence.ts';
import type { Agent } from '../../shared/customer/agent.ts';
import { CommandError, type Io } from './command.ts';
import { type Connect, type Connection, connect, type People } from './connect.ts';

const OPTIONS = {
  from: { type: 'string' },
  until: { type: 'string' },
  back: { type: 'boolean' },
  stage: { type: 'string' },
} as const;

/**
 * `agents absent ID --until DATE [--from DATE]`, or `--back` once they are there again: while they are away the others of the team, else the
 * lead, hear in their place. A date is a whole day away in the desk's zone; an instant is taken too.
 */
export async function agentsAbsent(
  args: string[],
  io: Io,
  open: Connect<People & Pick<Connection, 'time'>> = connect,
): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new CommandError('give one ID, as agents list shows it', 2);
  const absent = absenceOf(values);
  const desk = await open(values.stage);
  const { timeZone } = desk.settings.defaults;
  if (absent && isOver(absent, await desk.time(), timeZone))
    throw new CommandError(
      `--until: ${absent.until} is over already (${timeZone}); give the last day away, or --back`,
      2,
    );
  const agents = await desk.agents.list();
  const found = agents.find((agent) => agent.id === id);
  if (!found)
    throw new CommandError(
      `there is no agent ${JSON.stringify(id)}; there are ${agents.map((each) => each.id).join(', ')}`,
    );
  if (!(await desk.agents.setAbsent(found, absent))) throw new CommandError(`${id} was removed meanwhile`);
  io.stdout.write(
    absent ? `${id} is away${absent.from ? ` from ${absent.from}` : ''} until ${absent.until}\n` : `${id} is back\n`,
  );
  return 0;
}

/** The absence that the options say; undefined for `--back`. Throws `CommandError` for what is none, with the mend. */
function absenceOf({ from, until, back }: { from?: string; until?: string; back?: boolean }): Agent['absent'] {
  if (back) {
    if (from !== undefined || until !== undefined)
      throw new CommandError('--back stands alone: it ends the absence', 2);
    return undefined;
  }
  if (until === undefined) throw new CommandError('give --until DATE, the last day away; or --back', 2);
  const problem = absenceProblem({ ...(from !== undefined && { from }), until });
  if (problem) throw new CommandError(`--${problem.field}: ${problem.message}`, 2);
  return { ...(from !== undefined && { from: toMoment(from) ?? from }), until: toMoment(until) ?? until };
}
