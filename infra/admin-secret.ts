import { CfnSecret, type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { kept } from './keep.ts';

/**
 * A secret that admins write by a command of theirs: the sources of forms (`desk sources`), or the targets outside (`desk targets`). Apart from
 * the key that signs reply addresses, so that only the one function that needs it reads it. It outlives the stack: with it would go what forms
 * prove themselves by, and where targets are. Made without a value, so that no template can write over what admins put there.
 */
export class AdminSecret extends Construct {
  readonly secret: ISecret;

  constructor(scope: Construct, id: string, { keep, description }: { keep: boolean; description: string }) {
    super(scope, id);
    const made = new CfnSecret(this, 'Resource', { description });
    made.applyRemovalPolicy(kept({ keep }));
    this.secret = Secret.fromSecretCompleteArn(this, 'Secret', made.ref);
  }
}
