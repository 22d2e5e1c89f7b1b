import { ConfigurationSet, ConfigurationSetTlsPolicy, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';

/** How SES sends: each mail names it; the identity does not, so that other senders of the domain never depend on these stacks. */
export class SendingConfiguration extends ConfigurationSet {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // A customer's old mail server is no reason to leave the customer without an answer.
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
    });
  }
}
