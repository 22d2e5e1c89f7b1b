import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { type DkimRecord, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Deployment } from './settings-schema.ts';

/** The domain as which SES sends and for which it signs. */
export class OutboundMail extends Construct {
  /** CNAME records that prove the domain is the desk's; none when the identity was there before. */
  readonly dkimRecords: DkimRecord[];
  private readonly mailDomain: string;
  private readonly supportAddress: string;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    this.mailDomain = deployment.mailDomain;
    this.supportAddress = deployment.supportAddress;
    this.dkimRecords =
      deployment.sendingIdentity === 'create'
        ? new EmailIdentity(this, 'Identity', { identity: Identity.domain(this.mailDomain) }).dkimRecords
        : [];
  }

  /** Lets a function send mail from the support address, and as nobody else. */
  grantSend(sender: IGrantable): void {
    const identity = Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: this.mailDomain });
    Grant.addToPrincipal({
      grantee: sender,
      actions: ['ses:SendRawEmail'],
      resourceArns: [identity],
      conditions: { StringEquals: { 'ses:FromAddress': this.supportAddress } },
    });
  }
}
