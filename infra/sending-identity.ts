import { Aws, CfnOutput } from 'aws-cdk-lib';
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { deskZone } from './desk-zone.ts';
import { kept } from './keep.ts';
import type { Deployment } from './settings-schema.ts';

type Props = Pick<Deployment, 'mailDomain' | 'mailFrom' | 'zone' | 'keep'>;

/**
 * The domain as which SES sends and for which it signs. Bounces come back to a label below it, so that SPF passes for the domain itself; while that label's
 * records are missing, mail goes on under Amazon's. In the desk's zone the records are written, else they are outputs.
 */
export class SendingIdentity extends EmailIdentity {
  constructor(scope: Construct, id: string, { mailDomain, mailFrom, zone, keep }: Props) {
    const isZones = zone?.name === mailDomain;
    const mailFromDomain = `${mailFrom}.${mailDomain}`;
    super(scope, id, {
      identity: isZones ? Identity.publicHostedZone(deskZone(scope, zone)) : Identity.domain(mailDomain),
      mailFromDomain,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    this.applyRemovalPolicy(kept({ keep }));
    if (isZones) return;
    const record = (name: string, value: string, description: string) =>
      new CfnOutput(scope, name, { value, description: `DNS record: ${description}` });
    this.dkimRecords.forEach(({ name, value }, index) => {
      record(`DkimRecord${index + 1}`, `${name} CNAME ${value}`, 'the domain is ours, and mails are signed');
    });
    record(
      'MailFromMx',
      `${mailFromDomain} MX 10 feedback-smtp.${Aws.REGION}.amazonses.com`,
      'bounces come back to SES',
    );
    record('MailFromSpf', `${mailFromDomain} TXT "v=spf1 include:amazonses.com ~all"`, 'SES may send for the domain');
  }
}
