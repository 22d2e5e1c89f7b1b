import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { type Cut, cutDesk } from '../faults/matrix/cut.ts';
import { add, firedTimer, handIn, type Input, live } from '../faults/matrix/world.ts';
import { answerByCall, answerByMail, changePriority, close, noteByCall, reopen } from './agents.ts';
import { autoReplyOf, bounceOf, formOfNew, mailOfNew, replyOf, spoofOf } from './customers.ts';
import { nowOf, type Stage } from './stage.ts';
import type { CutAt, InputStep, Luck, Step } from './steps.ts';

const MINUTE = 60_000;

/** Faults after which what a run did may be done once more. */
const REPEATS: readonly string[] = ['kill before', 'kill after', 'answer lost', 'sweep first'];

/** How long a sender waits for an answer before the story goes on, in minutes. */
const PATIENCE = 60;

/** Does one step of a story; gives false when it needs what is not there. */
export async function play(stage: Stage, step: Step): Promise<boolean> {
  stage.desk.pass(1);
  switch (step.what) {
    case 'minutes pass':
    case 'hours pass':
      await live(stage, step.minutes);
      return true;
    case 'mail service':
      turnMail(stage, step.takes);
      return true;
    case 'scheduler':
      stage.schedulerTakes = step.takes;
      return true;
    case 'timers are lost':
      stage.desk.scheduled.clear();
      return true;
    case 'an address is refused':
      return refuse(stage, step.whom, step.ticket);
    case 'a timer breaks':
      return breakTimer(stage, step.cut);
    case 'a sweep breaks':
      return breakSweep(stage, step.cut);
    default: {
      const input = await inputOf(stage, step);
      if (input) await deliver(stage, input, step.luck);
      return input !== undefined;
    }
  }
}

async function inputOf(stage: Stage, step: InputStep): Promise<Input | undefined> {
  stage.names += 1;
  const fresh = { stage, name: `m${stage.names}`, text: `It is about topic-${stage.names}.` };
  if (step.what === 'mail') return mailOfNew(fresh, step);
  if (step.what === 'form') return formOfNew(fresh, step);
  if (step.what === 'bounce') return bounceOf(fresh, step.answer);
  const ticket = await stage.desk.tickets.get(pick(stage, step.ticket));
  if (!ticket) return undefined;
  const about = { ...fresh, ticket };
  switch (step.what) {
    case 'reply':
      return replyOf(about, step.isProved);
    case 'auto-reply':
      return autoReplyOf(about);
    case 'spoof':
      return spoofOf(about, step.isStranger);
    case 'answer by mail':
      return answerByMail(about);
    case 'answer by call':
      return answerByCall(about);
    case 'note':
      return noteByCall(about);
    case 'priority':
      return changePriority(about, step.priority);
    case 'close':
      return close(about, step.reason);
    case 're-open':
      return reopen(about);
  }
}

function pick({ facts }: Stage, number: number): string {
  return [...facts.keys()][number % facts.size] ?? '';
}

async function deliver(stage: Stage, input: Input, luck: Luck): Promise<void> {
  const pending = add(stage, input);
  const isMail = input.name.startsWith('mail');
  if (luck.how === 'late' && isMail) {
    pending.visibleAt += luck.minutes * MINUTE;
    return;
  }
  if (luck.how === 'cut') return breakRun(stage, pending, luck.cut);
  await handIn(stage, pending);
  if (luck.how === 'twice') await handIn(stage, add(stage, input));
}

/** Hands an input in to a run that breaks. Who sent it waits for what becomes of it, so the story goes on after that. */
async function breakRun(stage: Stage, pending: ReturnType<typeof add>, { call, fault }: CutAt): Promise<void> {
  const from = nowOf(stage);
  await handIn(stage, pending, { call, fault, called: counter(stage, { call, fault }) });
  if (fault === 'sweep first' && stage.pending.includes(pending)) await live(stage, 16, { sweepFirst: true });
  for (let waited = 0; stage.pending.includes(pending) && waited < PATIENCE; waited += 1) await live(stage, 1);
  stage.troubles.push({ from, to: nowOf(stage), isMail: false });
}

/** Notes the call that is hit as a crash, when it is one. */
function counter(stage: Stage, { call, fault }: CutAt): Cut['called'] {
  let calls = 0;
  return () => {
    if (calls === call && REPEATS.includes(fault)) stage.crashes.push(nowOf(stage));
    calls += 1;
  };
}

/** Time goes on to the next timer, whose run breaks. */
async function breakTimer(stage: Stage, cut: CutAt): Promise<boolean> {
  const { desk } = stage;
  const at = Math.min(...[...desk.scheduled.values()].map(Date.parse));
  if (at === Number.POSITIVE_INFINITY) return false;
  if (at > nowOf(stage)) await live(stage, (at - 1 - nowOf(stage)) / MINUTE);
  const timer = [...desk.scheduled].find(([, each]) => Date.parse(each) <= at);
  if (!timer) return false;
  desk.setNow(new Date(Math.max(at, nowOf(stage))).toISOString());
  desk.scheduled.delete(timer[0]);
  const [ticketId = '', version] = timer[0].split('.');
  await breakRun(stage, add(stage, firedTimer({ ticketId, version: Number(version) })), cut);
  return true;
}

async function breakSweep(stage: Stage, { call, fault }: CutAt): Promise<boolean> {
  const { desk } = stage;
  const from = nowOf(stage);
  await new Promise<void>((resolve) => {
    const killed = () => resolve();
    const other = () => createSweep(desk)().catch(() => {});
    const view = cutDesk(desk, {
      call,
      fault,
      killed,
      pass: desk.pass,
      other,
      called: counter(stage, { call, fault }),
    });
    createSweep(view)().then(resolve, () => resolve());
  });
  stage.troubles.push({ from, to: nowOf(stage), isMail: false });
  return true;
}

async function refuse(stage: Stage, whom: 'requester' | 'agent' | 'lead', number: number): Promise<boolean> {
  const requester = (await stage.desk.tickets.get(pick(stage, number)))?.requester.address;
  const address = { requester, agent: 'bruno@support.example', lead: 'lead@support.example' }[whom];
  if (address === undefined || stage.refused.has(address)) return false;
  stage.refused.set(address, nowOf(stage));
  return true;
}

/** The mail service takes nothing from now on, or everything again. */
export function turnMail(stage: Stage, takes: boolean): void {
  if (stage.mailTakes === takes) return;
  stage.mailTakes = takes;
  const last = stage.troubles.findLast(({ isMail }) => isMail);
  if (takes && last) last.to = nowOf(stage);
  if (!takes) stage.troubles.push({ from: nowOf(stage), to: Number.POSITIVE_INFINITY, isMail: true });
}
