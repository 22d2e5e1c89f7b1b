import { parseArgs } from 'node:util';
import * as z from 'zod';

/** Above it a desk minute is under a tenth of a second, and requests on their way miss their deadlines. */
const HIGHEST_SPEED = 600;
const SPEED = `a number from 1 to ${HIGHEST_SPEED}`;
const OVERRIDES = 'a JSON object of settings such as {"reopenDays": 3}';
const PORT = 'a port from 0 (any free one) to 65535';

const speed = z.coerce.number(SPEED).min(1, SPEED).max(HIGHEST_SPEED, SPEED);
const port = z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT);

const overrides = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue(OVERRIDES);
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.unknown(), OVERRIDES));

const environmentSchema = z.object({
  DESK_SPEED: speed.default(1),
  DESK_PORT: port.default(8080),
  DESK_SMTP_PORT: port.default(2525),
  DESK_MAILBOX_PORT: port.default(8005),
  /** Directory that keeps the state over restarts. */
  DESK_DATA: z.string().optional(),
  /** Settings in place of those of `cdk.json`, checked as these are when the desk starts. */
  DESK_OVERRIDES: overrides.optional(),
  DESK_LOG: z.enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error').default('warn'),
});

export type Options = {
  speed: number;
  ports: { http: number; smtp: number; mailbox: number };
  data: string | undefined;
  /** By name of the setting. */
  overrides: Record<string, unknown> | undefined;
  /** The functions' log lines below this level stay unseen. */
  log: z.infer<typeof environmentSchema>['DESK_LOG'];
};

/** A start that the user can mend: its message is one line a mistake, and all they see. */
export class UsageError extends Error {}

/** What the user asked for, by arguments first and by environment variables second. Throws `UsageError`. */
export function readOptions(args: string[], env: Record<string, string | undefined>): Options {
  const argument = readSpeed(args);
  // An empty variable is one that is not set.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environmentSchema.safeParse({ ...set, ...(argument !== undefined && { DESK_SPEED: argument }) });
  if (!read.success) {
    const name = (field: unknown) => (field === 'DESK_SPEED' && argument !== undefined ? '--speed' : String(field));
    const lines = read.error.issues.map(({ path: [field], message }) => {
      const given = field === 'DESK_SPEED' && argument !== undefined ? argument : env[String(field)];
      return `${name(field)} must be ${message}, not "${given}".`;
    });
    throw new UsageError(lines.join('\n'));
  }
  const { DESK_SPEED, DESK_PORT, DESK_SMTP_PORT, DESK_MAILBOX_PORT, DESK_DATA, DESK_OVERRIDES, DESK_LOG } = read.data;
  return {
    speed: DESK_SPEED,
    ports: { http: DESK_PORT, smtp: DESK_SMTP_PORT, mailbox: DESK_MAILBOX_PORT },
    data: DESK_DATA,
    overrides: DESK_OVERRIDES,
    log: DESK_LOG,
  };
}

function readSpeed(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { speed: { type: 'string' } } }).values.speed;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UsageError(`${reason}. The desk takes --speed N; all else by environment variables, see the README.`);
  }
}
