import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parseSettings } from '../../../infra/settings.ts';
import { SupportDesk } from '../../../infra/support-desk.ts';
import { context, deskContext } from '../committed-settings.ts';

const CONTEXT = {
  ...context,
  // Without the functions' code, which takes most of the time.
  'aws:cdk:bundling-stacks': [],
  // The warning about the committed placeholders stays on the stack and out of the tests' output.
  '@aws-cdk/core:annotationsInValidationReport': false,
};

/** The stack with changed settings. */
export function deskStack(changes: Record<string, unknown>): SupportDesk {
  const app = new App({ context: CONTEXT });
  return new SupportDesk(app, 'SupportDesk', { deployment: parseSettings(deskContext(changes)) });
}

/** That stack as CloudFormation gets it. */
export function synthesize(changes: Record<string, unknown>): Template {
  return Template.fromStack(deskStack(changes));
}

/** The stack with the settings that are committed. */
export const template = synthesize({});

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
