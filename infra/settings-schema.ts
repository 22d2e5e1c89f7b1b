import * as z from 'zod';
import { addressSchema } from '../shared/address.ts';
import { settingsSchema } from '../shared/settings.ts';
import { REGIONS } from './regions.ts';

/** Who vouches for agents that call the API: whose they are says the record of the agent, `agents import`. */
const loginSchema = z.discriminatedUnion('by', [
  /** A user pool of the desk's own, where an admin makes an account for each agent. */
  z.strictObject({ by: z.literal('cognito'), mfa: z.enum(['required', 'optional', 'off']).default('required') }),
  /** A provider of yours whose tokens have the claim `email`. */
  z.strictObject({
    by: z.literal('issuer'),
    issuer: z.url({ protocol: /^https$/ }),
    audience: z.array(z.string().min(1)).min(1),
    /** Id of the client without a secret by which the console logs agents in; left out, the first audience. */
    clientId: z.string().min(1).optional(),
    /** Nobody chooses their own address there: a token that says nothing of `email_verified` is believed by the console. */
    trustsEmail: z.boolean().default(false),
  }),
]);

/** What SES takes as the name of a receipt rule set, and of a rule (CreateReceiptRuleSet and ReceiptRule, Amazon SES API Reference). */
const RULE_SET = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?$/);
const RULE = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?$/);

/** How the desk's receipt rule comes into the one rule set that is active in an account and Region. */
const ruleSetSchema = z.strictObject({
  /** The rule joins this set, as its first or `after` one of its rules, and which set is active stays as it is. */
  existing: RULE_SET.optional(),
  after: RULE.optional(),
  /** The active set of others whose place a set of our own takes. */
  displace: RULE_SET.optional(),
  /** False: an admin activates our own set by hand. */
  activate: z.boolean().default(true),
});

/** What DynamoDB takes as the name of a table (CreateTable, Amazon DynamoDB API Reference). */
const TABLE = z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/);

/** What only the stacks need, and no function reads at run time. */
const STACK = {
  /** The stacks are called after it: `<deskId>-<stage>-State` and `<deskId>-<stage>`. A second desk in one account has another. */
  deskId: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/)
    .default('SupportDesk'),
  /** Twelve digits; left out, it is that of the credentials that deploy. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.enum(REGIONS),
  /** What holds data stays when its stack goes. False for a stage that is only tried. */
  keep: z.boolean().default(true),
  /** Customers write to it: alarms tell somebody, and with `zone` the MX record is set. */
  live: z.boolean().default(false),
  /** The domain whose MX record points to SES, and as which SES sends. */
  mailDomain: z.hostname().toLowerCase(),
  /** The label below the mail domain that bounces come back to: SPF then passes for the domain itself. */
  mailFrom: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
    .default('bounce'),
  /** `existing`: the account already has the mail domain as an SES identity, and the stack leaves it alone. */
  sendingIdentity: z.enum(['create', 'existing']).default('create'),
  /** The hosted zone of Route 53 that has the mail domain's records: the stacks then write them. */
  zone: z.strictObject({ id: z.string().regex(/^Z[A-Z0-9]{1,31}$/), name: z.hostname().toLowerCase() }).optional(),
  /** The desk's own name on the web, in place of the one that API Gateway makes up. Without a zone a certificate must be there. */
  domain: z
    .strictObject({
      name: z.hostname().toLowerCase(),
      certificateArn: z
        .string()
        .regex(/^arn:aws[a-z-]*:acm:/)
        .optional(),
    })
    .optional(),
  ruleSet: ruleSetSchema.prefault({}),
  login: loginSchema.prefault({ by: 'cognito' }),
  /** Who hears of alarms: an address, and a service that pages people. Without both, alarms show only in CloudWatch. */
  alarmMail: addressSchema.optional(),
  alarmUrl: z.url({ protocol: /^https$/ }).optional(),
  /** How often the desk mails itself once it is `live`, as often as the sweep runs; 0 for never. Without it nobody hears that no mail comes through. */
  canaryMinutes: z.union([z.literal(0), z.literal(5)]).default(5),
  /** What `desk preflight` compares the quotas of the account with. */
  expected: z.strictObject({ ticketsPerMonth: z.int().positive(), agents: z.int().positive() }).optional(),
  /** Tables that a restore made, which the desk works on in place of those that its stack made: those stay as they are. */
  restored: z
    .strictObject({
      tickets: TABLE.optional(),
      people: TABLE.optional(),
      /** ARN of the stream of those tickets, which `desk restore` switched on. Without it other systems hear of nothing. */
      ticketStream: z
        .string()
        .regex(/^arn:[^:]+:dynamodb:.+\/stream\/.+$/)
        .optional(),
    })
    .prefault({}),
  /** Days until a raw mail goes; while it is there, the mail can be replayed. For a month more an admin finds it as an old version. */
  rawMailDays: z.int().positive().default(365),
};

/** What an admin decides before `cdk deploy`, `context.desk` and `context.stages` in `cdk.json`: the run-time settings, and what only the stacks need. */
export const deploymentSchema = settingsSchema.omit({ attachmentUrl: true, canary: true, stage: true }).extend({
  /** Left out, it is the ticket's page in the console. */
  ticketUrl: settingsSchema.shape.ticketUrl.optional(),
  /** Left out, it is the address of the HTTP API. */
  webUrl: settingsSchema.shape.webUrl.optional(),
  ...STACK,
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** The settings without what only the stacks need. */
export function runtimePart(deployment: Deployment): Omit<Deployment, keyof typeof STACK> {
  const isForFunctions = ([name]: [string, unknown]) => !(name in STACK);
  return Object.fromEntries(Object.entries(deployment).filter(isForFunctions)) as Omit<Deployment, keyof typeof STACK>;
}
