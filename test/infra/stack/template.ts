import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { deskStacks } from '../../../infra/desk-stacks.ts';
import { parseSettings } from '../../../infra/settings.ts';
import { context, deskContext } from '../committed-settings.ts';

export const CONTEXT = {
  ...context,
  // Without the functions' code, which takes most of the time.
  'aws:cdk:bundling-stacks': [],
  // The warning about the committed placeholders stays on the stack and out of the tests' output.
  '@aws-cdk/core:annotationsInValidationReport': false,
};

/** The two stacks of a stage with changed settings. */
export function deskStage(changes: Record<string, unknown>, name = 'prod') {
  const app = new App({ context: CONTEXT });
  return deskStacks(app, { name, deployment: parseSettings(deskContext(changes)) });
}

/** By the settings that are changed: the tests ask for some of them many times, and change nothing of what they get. */
const made = new Map<string, Template>();

/** Both as CloudFormation gets them, each reference from one to the other in place of its import. */
export function synthesize(changes: Record<string, unknown>): Template {
  // A setting that is taken away is another one than a setting that is left as it is.
  const key = JSON.stringify(changes, (_, value) => (value === undefined ? '(none)' : value));
  const template = made.get(key) ?? synthesized(changes);
  made.set(key, template);
  return template;
}

function synthesized(changes: Record<string, unknown>): Template {
  const { state, desk } = deskStage(changes);
  const [kept, built] = [Template.fromStack(state).toJSON(), Template.fromStack(desk).toJSON()];
  const twice = Object.keys(kept.Resources).filter((id) => id in built.Resources);
  if (twice.length > 0) throw new Error(`one id in both stacks: ${twice.join()}`);
  const both = {
    Resources: { ...kept.Resources, ...built.Resources },
    Outputs: { ...kept.Outputs, ...built.Outputs },
    Rules: built.Rules,
  };
  const exported = new Map(Object.values<Export>(kept.Outputs).map(({ Export, Value }) => [Export?.Name, Value]));
  return Template.fromJSON(withoutImports(both, exported));
}

type Export = { Export?: { Name: string }; Value: unknown };

function withoutImports(value: unknown, exported: Map<string | undefined, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value), (_, inner) => {
    const name = inner?.['Fn::ImportValue'];
    return name === undefined ? inner : exported.get(name);
  });
}

/** Both with the settings that are committed. */
export const template = synthesize({});

/** Both once customers are to write. */
export const live = synthesize({ live: true });

type Resource = { Type: string; Properties: Record<string, unknown>; [attribute: string]: unknown };

/** Every resource of a type, by its logical id. */
export function resources(type: string, of = template): [id: string, resource: Resource][] {
  return Object.entries(of.findResources(type)).map(([id, resource]) => [id, resource as Resource]);
}

/** The one resource of a type whose path in the stack makes this name, such as `TimersRole`. */
export function resource(type: string, name: string, of = template): { id: string } & Resource {
  const found = resources(type, of).filter(([id]) => nameOf(id) === name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} resources ${name} of type ${type}`);
  return { id: found[0][0], ...found[0][1] };
}

/** A logical id without the hash that CDK puts after it. */
export function nameOf(id: string): string {
  return id.replace(/[0-9A-F]{8}$/, '');
}

/** It serves CloudFormation during a deploy, and no mail, form or agent. */
export const ACTIVATION = 'InboundMailActiveFunction';

/** It reads the table's stream, and has none of a door's rights. */
export const STREAM_READER = 'TicketChangesFunction';

/** The functions that run while the desk does. */
export const functions = resources('AWS::Lambda::Function').filter(([id]) => nameOf(id) !== ACTIVATION);

/** Those of them that are doors of the desk. */
export const doors = functions.filter(([id]) => nameOf(id) !== STREAM_READER);
