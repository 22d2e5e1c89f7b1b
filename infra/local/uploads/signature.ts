import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What S3 says to a request that it does not take. */
export type Refusal = { status: number; code: string; message: string };

type Credentials = { accessKeyId: string; secretAccessKey: string };

/** A week: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const MOST_SECONDS = 604_800;

const denied = (message: string): Refusal => ({ status: 403, code: 'AccessDenied', message });

/**
 * What is wrong with the signature in a request's address (the page above), undefined for one that holds. What it signs of the headers has
 * to be sent as it was signed: so a length or a type other than a slot's fails here, as it does at S3.
 */
export function wrongSignature(request: IncomingMessage, credentials: Credentials, now: Date): Refusal | undefined {
  const [path = '', search = ''] = (request.url ?? '').split('?');
  const query = new URLSearchParams(search);
  const of = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  if (!query.has('X-Amz-Signature')) return denied('Access Denied');
  const [accessKeyId, ...scope] = of('Credential').split('/');
  const signedAt = Date.parse(of('Date').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const seconds = Number(of('Expires'));
  const isReadable = of('Algorithm') === 'AWS4-HMAC-SHA256' && scope.length === 4 && Number.isFinite(signedAt);
  if (!isReadable || !(seconds > 0 && seconds <= MOST_SECONDS)) {
    return { status: 400, code: 'AuthorizationQueryParametersError', message: 'Query-string authentication is wrong' };
  }
  if (now.getTime() > signedAt + seconds * 1000) return denied('Request has expired');
  if (accessKeyId !== credentials.accessKeyId) {
    return { status: 403, code: 'InvalidAccessKeyId', message: 'The AWS Access Key Id does not exist in our records.' };
  }
  const names = of('SignedHeaders').split(';');
  const asked = [
    request.method,
    path,
    canonicalQuery(query),
    ...names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', of('Date'), scope.join('/'), sha256(asked)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  if (names.includes('host') && hmac(key, text).toString('hex') === of('Signature')) return undefined;
  const message = 'The request signature we calculated does not match the signature you provided.';
  return { status: 403, code: 'SignatureDoesNotMatch', message };
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].filter(([name]) => name !== 'X-Amz-Signature');
  return pairs
    .map((pair) => pair.map(encode).join('='))
    .sort()
    .join('&');
}

/** As RFC 3986 has it: `encodeURIComponent` leaves five characters that the signature knows encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
