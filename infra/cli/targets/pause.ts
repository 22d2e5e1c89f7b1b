import { parseArgs } from 'node:util';
import { CommandError, type Io } from '../command.ts';
import { isConfirmed, readRemoval } from '../removal.ts';
import { openTargets, requireTarget } from './open.ts';

/** `targets pause NAME`: nothing goes there, and what waits for it is not told; it is missed, and no dead letter. */
export async function targetsPause(args: string[], io: Io, open = openTargets): Promise<number> {
  const { name, stage } = readName(args);
  const desk = await open(stage);
  const target = await requireTarget(desk, name);
  await desk.targets.put({ ...target, paused: target.paused ?? (await desk.time()).toISOString() });
  io.stdout.write(`${name} is paused: what happens meanwhile it never hears of\n`);
  return 0;
}

/** `targets resume NAME`: it is told again what happens from now on. */
export async function targetsResume(args: string[], io: Io, open = openTargets): Promise<number> {
  const { name, stage } = readName(args);
  const desk = await open(stage);
  const { paused: _, ...target } = await requireTarget(desk, name);
  await desk.targets.put(target);
  io.stdout.write(`${name} is told again what happens from now on\n`);
  return 0;
}

/** `targets remove NAME [--yes]`: it is told nothing any more, and its address is forgotten. */
export async function targetsRemove(args: string[], io: Io, open = openTargets): Promise<number> {
  const { id: name, yes, stage } = readRemoval(args);
  const desk = await open(stage);
  const { kind } = await requireTarget(desk, name);
  io.stdout.write(`${name}: ${kind}\n`);
  if (!isConfirmed(yes, io)) return 1;
  await desk.targets.remove(name);
  await desk.secret.put(name, undefined);
  await desk.tellings.forget(name);
  io.stdout.write(`${name} is removed\n`);
  return 0;
}

function readName(args: string[]): { name: string; stage: string | undefined } {
  const { values, positionals } = parseArgs({ args, options: { stage: { type: 'string' } }, allowPositionals: true });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new CommandError('give one NAME, as targets list shows it', 2);
  return { name, stage: values.stage };
}
