import { Annotations, CfnRule, Fn, type Stack } from 'aws-cdk-lib';
import type { Deployment } from './settings-schema.ts';
import type { Stage } from './stages.ts';

/** Domains that nobody can own (https://www.rfc-editor.org/rfc/rfc2606), alone, in a mail address or in a link. */
const RESERVED = /(^|[@./])(example\.(com|net|org)|[a-z0-9-]+\.(example|invalid|test))([:/]|$)/i;

/** The settings, by their path, that still have a placeholder such as `help@support.example.com`. */
export function placeholders(deployment: Deployment): string[] {
  return texts(deployment, [])
    .filter(([, text]) => RESERVED.test(text))
    .map(([field]) => field);
}

/**
 * A stack with placeholders synthesizes, with a warning, and CloudFormation refuses to deploy it: it asserts rules before it
 * makes anything (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html).
 */
export function refusePlaceholders(stack: Stack, { name, deployment }: Stage): void {
  const fields = placeholders(deployment);
  if (fields.length === 0) return;
  const sentence = `cdk.json: stage ${name} still has placeholders in ${fields.join(', ')}: put in your own before you deploy.`;
  Annotations.of(stack).addWarningV2('support-desk:placeholders', sentence);
  new CfnRule(stack, 'SettingsAreYours', {
    assertions: [{ assert: Fn.conditionEquals('the settings', 'yours'), assertDescription: sentence }],
  });
}

function texts(value: unknown, path: readonly string[]): [field: string, text: string][] {
  if (typeof value === 'string') return [[path.join('.'), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, [...path, key]));
}
