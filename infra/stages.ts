import * as z from 'zod';
import { parseSettings, SettingsError } from './settings.ts';
import type { Deployment } from './settings-schema.ts';

/** One deployed desk of an admin: to try things on, or for customers. */
export type Stage = { name: string; deployment: Deployment };

/** It is part of the stacks' names. */
const NAME = /^[a-z][a-z0-9]{0,15}$/;

/** What commands and the local desk take when nobody names another. */
const USUAL = 'prod';

const contextSchema = z.object({
  desk: z.record(z.string(), z.unknown()).default({}),
  stages: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .refine((stages) => Object.keys(stages).length > 0, 'no stage'),
});
type Context = z.infer<typeof contextSchema>;

/**
 * The stages of `cdk.json`, in the order there: `context.desk` is what all share, and a field of `context.stages.<name>` stands in its place.
 * @throws {SettingsError} that names every field that is wrong in any of them, and its mend.
 */
export function stagesOf(context: unknown): Stage[] {
  const read = readContext(context);
  const wrong = new Set<string>();
  const stages = Object.keys(read.stages).flatMap((name) => {
    try {
      return readStage(read, name);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      // What all share is wrong once.
      for (const line of error.lines) wrong.add(line);
      return [];
    }
  });
  if (wrong.size > 0) throw new SettingsError([...wrong]);
  return apart(stages);
}

/** The MX record of a mail domain leads to one desk. */
function apart(stages: Stage[]): Stage[] {
  const lines = stages.flatMap(({ name, deployment: { mailDomain } }, index) => {
    const other = stages.slice(0, index).find(({ deployment }) => deployment.mailDomain === mailDomain);
    if (other === undefined) return [];
    const expected = `expected another domain than ${mailDomain}, whose mail goes to stage ${other.name}`;
    return [complain(`context.stages.${name}.mailDomain`, expected).message];
  });
  if (lines.length > 0) throw new SettingsError(lines);
  return stages;
}

/**
 * The settings of one stage: of the named one (`DESK_STAGE`), else of `prod`, else of the first. `overrides` stand in place of its own.
 * @throws {SettingsError} that names every field that is wrong, and its mend.
 */
export function deploymentOf(
  context: unknown,
  { name, overrides }: { name?: string | undefined; overrides?: Record<string, unknown> | undefined } = {},
): Deployment {
  if (overrides === undefined) return namedStage(context, { name }).deployment;
  const read = readContext(context);
  const wanted = wantedIn(read, { name });
  return parseSettings(
    { ...read.desk, ...read.stages[wanted], ...overrides },
    { name: 'cdk.json with DESK_OVERRIDES' },
  );
}

/**
 * The stage of this name, else `prod`, else the first; `by` is what named it.
 * @throws {SettingsError} as `deploymentOf`.
 */
export function namedStage(context: unknown, by: { name?: string | undefined; by?: string }): Stage {
  const read = readContext(context);
  return readStage(read, wantedIn(read, by));
}

function wantedIn(
  { stages }: Context,
  { name, by = 'DESK_STAGE' }: { name?: string | undefined; by?: string },
): string {
  const names = Object.keys(stages);
  const wanted = name ?? (names.includes(USUAL) ? USUAL : (names[0] ?? USUAL));
  if (names.includes(wanted)) return wanted;
  throw new SettingsError([`${by}: ${wanted} is no stage; use one of ${names.join(', ')}`]);
}

function readContext(context: unknown): Context {
  const { success, data } = contextSchema.safeParse(context);
  if (success) return data;
  throw complain(
    'context.stages',
    'expected an object with at least one stage, such as {"prod": {"region": "eu-west-1"}}',
  );
}

function readStage({ desk, stages }: Context, name: string): Stage {
  const own = stages[name] ?? {};
  if (!NAME.test(name)) {
    const expected = 'expected a name of at most 16 of a-z and 0-9 that begins with a letter, such as prod';
    throw complain(`context.stages.${name}`, expected);
  }
  return {
    name,
    deployment: parseSettings({ ...desk, ...own }, { place: (field) => placeOf(field, { desk, own, name }) }),
  };
}

/** A field that a stage has, or that none has, is the stage's. */
function placeOf(field: string, { desk, own, name }: { desk: object; own: object; name: string }): string {
  const [first = '', ...rest] = field.split('.').slice(2);
  if (first === '' || (first in desk && !(first in own))) return field;
  return ['context.stages', name, first, ...rest].join('.');
}

function complain(field: string, message: string): SettingsError {
  return new SettingsError([`cdk.json: ${field}: ${message}`]);
}
