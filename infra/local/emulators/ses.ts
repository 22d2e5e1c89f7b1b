import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { CONFIGURATION_SET, clientFor, FEEDBACK_TOPIC_ARN, REGION } from '../resources.ts';
import { type SesDoor, startSes } from '../ses/door.ts';
import { EVENT_TYPES, type Rules } from '../ses/rules.ts';

type Options = {
  port: number;
  /** The domain as which the desk may send. */
  identity: string;
  mailbox: string;
  messagingUrl: string;
  /** Whether it tells the desk's topic what became of mails; it does not of an identity that is another's. */
  isReporting?: boolean;
  onError: (error: unknown) => void;
};

/** The desk's account of SES: out of the sandbox, with one verified domain and the configuration set that reports to a topic. */
export async function startAccount({
  identity,
  messagingUrl,
  isReporting = true,
  ...options
}: Options): Promise<SesDoor> {
  const sns = new SNSClient(clientFor(messagingUrl));
  const rules: Rules = {
    verified: [identity],
    sandbox: false,
    paused: false,
    perSecond: null,
    perDay: null,
    unreachable: [],
    suppressed: [],
    configurationSets: {
      [CONFIGURATION_SET]: { topicArn: FEEDBACK_TOPIC_ARN, events: isReporting ? [...EVENT_TYPES] : [] },
    },
    refuse: [],
  };
  return startSes({
    ...options,
    region: REGION,
    rules,
    publish: ({ topicArn, event }) =>
      sns.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: 'Amazon SES Email Event Notification',
          Message: JSON.stringify(event),
        }),
      ),
  });
}
