import { Stack } from 'aws-cdk-lib';
import { type IPublicHostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Deployment } from './settings-schema.ts';

/** The hosted zone of the settings, which was there before the desk. */
export function deskZone(scope: Construct, { id, name }: NonNullable<Deployment['zone']>): IPublicHostedZone {
  const known = Stack.of(scope).node.tryFindChild('Zone');
  if (known) return known as unknown as IPublicHostedZone;
  return PublicHostedZone.fromPublicHostedZoneAttributes(Stack.of(scope), 'Zone', { hostedZoneId: id, zoneName: name });
}
