import * as z from 'zod';

/** Limits of the Scheduler API, see the reference of `CreateSchedule` and of the types it names. */
const name = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/, 'must match ^[0-9a-zA-Z-_.]{1,64}$');
const queueArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9\-_]+$/, 'must be the ARN of a queue');

/** What the queue takes that the schedule sends it to. */
const MOST_INPUT_BYTES = 256 * 1024;

const targetSchema = z.object({
  Arn: queueArn,
  RoleArn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'must be the ARN of a role'),
  Input: z
    .string()
    .min(1)
    .refine((input) => Buffer.byteLength(input) <= MOST_INPUT_BYTES, `must be at most ${MOST_INPUT_BYTES} bytes`)
    .optional(),
  DeadLetterConfig: z.object({ Arn: queueArn.optional() }).optional(),
  RetryPolicy: z
    .object({
      MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).optional(),
      MaximumRetryAttempts: z.number().int().min(0).max(185).optional(),
    })
    .optional(),
});

/** Body of `CreateSchedule` and `UpdateSchedule`, which replaces everything it is not given. */
export const scheduleSchema = z.object({
  GroupName: name.default('default'),
  ScheduleExpression: z.string().transform((expression, context) => {
    const instant = parseAt(expression);
    if (instant === undefined) context.addIssue(`Invalid Schedule Expression ${expression}.`);
    return { text: expression, instant: instant ?? Number.NaN };
  }),
  ScheduleExpressionTimezone: z.literal('UTC', 'must be UTC: the local Scheduler knows no other').default('UTC'),
  FlexibleTimeWindow: z.discriminatedUnion('Mode', [
    z.object({ Mode: z.literal('OFF') }),
    z.object({ Mode: z.literal('FLEXIBLE'), MaximumWindowInMinutes: z.number().int().min(1).max(1440) }),
  ]),
  Target: targetSchema,
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  Description: z.string().max(512).optional(),
  ClientToken: z
    .string()
    .regex(/^[a-zA-Z0-9-_]{1,64}$/)
    .optional(),
});
export type ScheduleInput = z.infer<typeof scheduleSchema>;

/** Which schedule a request is about: the name of the path, the group of the query. */
export const keySchema = z.object({ name, group: name.default('default') });
export type ScheduleKey = z.infer<typeof keySchema>;

/** Query of `ListSchedules`. */
export const listSchema = z.object({
  ScheduleGroup: name.optional(),
  NamePrefix: name.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});
export type ListQuery = z.infer<typeof listSchema>;

const AT = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/;

/** Instant (epoch ms) of `at(yyyy-MM-ddTHH:mm:ss)` in UTC; undefined for another expression or a date that does not exist. */
function parseAt(expression: string): number | undefined {
  const wall = AT.exec(expression)?.[1];
  if (wall === undefined) return undefined;
  const instant = Date.parse(`${wall}Z`);
  // `Date.parse` turns 30 February into 2 March.
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(wall);
  return exists ? instant : undefined;
}
