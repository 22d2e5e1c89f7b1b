import type { Facts, ReceiptRule } from '../../../../infra/cli/preflight/facts.ts';
import { parseSettings } from '../../../../infra/settings.ts';
import { deskContext } from '../../committed-settings.ts';

const escalation = deskContext().escalation as object;

/** Settings as an admin writes them who forgot none. */
const OWN = {
  mailDomain: 'help.rossi.it',
  supportAddress: 'support@help.rossi.it',
  escalation: { ...escalation, lead: ['lead@rossi.it'], manager: ['manager@rossi.it'] },
  alarmMail: 'operations@rossi.it',
  live: true,
};

/** Stage prod with changed settings. */
export function stageWith(settings: Record<string, unknown> = {}) {
  return { name: 'prod', deployment: parseSettings(deskContext({ ...OWN, ...settings })) };
}

export const ruleFor = (...recipients: string[]): ReceiptRule => ({
  name: 'desk-rule',
  isEnabled: true,
  recipients,
  stops: false,
});
export const RULE = ruleFor('support@help.rossi.it', 'postmaster@help.rossi.it', 'abuse@help.rossi.it');

export const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/tickets/stream/2026-11-29T09:00:00.000';

/** A stage on which customers write, with what matters to a case. */
export function factsWith(changes: Partial<Facts> = {}, settings: Record<string, unknown> = {}): Facts {
  return {
    stage: stageWith(settings),
    isBeforeDeploy: false,
    stacks: {
      is: {
        state: 'CREATE_COMPLETE',
        desk: 'UPDATE_COMPLETE',
        outputs: { RuleSet: 'desk-set', Tables: 'tickets,people' },
      },
    },
    receipt: { is: { active: { name: 'desk-set', rules: [RULE] }, existing: undefined } },
    mx: { is: ['inbound-smtp.eu-west-1.amazonaws.com'] },
    identity: {
      is: { isVerified: true, dkim: 'SUCCESS', mailFrom: { domain: 'bounce.help.rossi.it', status: 'SUCCESS' } },
    },
    issuer: { is: undefined },
    tables: { is: [{ name: 'tickets', isProtected: true }] },
    stream: { is: { table: 'tickets', arn: STREAM } },
    canary: { is: 4 },
    dmarc: { is: 'v=DMARC1; p=none' },
    subscriptions: { is: [{ protocol: 'email', endpoint: 'operations@rossi.it', isConfirmed: true }] },
    account: { is: { isProduction: true, isSendingEnabled: true, perDay: 50_000, perSecond: 14 } },
    agents: { is: ['ada'] },
    suppressed: { is: [] },
    ...changes,
  };
}

/** Of a stage that was never deployed, in an account that has nothing of it. */
export const NOTHING_YET: Partial<Facts> = {
  stacks: { is: { state: undefined, desk: undefined, outputs: {} } },
  receipt: { is: { active: undefined, existing: undefined } },
  mx: { is: [] },
  identity: { is: undefined },
  tables: { absent: 'stage' },
  stream: { absent: 'stage' },
  canary: { absent: 'stage' },
  dmarc: { is: undefined },
  subscriptions: { absent: 'stage' },
  account: { is: { isProduction: false, isSendingEnabled: true, perDay: 200, perSecond: 1 } },
  agents: { absent: 'stage' },
};
