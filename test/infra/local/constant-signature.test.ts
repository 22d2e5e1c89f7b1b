import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signNothing } from '../../../infra/local/constant-signature.ts';
import { clientFor } from '../../../infra/local/resources.ts';
import { type Service, serve } from '../../../infra/local/serve.ts';

const seen: Headers[] = [];
let service: Service;
beforeAll(async () => {
  service = await serve((request) => {
    seen.push(request.headers);
    return Response.json({ TableNames: [] });
  });
  signNothing();
});
afterAll(() => service.close());

it('requests say who sends them and when, with a signature that is none', async () => {
  const client = new DynamoDBClient(clientFor(service.url));
  await client.send(new ListTablesCommand());
  client.destroy();
  const signed =
    /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, SignedHeaders=host, Signature=none$/;
  expect(seen[0]?.get('authorization')).toMatch(signed);
  expect(seen[0]?.get('x-amz-date')).toMatch(/^\d{8}T\d{6}Z$/);
});

it('an address is signed as ever', async () => {
  const client = new S3Client({ ...clientFor(service.url), forcePathStyle: true });
  const url = new URL(await getSignedUrl(client, new PutObjectCommand({ Bucket: 'b', Key: 'k' })));
  expect(url.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
});
