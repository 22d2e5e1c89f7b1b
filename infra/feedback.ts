import { Aws } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
  type IConfigurationSet,
} from 'aws-cdk-lib/aws-ses';
import { type CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { QueueWithDeadLetters } from './queue-with-dead-letters.ts';

/** Every end of a mail that is bad; of those that arrived, the ones that a promise or a contact at night hangs on: others are most of all mail. */
const FEEDBACK_FILTER = {
  $or: [
    { eventType: ['Bounce', 'Complaint', 'Reject'] },
    { eventType: ['Delivery'], mail: { tags: { purpose: ['answer', 'escalation', 'contact'] } } },
  ],
};

/**
 * SES reports what became of each mail of the configuration set to a topic, and that to the queue. The destination is the desk's own: the set
 * is of the stack that stays, and knows nothing of who listens.
 */
export class Feedback extends Construct {
  constructor(scope: Construct, id: string, { set, queue }: { set: IConfigurationSet; queue: QueueWithDeadLetters }) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { displayName: 'What became of mails', enforceSSL: true });
    topic.grantPublish(
      new ServicePrincipal('ses.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const subscription = topic.addSubscription(new SqsSubscription(queue.queue, { deadLetterQueue: queue.deadLetters }))
      .node.defaultChild as CfnSubscription;
    // As they are: the construct's own filters know no "or".
    subscription.filterPolicyScope = 'MessageBody';
    subscription.filterPolicy = FEEDBACK_FILTER;
    const destination = new ConfigurationSetEventDestination(this, 'Events', {
      configurationSet: set,
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY,
      ],
    });
    // SES refuses a topic that it may not publish to: its policy has to be there first.
    destination.node.addDependency(topic);
  }
}
