import { Aws, Fn } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { kept } from './keep.ts';
import type { Deployment } from './settings-schema.ts';

const MFA = { required: Mfa.REQUIRED, optional: Mfa.OPTIONAL, off: Mfa.OFF };
const SHORTEST_PASSWORD = 14;

/**
 * The accounts of agents: an admin makes them, and each is the agent whose address it has. What they may do says the agent's record. A second
 * factor is a code of an app: codes by SMS cost, and can be taken over.
 */
export class AgentPool extends UserPool {
  constructor(
    scope: Construct,
    id: string,
    { keep }: Pick<Deployment, 'keep'>,
    { mfa }: Extract<Deployment['login'], { by: 'cognito' }>,
  ) {
    super(scope, id, {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: false,
      featurePlan: FeaturePlan.ESSENTIALS,
      mfa: MFA[mfa],
      ...(mfa !== 'off' && { mfaSecondFactor: { sms: false, otp: true } }),
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: SHORTEST_PASSWORD,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      removalPolicy: kept({ keep }),
    });
    // A prefix is one of all accounts in a Region: the last block of the stack's own id is nobody else's.
    const guid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    this.addDomain('Login', { cognitoDomain: { domainPrefix: `desk-${Fn.select(4, Fn.split('-', guid))}` } });
  }
}
