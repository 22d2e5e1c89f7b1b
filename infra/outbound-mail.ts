import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { canaryAddress } from '../shared/mail/signed/probe.ts';
import type { Deployment } from './settings-schema.ts';

type Props = Pick<Deployment, 'supportAddress' | 'addresses' | 'forwardedFrom'>;

/** As whom the functions send. */
export class OutboundMail extends Construct {
  private readonly senders: string[];
  private readonly canary: string;

  constructor(scope: Construct, id: string, { supportAddress, addresses = [], forwardedFrom = [] }: Props) {
    super(scope, id);
    this.senders = [supportAddress, ...[...addresses, ...forwardedFrom].map(({ address }) => address)];
    this.canary = canaryAddress({ supportAddress });
  }

  /** Lets a function ask how the account stands; SES has no resource for that (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html). */
  grantAskAccount(asker: IGrantable): void {
    const actions = ['ses:GetAccountSendingEnabled', 'ses:GetSendQuota', 'ses:GetSendStatistics'];
    Grant.addToPrincipal({ grantee: asker, actions, resourceArns: ['*'] });
  }

  /**
   * Lets a function send mail from the addresses that customers write to, and as nobody else. The From address is what binds
   * (https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html), and no resource could: in the sandbox SES wants a right
   * on the recipient's identity as well (https://github.com/aws/aws-sdk-js/issues/3641), and on a configuration set that is
   * named, always (https://github.com/aws/aws-cdk/issues/34402).
   */
  grantSend(sender: IGrantable): void {
    this.grantSendAs(sender, this.senders);
  }

  /** Lets a function send canaries. Apart from the above: whoever answers customers has no business with that address. */
  grantSendCanary(sender: IGrantable): void {
    this.grantSendAs(sender, [this.canary]);
  }

  private grantSendAs(sender: IGrantable, addresses: string[]): void {
    const all = (resource: string) => Stack.of(this).formatArn({ service: 'ses', resource, resourceName: '*' });
    Grant.addToPrincipal({
      grantee: sender,
      actions: ['ses:SendRawEmail'],
      resourceArns: [all('identity'), all('configuration-set')],
      conditions: { StringEquals: { 'ses:FromAddress': addresses } },
    });
  }
}
