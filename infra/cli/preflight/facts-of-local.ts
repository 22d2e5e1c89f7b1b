import type { Stage } from '../../stages.ts';
import type { People } from '../connect.ts';
import type { Facts } from './facts.ts';

/** The desk that runs here has agents, and of all else that a stage needs nothing. */
export async function factsOfLocal(stage: Stage, { agents }: Pick<People, 'agents'>): Promise<Facts> {
  const none = { absent: 'local' } as const;
  return {
    stage,
    isBeforeDeploy: false,
    stacks: none,
    receipt: none,
    mx: none,
    identity: none,
    issuer: none,
    tables: none,
    stream: none,
    canary: none,
    dmarc: none,
    subscriptions: none,
    account: none,
    agents: { is: (await agents.list()).map(({ id }) => id) },
    suppressed: none,
  };
}
