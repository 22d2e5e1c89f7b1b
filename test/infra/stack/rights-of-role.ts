import { resources, template } from './template.ts';

/** A thing that a role may do. */
export type Right = { action: string; on: string; when: Record<string, Record<string, unknown>> | undefined };

type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: Right['when'] };

/** All that a role may do, one right an action and resource; `on` is the resource's expression as text. */
export function rightsOf(role: string, of = template): Right[] {
  return resources('AWS::IAM::Policy', of)
    .filter(([id]) => id.startsWith(`${role}DefaultPolicy`))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
    .flatMap(({ Effect, Action, Resource, Condition }) => {
      if (Effect !== 'Allow') throw new Error(`a statement that does not allow: ${Effect}`);
      return list(Action).flatMap((action) =>
        list(Resource).map((on) => ({ action, on: JSON.stringify(on), when: Condition })),
      );
    });
}

/** The actions of a role on resources whose expression has this text in it, each once, in order. */
export function actionsOn(rights: Right[], text: string): string[] {
  return [...new Set(rights.filter(({ on }) => on.includes(text)).map(({ action }) => action))].sort();
}

function list<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}
