import { type Asked, isDeployed, type ReceivingFacts } from './facts.ts';

/** The steps of README.md, *Deploy*, that leave something to look at, in their order. */
export const STEPS = [
  'Settings',
  'Deploy',
  'Protect the tables',
  'DNS',
  'Alarms',
  'Production access',
  'People',
  'Live',
  'MX',
] as const;
export type Step = (typeof STEPS)[number];

/** One thing that was looked at. `mend` says what to do; it is there whenever the verdict is a warning or an error. */
export type Line = {
  /** The step of README.md that does it. */
  step: Step;
  check: string;
  verdict: 'ok' | 'warning' | 'error' | 'not here';
  says: string;
  mend?: string;
};

/** `to do`: an error, save before the first deploy, when its step is yet to come. */
export type Judgement =
  | { verdict: 'ok' | 'not here'; says: string }
  | { verdict: 'warning' | 'error' | 'to do'; says: string; mend: string };

export const ok = (says: string): Judgement => ({ verdict: 'ok', says });
export const warning = (says: string, mend: string): Judgement => ({ verdict: 'warning', says, mend });
export const error = (says: string, mend: string): Judgement => ({ verdict: 'error', says, mend });
export const toDo = (says: string, mend: string): Judgement => ({ verdict: 'to do', says, mend });

/** The line of a check: its judgement of the answer, or that there is none. */
export function line<T>(
  facts: ReceivingFacts,
  [step, check]: readonly [Step, string],
  asked: Asked<T>,
  judge: (answer: T) => Judgement,
): Line {
  const { verdict, ...rest } = 'is' in asked ? judge(asked.is) : withoutAnswer(facts, asked);
  if (verdict !== 'to do') return { step, check, verdict, ...rest };
  return { step, check, verdict: facts.isBeforeDeploy && !isDeployed(facts) ? 'not here' : 'error', ...rest };
}

/** A right that is missing is no matter of credentials or network. */
function mendOf(failure: string): string {
  return /AccessDenied|AuthorizationError|not authorized/.test(failure)
    ? 'have that right given to your credentials (preflight --help names all), and ask again'
    : 'look at the credentials (AWS_PROFILE) and the network, and ask again';
}

function withoutAnswer(
  { stage }: ReceivingFacts,
  asked: { failed: string } | { absent: 'stage' | 'local' },
): Judgement {
  if ('failed' in asked) return error(`not known: ${asked.failed}`, mendOf(asked.failed));
  if (asked.absent === 'local') return { verdict: 'not here', says: 'the local desk has none' };
  const { deskId } = stage.deployment;
  return toDo(`stage ${stage.name} is not deployed`, `npx cdk deploy ${deskId}-${stage.name}`);
}
