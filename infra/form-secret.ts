import { CfnSecret, type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { kept } from './keep.ts';

/**
 * The sources of forms, which `desk sources` writes: apart from the key that signs reply addresses, so that only the function that takes forms
 * in reads them. It outlives the stack: with it would go what every form proves itself by. Made without a value, so that no template can write over
 * what admins added: without one there is no source.
 */
export class FormSecret extends Construct {
  readonly secret: ISecret;

  constructor(scope: Construct, id: string, { keep }: { keep: boolean }) {
    super(scope, id);
    const made = new CfnSecret(this, 'Resource', { description: 'Support desk: sources of forms and their secrets' });
    made.applyRemovalPolicy(kept({ keep }));
    this.secret = Secret.fromSecretCompleteArn(this, 'Secret', made.ref);
  }
}
