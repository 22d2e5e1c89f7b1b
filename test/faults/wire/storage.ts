import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { BUCKET, FORM_SECRET_ID, SECRET_ID } from '../../../infra/local/resources.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import type { Backend } from './backends.ts';

/** All three have the SDK's usual limits. */
const hang = { requests: 3, seconds: 5 };

/** S3 over the map of files that the oracle reads: `PutObject` and `GetObject`, in the path style. */
export function s3Backend({ stored }: Pick<MemoryDesk, 'stored'>): Backend {
  const error = (status: number, code: string) =>
    new Response(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, {
      status,
      headers: { 'content-type': 'application/xml' },
    });
  return {
    nameOf: ({ method }) => `s3.${method === 'PUT' ? 'PutObject' : 'GetObject'}`,
    async answer({ method, url, headers, body }) {
      const key = decodeURIComponent(new URL(url, 'http://s3').pathname).slice(`/${BUCKET}/`.length);
      if (method === 'PUT') {
        stored.set(key, { content: body, contentType: headers['content-type'] ?? '' });
        return new Response('', { headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } });
      }
      const file = stored.get(key);
      if (!file) return error(404, 'NoSuchKey');
      return new Response(new Uint8Array(file.content), { headers: { 'content-type': file.contentType } });
    },
    fail: (isThrottled) => (isThrottled ? error(503, 'SlowDown') : error(500, 'InternalError')),
    hang,
  };
}

const json = (value: object, status = 200) =>
  Response.json(value, { status, headers: { 'content-type': 'application/x-amz-json-1.1' } });

const failOf = (isThrottled: boolean) =>
  isThrottled ? json({ __type: 'ThrottlingException' }, 400) : json({ __type: 'InternalFailure' }, 500);

type Batch = { Entries: { Id: string; MessageBody: string; DelaySeconds?: number }[] };

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** The queues of the intake and of the team's mail: what is put there the world delivers. */
export function sqsBackend({ again, team, machineNow }: Pick<MemoryDesk, 'again' | 'team' | 'machineNow'>): Backend {
  const isBatch = (headers: IncomingHttpHeaders) => headers['x-amz-target'] === 'AmazonSQS.SendMessageBatch';
  return {
    nameOf: ({ headers }) => `sqs.${isBatch(headers) ? 'SendMessageBatch' : 'SendMessage'}`,
    async answer({ headers, body }) {
      if (isBatch(headers)) {
        const { Entries }: Batch = JSON.parse(body.toString());
        for (const { MessageBody, DelaySeconds = 0 } of Entries) {
          team.queue.push({ body: MessageBody, visibleAt: machineNow().getTime() + DelaySeconds * 1000 });
        }
        const Successful = Entries.map(({ Id, MessageBody }) => ({
          Id,
          MessageId: Id,
          MD5OfMessageBody: md5(MessageBody),
        }));
        return json({ Successful, Failed: [] });
      }
      const { MessageBody } = JSON.parse(body.toString());
      again.push(JSON.parse(MessageBody).Message);
      return json({ MessageId: '1', MD5OfMessageBody: md5(MessageBody) });
    },
    fail: failOf,
    hang,
  };
}

/** Secrets Manager with the desk's secret, and the forms'. */
export function secretsBackend({ secrets }: Pick<MemoryDesk, 'secrets'>): Backend {
  return {
    nameOf: () => 'secretsmanager.GetSecretValue',
    async answer({ body }) {
      const { SecretId: Name }: { SecretId: string } = JSON.parse(body.toString());
      const [signingKey] = await secrets.signingKeys();
      const ofForm = (await secrets.webhookSecrets('form'))?.map((secret) => ({ secret }));
      const held: Record<string, unknown> = {
        [SECRET_ID]: { signingKey },
        [FORM_SECRET_ID]: { sources: { form: { type: 'standard', secrets: ofForm } } },
      };
      return json({ Name, SecretString: JSON.stringify(held[Name]) });
    },
    fail: failOf,
    hang,
  };
}
