import type { MIMEType } from 'node:util';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { FormDelivery, FormProvider } from '../../shared/forms/provider.ts';
import { PublicError } from '../../shared/public-error.ts';
import { MOST_BYTES, tooLarge } from '../http/app.ts';
import { formType, MULTIPART, PAIRS } from '../web/form-type.ts';

/**
 * Of what carries files: Lambda takes events of 6 MB, in which they are in base64
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
export const MOST_WITH_FILES = 4_500_000;

const JSON_TYPE = 'application/json';
/** What programs call a body of which nobody told them the type: `curl -d` the first. */
const SAYING_NOTHING = [PAIRS, 'application/octet-stream'];
/** What a store of objects takes for a type, and no sender needs more of. */
const STORED_TYPE = /^[ -~]{1,200}$/;

/**
 * A delivery in the very bytes of its sender, the type with which it is kept, and from which address. `hasLost`: bytes of it that are no UTF-8
 * came to nothing on their way to us, so that these are not the sender's; undefined where nobody can tell.
 */
export type Received = FormDelivery & { contentType: string; hasLost: boolean | undefined; ip: string };

/**
 * The delivery in an event. Throws a 415 for a type that the provider does not read, and a 413 for more than such a body may have.
 */
export function readDelivery(event: APIGatewayProxyEventV2, { types = [JSON_TYPE] }: FormProvider): Received {
  const headers = Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]));
  // Base64 that is none has not come so far (`serve`).
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const said = formType(headers['content-type'] || JSON_TYPE);
  const most = said?.essence === MULTIPART ? MOST_WITH_FILES : MOST_BYTES;
  if (body.length > most) throw tooLarge(most);
  const isJson = said && SAYING_NOTHING.includes(said.essence) && isJsonText(body);
  if (isJson) headers['content-type'] = JSON_TYPE;
  const type = isJson ? formType(JSON_TYPE) : said;
  if (type === undefined || !types.includes(read(type))) {
    throw new PublicError(415, `This source takes ${types.join(' or ')}: say so in the header content-type.`);
  }
  const { rawPath, rawQueryString, requestContext } = event;
  const host = headers.host ?? requestContext.domainName;
  // Some sign it: nothing of it is decoded or put in order.
  const url = `https://${host}${rawPath}${rawQueryString ? `?${rawQueryString}` : ''}`;
  const named = [type.toString(), type.essence].find((each) => STORED_TYPE.test(each));
  // Some that speak as S3 does take an object of pairs for a call to them; pairs can be told without their type.
  const contentType = type.essence === PAIRS ? 'text/plain' : (named ?? 'application/octet-stream');
  const hasLost = event.isBase64Encoded ? false : hasLostBytes(body, headers['content-length']);
  return { url, headers, body, contentType, hasLost, ip: requestContext.http.sourceIp };
}

/** The answer (400) to what is not in UTF-8. */
export function notUtf8(): PublicError {
  return new PublicError(400, 'The request must be in UTF-8.');
}

/**
 * API Gateway hands on what it takes for text as a text, in which U+FFFD, three bytes, stands for each byte that is no UTF-8. It then has more
 * than its sender says; one who wrote that letter says its three.
 */
function hasLostBytes(body: Buffer, sent: string | undefined): boolean | undefined {
  if (!body.includes('\ufffd')) return false;
  return sent === undefined ? undefined : body.length > Number(sent);
}

/** Whether it is an object or a list of JSON, which no form of pairs is; in another charset, too, of which its reader then says so. */
function isJsonText(body: Buffer): boolean {
  try {
    const value = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** JSON by any of its names (RFC 6839, section 3.1) is JSON. */
function read({ essence }: MIMEType): string {
  return essence.endsWith('+json') ? JSON_TYPE : essence;
}
