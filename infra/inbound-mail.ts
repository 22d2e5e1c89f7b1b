import { Aws } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { MxRecord } from 'aws-cdk-lib/aws-route53';
import { type IReceiptRuleSet, ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { S3 } from 'aws-cdk-lib/aws-ses-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { PREFIX } from '../shared/names.ts';
import { receivedAt } from '../shared/ticket/desk-addresses.ts';
import { ActiveRuleSet } from './active-rule-set.ts';
import { deskZone } from './desk-zone.ts';
import type { MailBucket } from './mail-bucket.ts';
import type { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import type { Deployment } from './settings-schema.ts';

type Props = Pick<Deployment, 'supportAddress' | 'addresses' | 'mailDomain' | 'zone' | 'live' | 'ruleSet'> & {
  bucket: MailBucket;
  intake: QueueWithDeadLetters;
};

/** SES takes mail for the addresses of the desk: the raw mail goes to the bucket, a notification with the verdicts to the intake queue. */
export class InboundMail extends Construct {
  /** One set is active in an account and Region: ours, or another that our rule joins. */
  readonly ruleSet: IReceiptRuleSet;
  readonly rule: ReceiptRule;

  constructor(scope: Construct, id: string, { bucket, intake, ruleSet: wanted, ...settings }: Props) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { displayName: 'Mail received', enforceSSL: true });
    topic.grantPublish(
      new ServicePrincipal('ses.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    // Not raw: the notification comes in its SNS envelope. What SNS cannot deliver joins what the function could not handle.
    topic.addSubscription(new SqsSubscription(intake.queue, { deadLetterQueue: intake.deadLetters }));

    const own = wanted.existing === undefined ? new ReceiptRuleSet(this, 'RuleSet') : undefined;
    this.ruleSet = own ?? ReceiptRuleSet.fromReceiptRuleSetName(this, 'RuleSet', String(wanted.existing));
    this.rule = this.ruleSet.addRule('Support', {
      // Without it the rule is the first of its set.
      ...(wanted.after && { after: ReceiptRule.fromReceiptRuleName(this, 'After', wanted.after) }),
      // Also takes help+label@…, the signed addresses ("Creating Receipt Rules", Amazon SES Developer Guide).
      recipients: receivedAt(settings),
      // SES acts on no verdict by itself; without the scan the notification has none.
      scanEnabled: true,
      // A customer's old mail server is no reason to bounce the customer.
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [new S3({ bucket, objectKeyPrefix: PREFIX.raw, topic })],
    });
    // SES refuses a rule whose topic it may not publish to: the topic's policy has to be there first.
    this.rule.node.addDependency(topic);
    const active =
      own && wanted.activate
        ? new ActiveRuleSet(this, 'Active', { ruleSet: own, rule: this.rule, displace: wanted.displace })
        : undefined;
    this.leadMailHere(settings, active ?? this.rule);
  }

  /** Mail is led here once customers are to write, and once all behind it is there. Without the domain's own zone the record is the admin's. */
  private leadMailHere(
    { live, zone, mailDomain }: Pick<Deployment, 'live' | 'zone' | 'mailDomain'>,
    last: Construct,
  ): void {
    if (!live || zone?.name !== mailDomain) return;
    const values = [{ priority: 10, hostName: `inbound-smtp.${Aws.REGION}.${Aws.URL_SUFFIX}` }];
    new MxRecord(this, 'Mx', { zone: deskZone(this, zone), values }).node.addDependency(last);
  }
}
