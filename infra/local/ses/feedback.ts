import { readHeaders } from '../smtp/headers.ts';
import { scan } from '../smtp/scan.ts';
import type { TakenMail } from './records.ts';
import type { Rules } from './rules.ts';
import { fatesOf } from './simulator.ts';

/** An event as a configuration set publishes it, to be sent to a topic. */
export type Feedback = { topicArn: string; event: { eventType: string; mail: object } & Record<string, unknown> };

const ACCOUNT = '000000000000';

/**
 * What SES reports of a mail that it took, as the mail's configuration set asks for: one event for each recipient and fate.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export async function feedbackOf(rules: Rules, taken: TakenMail, region: string): Promise<Feedback[]> {
  const set = taken.configurationSet === undefined ? undefined : rules.configurationSets[taken.configurationSet];
  if (set === undefined) return [];
  const mail = await mailObject(taken, region);
  const publish = (eventType: string, detail: Record<string, unknown>): Feedback => ({
    topicArn: set.topicArn,
    event: { eventType, mail, [eventType.toLowerCase()]: detail },
  });
  const isVirus = scan(taken.raw).virus === 'FAIL';
  const happened = isVirus
    ? [publish('Reject', { reason: 'Bad content' })]
    : taken.destinations.flatMap((recipient) =>
        fatesOf(recipient, rules).map(({ type, detail }) =>
          publish(type, { timestamp: taken.at, ...detail(recipient), ...idOf(type) }),
        ),
      );
  return [publish('Send', {}), ...happened].filter(({ event }) => set.events.some((type) => type === event.eventType));
}

/** Bounces and complaints have an id of their own. */
function idOf(type: string): { feedbackId?: string } {
  return type === 'Bounce' || type === 'Complaint' ? { feedbackId: `${crypto.randomUUID()}-000000` } : {};
}

async function mailObject(taken: TakenMail, region: string) {
  const { messageId, at, source, destinations, tags, configurationSet, raw } = taken;
  const headers = await readHeaders(raw);
  const [, domain = ''] = source.split('@');
  return {
    timestamp: at,
    source,
    sourceArn: `arn:aws:ses:${region}:${ACCOUNT}:identity/${domain}`,
    sendingAccountId: ACCOUNT,
    messageId,
    destination: destinations,
    headersTruncated: headers.truncated,
    headers: headers.list,
    // SES has put its own id in place of the mail's.
    commonHeaders: { ...headers.common, messageId },
    tags: {
      'ses:configuration-set': [configurationSet],
      'ses:from-domain': [domain],
      'ses:operation': ['SendRawEmail'],
      ...Object.fromEntries(tags.map(({ name, value }) => [name, [value]])),
    },
  };
}
