import { FAULTS, type Fault } from './cut.ts';
import type { Flow } from './flow.ts';
import { FLOWS } from './flows.ts';
import { judge, type Verdict } from './judge.ts';
import { add, handIn, live, newWorld, type World } from './world.ts';

export type Case = { flow: Flow; fault: Fault; call: number };
/** Makes a new world for a case. */
export type MakeWorld = () => World | Promise<World>;
export type Result = Case & Verdict & { at: string };

/** In minutes: several sweeps, every claim run out, and no level of a ticket's own clock in between. */
const HEALING = 45;

/** Runs a flow with one fault, lets the desk heal, and judges. Past the last call nothing is hit. */
export async function runCase({ flow, fault, call }: Case, make: MakeWorld = () => newWorld()): Promise<Result> {
  const world = await make();
  const input = await flow.prepare(world);
  const calls: string[] = [];
  const pending = add(world, input);
  await handIn(world, pending, { call, fault, called: (name) => calls.push(name) });
  if (fault === 'sweep first') await live(world, 16, { sweepFirst: true });
  await live(world, HEALING);
  if (flow.after) {
    add(world, flow.after(world));
    await live(world, HEALING);
  }
  const verdict = await judge(world, flow.owed);
  await world.close?.();
  return { flow, fault, call, at: calls[call] ?? 'none', ...verdict };
}

/** The calls that a flow makes when nothing goes wrong, as in `tickets.save`. */
export async function callsOf(flow: Flow, make: MakeWorld = () => newWorld()): Promise<string[]> {
  const world = await make();
  const pending = add(world, await flow.prepare(world));
  const calls: string[] = [];
  await handIn(world, pending, { call: -1, fault: '500', called: (name) => calls.push(name) });
  await world.close?.();
  return calls;
}

/** Every call of every flow, with every fault. */
export async function allCases(make: MakeWorld = () => newWorld()): Promise<Case[]> {
  const perFlow = await Promise.all(FLOWS.map(async (flow) => ({ flow, calls: await callsOf(flow, make) })));
  return perFlow.flatMap(({ flow, calls }) =>
    FAULTS.flatMap((fault) => calls.map((_, call): Case => ({ flow, fault, call }))),
  );
}

/** Cases at a time: some wait for real fractions of a second, none for another. */
const SIDE_BY_SIDE = 200;

/** Runs cases side by side; one that throws is one that is lost. */
export async function runCases(
  cases: readonly Case[],
  make: MakeWorld = () => newWorld(),
  atATime = SIDE_BY_SIDE,
): Promise<Result[]> {
  const left = [...cases];
  const results: Result[] = [];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { flow, fault, call } = next;
      const failed = (error: unknown): Result => ({
        flow,
        fault,
        call,
        at: '?',
        lost: [`it threw: ${error}`],
        doubled: [],
      });
      results.push(await runCase(next, make).catch(failed));
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}
