import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  type DkimRecord,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { KEEP } from './keep.ts';
import type { Deployment } from './settings-schema.ts';

/** The domain as which SES sends and for which it signs, and how it sends. */
export class OutboundMail extends Construct {
  /** CNAME records that prove the domain is the desk's; none when the identity was there before. */
  readonly dkimRecords: DkimRecord[];
  /** Each mail names it; the identity does not, so that other senders of the domain never depend on this stack. */
  readonly configurationSet: ConfigurationSet;
  private readonly senders: string[];

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { mailDomain, supportAddress, addresses = [], forwardedFrom = [], sendingIdentity } = deployment;
    this.senders = [supportAddress, ...[...addresses, ...forwardedFrom].map(({ address }) => address)];
    this.dkimRecords = sendingIdentity === 'create' ? this.makeIdentity(mailDomain) : [];
    this.configurationSet = new ConfigurationSet(this, 'Sending', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // A customer's old mail server is no reason to leave the customer without an answer.
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
    });
  }

  private makeIdentity(mailDomain: string): DkimRecord[] {
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(mailDomain) });
    identity.applyRemovalPolicy(KEEP);
    return identity.dkimRecords;
  }

  /**
   * Lets a function send mail from the addresses that customers write to, and as nobody else. The From address is what binds
   * (https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html), and no resource could: in the sandbox SES wants a right
   * on the recipient's identity as well (https://github.com/aws/aws-sdk-js/issues/3641), and on a configuration set that is
   * named, always (https://github.com/aws/aws-cdk/issues/34402).
   */
  grantSend(sender: IGrantable): void {
    const all = (resource: string) => Stack.of(this).formatArn({ service: 'ses', resource, resourceName: '*' });
    Grant.addToPrincipal({
      grantee: sender,
      actions: ['ses:SendRawEmail'],
      resourceArns: [all('identity'), all('configuration-set')],
      conditions: { StringEquals: { 'ses:FromAddress': this.senders } },
    });
  }
}
