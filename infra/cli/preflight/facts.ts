import type { Stage } from '../../stages.ts';

/**
 * What was asked: the answer, why there is none, or that there is nothing yet to ask: the stage is not deployed, or the desk is the local
 * one, which has no such thing.
 */
export type Asked<T> = { is: T } | { failed: string } | { absent: 'stage' | 'local' };

/** The two stacks of a stage, by CloudFormation's words for how they stand; undefined when there is none. */
export type Stacks = {
  state: string | undefined;
  desk: string | undefined;
  /** Of both, by name. */
  outputs: Readonly<Record<string, string>>;
};

/** A receipt rule of SES. Without recipients it is for all. */
export type ReceiptRule = { name: string; isEnabled: boolean; recipients: readonly string[]; stops: boolean };

export type Receipt = {
  active: { name: string; rules: readonly ReceiptRule[] } | undefined;
  /** The rules of the set that ours joins, by the settings; undefined when there is no such set. */
  existing: readonly ReceiptRule[] | undefined;
};

/** The mail domain as an identity of SES. */
export type Identity = { isVerified: boolean; dkim: string; mailFrom: { domain: string; status: string } | undefined };

/** How the account stands at SES in the stage's Region. */
export type Account = { isProduction: boolean; isSendingEnabled: boolean; perDay: number; perSecond: number };

export type Subscription = { protocol: string; endpoint: string; isConfirmed: boolean };
export type Table = { name: string; isProtected: boolean };
/** The table of tickets that the desk works on, and the ARN of its stream; undefined when that is off. */
export type TicketStream = { table: string; arn: string | undefined };
export type Suppressed = { address: string; reason: string };

/** What `desk receiving` asks. */
export type ReceivingFacts = {
  stage: Stage;
  /** What is yet to be deployed may be missing. */
  isBeforeDeploy: boolean;
  stacks: Asked<Stacks>;
  receipt: Asked<Receipt>;
  /** The servers of the MX record, in lower case. */
  mx: Asked<readonly string[]>;
};

/** What `desk preflight` asks, besides. */
export type Facts = ReceivingFacts & {
  /** Undefined: SES has no such identity. */
  identity: Asked<Identity | undefined>;
  /** What the provider of logins calls itself; undefined when the desk brings its own. */
  issuer: Asked<string | undefined>;
  tables: Asked<readonly Table[]>;
  stream: Asked<TicketStream>;
  /** How many minutes ago the last canary arrived; undefined: none has. */
  canary: Asked<number | undefined>;
  /** The DMARC record of the mail domain, or of a domain above it. */
  dmarc: Asked<string | undefined>;
  subscriptions: Asked<readonly Subscription[]>;
  account: Asked<Account>;
  /** Ids. */
  agents: Asked<readonly string[]>;
  /** Addresses of the team to which SES sends nothing. */
  suppressed: Asked<readonly Suppressed[]>;
};

/** Whether there is a desk: what CloudFormation took back is none. */
export function isDeployed({ stacks }: Pick<ReceivingFacts, 'stacks'>): boolean {
  return 'is' in stacks && isMade(stacks.is.desk);
}

/** Whether it is the desk that runs here, which commands take when no stage is named. */
export function isLocal({ stacks }: Pick<ReceivingFacts, 'stacks'>): boolean {
  return 'absent' in stacks && stacks.absent === 'local';
}

/** Whether what holds data is there. */
export function isKept({ stacks }: Pick<ReceivingFacts, 'stacks'>): boolean {
  return 'is' in stacks && isMade(stacks.is.state);
}

function isMade(state: string | undefined): boolean {
  return state !== undefined && !NOTHING_MADE.includes(state);
}

const NOTHING_MADE = [
  'REVIEW_IN_PROGRESS',
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
];
