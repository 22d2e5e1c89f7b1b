import { SESClient } from '@aws-sdk/client-ses';
import { startMailbox } from '../../infra/local/emulators/mailbox.ts';
import { clientFor, REGION } from '../../infra/local/resources.ts';
import { startSes } from '../../infra/local/ses/door.ts';
import type { Feedback } from '../../infra/local/ses/feedback.ts';
import { EVENT_TYPES, type Rules } from '../../infra/local/ses/rules.ts';

/** The domain as which the account may send. */
const VERIFIED = 'support.example';

const RULES: Rules = {
  verified: [VERIFIED],
  sandbox: false,
  paused: false,
  perSecond: null,
  perDay: null,
  unreachable: [],
  suppressed: [],
  configurationSets: { sending: { topicArn: 'arn:aws:sns:eu-west-1:000000000000:feedback', events: [...EVENT_TYPES] } },
  refuse: [],
};

/** An account of SES on loopback, with what it sent, refused and reported. */
export async function startSesAccount() {
  const mailbox = await startMailbox();
  const published: Feedback[] = [];
  const errors: unknown[] = [];
  const clock = { ms: Date.parse('2026-11-30T08:00:00.000Z') };
  const door = await startSes({
    port: 0,
    region: REGION,
    rules: structuredClone(RULES),
    mailbox: mailbox.url,
    publish: async (feedback) => void published.push(feedback),
    now: () => clock.ms,
    onError: (error) => errors.push(error),
  });
  const json = async (path: string) => (await fetch(`${door.url}${path}`)).json();
  return {
    url: door.url,
    rules: door.rules,
    clock,
    published,
    errors,
    client: new SESClient({ ...clientFor(door.url), maxAttempts: 1 }),
    sent: () => json('/sent') as Promise<SentByEnvelope[]>,
    refused: () => json('/refused') as Promise<{ code: string; message: string; to: string[]; subject: string }[]>,
    /** A fresh account: what was changed is as it was. */
    reset() {
      Object.assign(door.rules, structuredClone(RULES));
      published.length = 0;
      errors.length = 0;
    },
    /** Takes the mailbox behind the door away. */
    loseMailbox: () => mailbox.close(),
    async stop() {
      await door.close();
      await mailbox.close();
    },
  };
}

type SentByEnvelope = {
  messageId: string;
  source: string;
  destinations: string[];
  header: { name: string; value: string }[];
  tags: { name: string; value: string }[];
  configurationSet?: string;
};

export type SesAccount = Awaited<ReturnType<typeof startSesAccount>>;
