import type { Deployment } from '../../settings-schema.ts';
import type { Subscription } from '../preflight/facts.ts';

/** Somebody who is to hear alarms. `missing`: by the settings, and not subscribed to the topic. */
export type Listener = { protocol: string; endpoint: string; state: 'confirmed' | 'pending' | 'missing' };

/** Whom the settings name, then whoever else is subscribed. */
export function listenersOf(
  { alarmMail, alarmUrl }: Pick<Deployment, 'alarmMail' | 'alarmUrl'>,
  subscriptions: readonly Subscription[],
): { named: Listener[]; others: Listener[] } {
  const left = [...subscriptions];
  const find = (protocol: string, endpoint: string | undefined): Listener[] => {
    if (endpoint === undefined) return [];
    const at = left.findIndex((each) => each.protocol === protocol && isSame(each, endpoint));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return [found ? asListener(found) : { protocol, endpoint: shown({ protocol, endpoint }), state: 'missing' }];
  };
  const named = [...find('email', alarmMail), ...find('https', alarmUrl)];
  return { named, others: left.map(asListener) };
}

/** What brings a listener to hear alarms. */
export function mendOf({ protocol, endpoint, state }: Listener, topic = 'the output AlarmTopic'): string {
  const again = `aws sns subscribe --topic-arn ${topic} --protocol ${protocol} --notification-endpoint ${endpoint}`;
  if (state === 'missing') return `subscribe it: ${again}`;
  if (protocol === 'email') return `click in the mail that SNS sent there; it is good for two days, then: ${again}`;
  return `the service there confirms by itself if the address is that of its CloudWatch integration; ask once more: ${again}`;
}

function isSame({ protocol, endpoint }: Subscription, wanted: string): boolean {
  return protocol === 'email' ? endpoint.toLowerCase() === wanted.toLowerCase() : endpoint === wanted;
}

function asListener(subscription: Subscription): Listener {
  const { protocol, isConfirmed } = subscription;
  return { protocol, endpoint: shown(subscription), state: isConfirmed ? 'confirmed' : 'pending' };
}

/** The address of a service that pages has the key to it in its path. */
function shown({ protocol, endpoint }: Pick<Subscription, 'protocol' | 'endpoint'>): string {
  if (!protocol.startsWith('http') || !URL.canParse(endpoint)) return endpoint;
  return `${new URL(endpoint).origin}/…`;
}
