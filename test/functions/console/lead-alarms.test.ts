import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checksOf } from '../../../functions/console/lead/checks.ts';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { anchorOf, QUEUE_NAMES, RUNBOOK } from '../../../shared/alarms.ts';
import { loadHealth } from '../../../shared/use-cases/lead/health.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { live, nameOf, resources } from '../../infra/stack/template.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf } from '../../support/stories.ts';

/** The lead's page goes red where an alarm goes on: the numbers of the stack's own template, and no others. */

const words = consoleWords('en').lead;
const alarms = new Map(
  resources('AWS::CloudWatch::Alarm', live).map(([id, { Properties }]) => [nameOf(id), Properties]),
);
const alarm = (name: string) => {
  const found = alarms.get(name);
  if (!found) throw new Error(`there is no alarm ${name}`);
  return found;
};
const named = (name: string) => `#${anchorOf(name)}`;

const DEAD = {
  intake: 'IntakeDeadLettersAlarm',
  timers: 'TimerEventsDeadLettersAlarm',
  feedback: 'FeedbackDeadLettersAlarm',
  'team-mail': 'TeamMailDeadLettersAlarm',
  targets: 'TargetsDeadLettersAlarm',
  schedules: 'TimersDeadLettersAlarm',
} as const;

async function checkOf(desk: MemoryDesk, name: string) {
  const found = checksOf(await loadHealth(desk), words).find((check) => check.name === name);
  if (!found) throw new Error(`there is no check ${name}`);
  return found;
}

describe.each(QUEUE_NAMES)('dead letters of %s', (queue) => {
  it('are wrong from as many on as the alarm has, and name its section of the runbook', async () => {
    const { Threshold, AlarmDescription } = alarm(DEAD[queue]);
    const desk = deskOf();
    const at = async (deadLetters: number) => {
      desk.queued[queue] = { waiting: 0, inHand: 0, deadLetters };
      return checkOf(desk, words.health.queue[queue]);
    };
    expect((await at(Number(Threshold) - 1)).state).toBe('fine');
    const { state, trouble } = await at(Number(Threshold));
    expect([state, AlarmDescription]).toEqual(['wrong', expect.stringContaining(named(trouble?.section ?? '?'))]);
  });
});

it.each([
  ['intake', 'IntakeWaiting'],
  ['timers', 'TimerEventsWaiting'],
  ['feedback', 'FeedbackWaiting'],
  ['team-mail', 'TeamMailWaiting'],
  ['targets', 'TargetsWaiting'],
] as const)('what waits on %s is worth a look, and says when its alarm goes on', async (queue, name) => {
  const { Threshold, AlarmDescription } = alarm(name);
  const desk = deskOf();
  desk.queued[queue] = { waiting: 1, inHand: 0, deadLetters: 0 };
  const { state, trouble } = await checkOf(desk, words.health.queue[queue]);
  expect(state).toBe('look');
  expect(trouble?.text).toContain(`${Number(Threshold) / 60} minutes`);
  expect(AlarmDescription).toContain(named(trouble?.section ?? '?'));
});

describe.each([
  ['canary', 'CanaryLost', (desk: MemoryDesk, at: string) => desk.canary.arrived({ sent: at, arrived: at })],
  [
    'sweep',
    'SweepSilent',
    (desk: MemoryDesk, at: string) =>
      desk.sweepNotes.write({ at, undone: { tickets: 0, held: 0, team: 0, forms: 0 }, tickets: [] }),
  ],
] as const)('the %s', (what, name, comes) => {
  it('is wrong once it is away for longer than the alarm waits', async () => {
    const { Period, EvaluationPeriods, AlarmDescription } = alarm(name);
    const desk = deskOf({ settings: { canary: true } });
    expect((await checkOf(desk, words.health[what])).state).toBe('look');
    await comes(desk, desk.now().toISOString());
    desk.pass(Number(Period) * Number(EvaluationPeriods));
    expect((await checkOf(desk, words.health[what])).state).toBe('fine');
    desk.pass(1);
    const { state, trouble } = await checkOf(desk, words.health[what]);
    expect([state, AlarmDescription]).toEqual(['wrong', expect.stringContaining(named(trouble?.section ?? '?'))]);
  });
});

it('there is no canary where none is sent, and no queue that the desk does not have', async () => {
  const desk = deskOf();
  delete desk.queued.feedback;
  const names = checksOf(await loadHealth(desk), words).map(({ name }) => name);
  expect(names).not.toContain(words.health.canary);
  expect(names).not.toContain(words.health.queue.feedback);
});

it('a sweep notes that it came, what it could not mend, and how the mail service’s account stands', async () => {
  const desk = deskOf();
  desk.account.isPaused = true;
  await sweep(desk, async () => false);
  expect(await desk.sweepNotes.last()).toEqual({
    at: desk.now().toISOString(),
    undone: { tickets: 0, held: 0, team: 0, forms: 0 },
    tickets: [],
    account: { isPaused: true, isQuotaNear: false },
  });
  expect(desk.faults.calls.filter((call) => call === 'sweepNotes.write')).toHaveLength(1);
  const { state, trouble } = await checkOf(desk, words.health.account);
  expect([state, alarm('SendingPaused').AlarmDescription]).toEqual([
    'wrong',
    expect.stringContaining(named(trouble?.section ?? '?')),
  ]);
});

it('a note that cannot be written keeps no sweep from its end', async () => {
  const desk = deskOf();
  desk.faults.add({ port: 'sweepNotes.write' });
  await sweep(desk, async () => false);
  expect(desk.counted.get('SweepDone')).toBe(1);
});

it('each section that the page names stands in the runbook', () => {
  const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');
  const anchors = [...runbook.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  const sections = Object.values(RUNBOOK).flatMap((each) => (typeof each === 'string' ? [each] : Object.values(each)));
  expect(sections.map(anchorOf).filter((anchor) => !anchors.includes(anchor))).toEqual([]);
});
