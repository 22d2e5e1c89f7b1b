import { add, handIn, type Input, live } from '../faults/matrix/world.ts';
import { answerByCall, answerByMail, askByCall, changePriority, close, noteByCall, reopen } from './agents.ts';
import { breakRun, breakSweep, breakTimer } from './break.ts';
import { autoReplyOf, bounceOf, formOfNew, mailOfNew, replyOf, spoofOf } from './customers.ts';
import { nowOf, type Stage } from './stage.ts';
import type { InputStep, Luck, Step } from './steps.ts';

const MINUTE = 60_000;

/** Does one step of a story; gives false when it needs what is not there. */
export async function play(stage: Stage, step: Step): Promise<boolean> {
  stage.desk.pass(1);
  switch (step.what) {
    case 'minutes pass':
    case 'hours pass':
      await live(stage, step.minutes);
      return true;
    case 'mail service':
      if (!turnMail(stage, step.takes)) return false;
      return step.takes && step.sweep ? breakSweep(stage, step.sweep) : true;
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
    case 'question':
      return askByCall(about);
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

async function refuse(stage: Stage, whom: 'requester' | 'agent' | 'lead', number: number): Promise<boolean> {
  const requester = (await stage.desk.tickets.get(pick(stage, number)))?.requester.address;
  const address = { requester, agent: 'bruno@support.example', lead: 'lead@support.example' }[whom];
  if (address === undefined || stage.refused.has(address)) return false;
  stage.refused.set(address, nowOf(stage));
  return true;
}

/** The mail service takes nothing from now on, or everything again; false when that is so already. */
export function turnMail(stage: Stage, takes: boolean): boolean {
  if (stage.mailTakes === takes) return false;
  stage.mailTakes = takes;
  const last = stage.troubles.findLast(({ isMail }) => isMail);
  if (takes && last) last.to = nowOf(stage);
  if (!takes) stage.troubles.push({ from: nowOf(stage), to: Number.POSITIVE_INFINITY, isMail: true });
  return true;
}
