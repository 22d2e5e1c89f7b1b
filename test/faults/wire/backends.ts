import type { IncomingHttpHeaders } from 'node:http';
import { simpleParser } from 'mailparser';
import { REGION } from '../../../infra/local/resources.ts';
import { sendingLimits } from '../../../infra/local/ses/limits.ts';
import { mailRecords } from '../../../infra/local/ses/records.ts';
import { answered, SesRefusal } from '../../../infra/local/ses/refusal.ts';
import { readRequest } from '../../../infra/local/ses/request.ts';
import type { Rules } from '../../../infra/local/ses/rules.ts';
import { takeMail } from '../../../infra/local/ses/send.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';

/** A request as it came. */
type WireRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer };

/** A service behind the proxy: what it is called, what it answers, and how it fails, in its own protocol. */
export type Backend = {
  nameOf: (request: WireRequest) => string;
  answer: (request: WireRequest) => Promise<Response>;
  fail: (throttled: boolean) => Response;
  /** A call hangs at each of the SDK's tries, each so long (`shared/aws/clients.ts`). */
  hang: { requests: number; seconds: number };
};

/** DynamoDB, at its own endpoint. */
export function dynamoBackend(endpoint: string): Backend {
  const type = (name: string) => `com.amazonaws.dynamodb.v20120810#${name}`;
  const contentType = { 'content-type': 'application/x-amz-json-1.0' };
  return {
    nameOf: ({ headers }) => `dynamodb.${headers['x-amz-target']?.toString().split('.').at(-1)}`,
    async answer({ headers, body }) {
      const names = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];
      const kept = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
      const response = await fetch(endpoint, { method: 'POST', headers: kept, body: new Uint8Array(body) });
      return new Response(await response.text(), { status: response.status, headers: contentType });
    },
    fail(isThrottled) {
      const [status, name] = isThrottled ? [400, 'ThrottlingException'] : [500, 'InternalServerError'];
      const text = JSON.stringify({ __type: type(name), message: 'broken on purpose' });
      return new Response(text, { status, headers: contentType });
    },
    hang: { requests: 3, seconds: 5 },
  };
}

const RULES: Rules = {
  verified: ['support.example'],
  sandbox: false,
  paused: false,
  perSecond: null,
  perDay: null,
  unreachable: [],
  suppressed: [],
  configurationSets: { sending: { topicArn: 'arn:aws:sns:eu-west-1:000000000000:feedback', events: [] } },
  refuse: [],
};

/** SES by the rules of the local one; what it takes is on the list that the oracle reads. */
export function sesBackend({ sent, now }: Pick<MemoryDesk, 'sent' | 'now'>): Backend {
  const limits = sendingLimits(RULES, () => now().getTime());
  const account = { rules: RULES, region: REGION, limits, records: mailRecords() };
  return {
    nameOf: () => 'ses.SendRawEmail',
    async answer({ body }) {
      try {
        const taken = takeMail(account, readRequest(body.toString()), now().toISOString());
        const [recipient = ''] = taken.destinations;
        const tags = Object.fromEntries(taken.tags.map(({ name, value }) => [name, value]));
        const { subject = '', text = '' } = await simpleParser(taken.raw);
        // Of a mail that was taken off the wire the oracle asks no more than this.
        sent.push({ recipient, tags, subject, text } as unknown as OutgoingMail);
        return answered('SendRawEmail', { MessageId: taken.messageId });
      } catch (error) {
        if (error instanceof SesRefusal) return error.toResponse();
        throw error;
      }
    },
    fail: (isThrottled) =>
      (isThrottled
        ? new SesRefusal('Throttling', 'Maximum sending rate exceeded.')
        : new SesRefusal('InternalFailure', 'Internal failure.', 500)
      ).toResponse(),
    hang: { requests: 1, seconds: 8 },
  };
}
