import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { KEEP } from './keep.ts';

/**
 * The sources of forms, which `desk sources` writes: apart from the key that signs reply addresses, so that only the function that takes forms
 * in reads them. It outlives the stack: with it would go what every form proves itself by.
 */
export class FormSecret extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Support desk: sources of forms and their secrets',
      // Made once: a value in the template could be written again over what admins added. The key beside the sources is of no use.
      generateSecretString: { secretStringTemplate: JSON.stringify({ sources: {} }), generateStringKey: 'unused' },
      removalPolicy: KEEP,
    });
  }
}
