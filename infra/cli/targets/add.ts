import { parseArgs } from 'node:util';
import * as z from 'zod';
import { newWebhookKey } from '../../../shared/forms/webhook-key.ts';
import { makeTarget } from '../../../shared/targets/make-target.ts';
import {
  KINDS,
  type Kind,
  type StoredTarget,
  TARGET_NAME,
  targetSchema,
} from '../../../shared/targets/stored-target.ts';
import { CommandError, type Io } from '../command.ts';
import { readInput } from '../read-input.ts';
import { askUnseen } from '../sources/new-secret.ts';
import { whyNeverTold } from './never-told.ts';
import { openTargets } from './open.ts';
import { readJson } from './read-json.ts';
import { ROUTE, routesFrom } from './route.ts';
import { routeDoubts } from './route-doubts.ts';

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  kind: TEXT,
  to: TEXT,
  'secret-file': TEXT,
  turn: TEXT,
  'calendar-file': TEXT,
  language: TEXT,
  replace: { type: 'boolean' },
  stage: TEXT,
  ...ROUTE,
} as const;

/** What is asked of each kind. An address or a key is no argument: those stand in the shell's history and in the list of processes. */
const ASKED: Record<
  Exclude<Kind, 'mail'>,
  { question: string; secretOf: (text: string) => Record<string, unknown> }
> = {
  slack: { question: 'The URL of the incoming webhook, https://hooks.slack.com/…', secretOf: (url) => ({ url }) },
  teams: {
    question: 'The URL of the workflow, "When a Teams webhook request is received"',
    secretOf: (url) => ({ url }),
  },
  'pager-duty': { question: 'The integration key of the service, Events API v2', secretOf: (key) => ({ key }) },
  webhook: { question: 'The URL, https://…', secretOf: (url) => ({ url, secrets: [newWebhookKey()] }) },
};

/**
 * `targets add NAME --kind KIND`: somebody outside is told from then on what the route says, see `targets --help`. With `--replace` in place of the
 * one of that name. Of a webhook it prints the key that signs, once.
 */
export async function targetsAdd(args: string[], io: Io, open = openTargets): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [name = '', ...more] = positionals;
  if (!TARGET_NAME.test(name) || more.length > 0) {
    throw new CommandError(
      'give one NAME of letters, digits, - and _, 64 at most, that begins with a letter or a digit',
      2,
    );
  }
  const kind = KINDS.find((each) => each === values.kind);
  if (!kind) throw new CommandError(`give --kind, one of ${KINDS.join(', ')}`, 2);
  if ((kind === 'mail') !== (values.to !== undefined)) throw new CommandError('--to ADDRESS goes with --kind mail', 2);
  const target = await targetFrom({ name, kind }, values, io);
  const desk = await open(values.stage);
  const isThere = (await desk.targets.list()).some((each) => each.name === name);
  if (isThere && !values.replace)
    throw new CommandError(`there is a target ${name} already: add --replace, or remove it`);
  const secret = await secretFrom(kind, values, io);
  const made = makeTarget(kind, secret);
  const why = 'why' in made ? made.why : whyNeverTold(target, secret, desk);
  if (why !== undefined) throw new CommandError(`it cannot be used: ${why}`);
  // First what is secret: what is told finds it there.
  await desk.secret.put(name, secret);
  await desk.targets.put(target);
  await desk.tellings.forget(name);
  io.stdout.write(`${name} is ${isThere ? 'replaced' : 'added'}; try it: desk targets test ${name}\n`);
  for (const doubt of await routeDoubts(target, desk)) io.stderr.write(`warning: ${doubt}\n`);
  const { secrets: [key] = [] } = secret as { secrets?: string[] };
  if (key !== undefined)
    io.stdout.write(`It is signed as Standard Webhooks says, by this key, which is shown only now:\n${key}\n`);
  return 0;
}

type Values = { [option in Exclude<keyof typeof OPTIONS, 'replace'>]?: string | undefined };

async function targetFrom({ name, kind }: { name: string; kind: Kind }, values: Values, io: Io): Promise<StoredTarget> {
  const { language, turn } = values;
  const read = targetSchema.safeParse({
    name,
    kind,
    routes: await routesFrom(kind, values, io),
    ...(language !== undefined && { language }),
    ...(turn !== undefined && { turn: await readJson(turn, io) }),
  });
  if (read.success) return read.data;
  throw new CommandError(z.prettifyError(read.error));
}

async function secretFrom(kind: Kind, values: Values, io: Io): Promise<Record<string, unknown>> {
  const file = values['secret-file'];
  const calendarFile = values['calendar-file'];
  const calendar = calendarFile === undefined ? {} : { calendar: (await readInput(calendarFile, io.stdin)).trim() };
  if (kind === 'mail') return { to: values.to, ...calendar };
  const { question, secretOf } = ASKED[kind];
  const text = file === undefined ? await askUnseen(question, io) : await readInput(file, io.stdin);
  return { ...secretOf(text.trim()), ...calendar };
}
