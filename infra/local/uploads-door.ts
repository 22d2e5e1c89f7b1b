import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { S3Client } from '@aws-sdk/client-s3';
import { putObject } from '../../shared/aws/put-object.ts';
import { PREFIX } from '../../shared/names.ts';
import { objectFault } from './checks/object.ts';
import { refuseForeignHosts } from './host-check.ts';
import { closeServer, LOOPBACK, listen } from './loopback.ts';
import type { Service } from './serve.ts';
import { corsHeaders, preflight } from './uploads/cors.ts';
import { type Refusal, wrongSignature } from './uploads/signature.ts';

type Options = {
  s3: S3Client;
  bucket: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Origin of the pages that may send files. */
  origin: string;
  onError: (error: unknown) => void;
  /** The machine's time, by which addresses are signed. */
  now?: () => Date;
};

const NOT_ALLOWED = 'CORSResponse: This CORS request is not allowed.';

/**
 * The bucket as browsers see it, which the emulator's is not: it knows no CORS, checks neither signature nor length of an upload, and takes
 * no more than 11 MiB at once. Takes what S3 takes of a presigned PUT below `uploads/`, and streams it into the bucket.
 */
export async function openUploadsDoor(options: Options): Promise<Service> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error) => {
      // Who hangs up in the middle wants no answer, and nothing of the file stays.
      if (request.destroyed && !request.complete) return;
      options.onError(error);
      refuse(response, { status: 500, code: 'InternalError', message: 'We encountered an internal error.' });
    });
  });
  refuseForeignHosts(server);
  const port = await listen(server);
  return { url: `http://${LOOPBACK}:${port}`, close: () => closeServer(server) };
}

async function answer(options: Options, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { s3, bucket, origin, credentials, now = () => new Date() } = options;
  if (request.method === 'OPTIONS') {
    const allowed = preflight(request, origin);
    if (!allowed) return refuse(response, { status: 403, code: 'AccessForbidden', message: NOT_ALLOWED });
    response.writeHead(200, allowed).end();
    return;
  }
  response.setHeaders(new Map(Object.entries(corsHeaders(request, origin))));
  const key = keyOf(request, bucket);
  const refusal = wrongRequest(request, key) ?? wrongSignature(request, credentials, now());
  if (refusal) return refuse(response, refusal);
  await putObject(s3, { Bucket: bucket, Key: key, ContentType: request.headers['content-type'] }, request);
  response.writeHead(200).end();
}

/** The key that a path-style address names, which no key of an upload has to be encoded in; empty for none of this bucket. */
function keyOf({ url = '' }: IncomingMessage, bucket: string): string {
  const [path = ''] = url.split('?');
  const place = `/${bucket}/`;
  return path.startsWith(place) ? path.slice(place.length) : '';
}

/** What S3 finds before it looks at the signature; the desk gives out addresses for uploads alone, so all else is somebody's mistake. */
function wrongRequest({ method, headers }: IncomingMessage, key: string): Refusal | undefined {
  if (method !== 'PUT' || !key.startsWith(PREFIX.uploads)) {
    return { status: 405, code: 'MethodNotAllowed', message: 'Only files of a page are put here.' };
  }
  if (headers['content-length'] === undefined) {
    return { status: 411, code: 'MissingContentLength', message: 'You must provide the Content-Length HTTP header.' };
  }
  const fault = objectFault(key, { 'content-type': headers['content-type'] ?? '' });
  return fault && { status: 400, ...fault };
}

/** As S3 says it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  );
}
