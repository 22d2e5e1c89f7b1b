import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ASKED } from '../emulators/asked-headers.ts';
import { type ObjectFault, objectFault } from './object.ts';
import { refuseFirst, watchAnswers } from './watch.ts';

/** Headers that S3 keeps with an object and gives back. */
const KEPT = /^(content-type|content-disposition|content-encoding|content-language|cache-control|x-amz-meta-.*)$/;

/** What fauxqs says of messages that are too long (the queue's `MaximumMessageSize`) or that no queue can carry. */
const MESSAGE_FAULTS = /must be shorter than|cannot be longer than|InvalidMessageContents/;

/** Puts S3's rules on keys and headers before fauxqs, which has none, and notes messages of SNS and SQS that it refuses. */
export function checkMessaging(server: Server): void {
  refuseFirst(server, refuseObject);
  watchAnswers(server, 'SNS and SQS', (body) => MESSAGE_FAULTS.test(body));
  watchAnswers(server, 'S3', (body) => body.includes(OURS));
}

function refuseObject(request: IncomingMessage, response: ServerResponse): boolean {
  const fault = faultOf(request);
  if (fault === undefined) return false;
  response.writeHead(400, { 'content-type': 'application/xml', connection: 'close' });
  response.end(`<Error><Code>${fault.code}</Code><Message>${fault.message}</Message>${OURS}</Error>`);
  return true;
}

/** Marks the answers of this file. */
const OURS = '<HostId>local-checks</HostId>';

function faultOf({ url = '/', headers }: IncomingMessage): ObjectFault | undefined {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const key = /^\/[^/]+\/(.+)$/.exec(pathname)?.[1];
  // SNS and SQS are asked at the root, or at a queue's own address.
  if (key === undefined || /^\/\d{12}\//.test(pathname)) return undefined;
  const kept = Object.entries(headers).filter(([name]) => KEPT.test(name));
  const asked = [...searchParams].filter(([name]) => ASKED.test(name));
  const texts = [...kept, ...asked].map(([name, value]) => [name, String(value)] as const);
  return objectFault(decodeURIComponent(key), Object.fromEntries(texts));
}
