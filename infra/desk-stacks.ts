import { type App, Tags } from 'aws-cdk-lib';
import { DeskState } from './desk-state.ts';
import type { Stage } from './stages.ts';
import { SupportDesk } from './support-desk.ts';

/** CloudFormation refuses tags on a dashboard. */
const UNTAGGED = ['AWS::CloudWatch::Dashboard'];

/** The two stacks of a stage: what outlives the desk, and the desk. */
export function deskStacks(app: App, stage: Stage): { state: DeskState; desk: SupportDesk } {
  const { name, deployment } = stage;
  const { deskId, account, region } = deployment;
  const id = `${deskId}-${name}`;
  const env = { region, ...(account && { account }) };
  const state = new DeskState(app, `${id}-State`, {
    env,
    stage,
    description: 'What outlives a support desk: tickets, people, mail, keys',
  });
  const desk = new SupportDesk(app, id, {
    env,
    stage,
    state,
    description: 'A support desk that keeps a promise about time',
  });
  desk.addStackDependency(state);
  for (const stack of [state, desk]) Tags.of(stack).add('desk', id, { excludeResourceTypes: UNTAGGED });
  return { state, desk };
}
