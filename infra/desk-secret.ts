import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { kept } from './keep.ts';

/** 62 characters to choose from: 43 of them hold 256 bits, the strength of the HMAC they key. */
const SIGNING_KEY_LENGTH = 43;

/**
 * The key that signs reply addresses, made here and known to nobody, and the secrets of webhooks that were added before forms had a secret of
 * their own (`AdminSecret`). It outlives
 * the stack: with the key would go every reply address in customers' mailboxes.
 */
export class DeskSecret extends Secret {
  constructor(scope: Construct, id: string, { keep }: { keep: boolean }) {
    super(scope, id, {
      description: 'Support desk: signing key of reply addresses, secrets of webhook sources',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ webhooks: {} }),
        generateStringKey: 'signingKey',
        passwordLength: SIGNING_KEY_LENGTH,
        excludePunctuation: true,
      },
      removalPolicy: kept({ keep }),
    });
  }
}
