import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpHandler } from '../../functions/http/app.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';

/** What a browser gets: where a redirect leads, else `''`. */
export type Answer = {
  status: number;
  text: string;
  location: string;
  headers: Record<string, string>;
  /** As they were set. */
  cookies: string[];
};

/** Of several values of a name each is a field. */
type Fields = Readonly<Record<string, string | File | readonly (string | File)[]>>;

/** A browser without scripts at a handler of pages: it sends forms as HTML says, by the event that API Gateway makes of them. */
export function visit(handler: HttpHandler, { cookies = [] }: { cookies?: string[] } = {}) {
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: Buffer,
  ): Promise<Answer> => {
    const result = await handler(eventOf({ method, path, headers, body, cookies }), lambdaContext('online-desk'));
    const text = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8').toString();
    const sent = Object.fromEntries(Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]));
    const set = [...(result.cookies ?? [])];
    return { status: result.statusCode ?? 200, text, location: sent.location ?? '', headers: sent, cookies: set };
  };
  return {
    /** Any request, with these headers only. */
    send,
    get: (path: string, _: Fields = {}) => send('GET', path, {}),
    async post(path: string, fields: Fields, headers: Record<string, string> = {}) {
      const form = new FormData();
      for (const [name, values] of Object.entries(fields))
        for (const value of [values].flat()) form.append(name, value);
      const request = new Request('https://desk.example', { method: 'POST', body: form });
      const type = request.headers.get('content-type') ?? '';
      const body = Buffer.from(await request.arrayBuffer());
      return send('POST', path, { 'content-type': type, 'sec-fetch-site': 'same-origin', ...headers }, body);
    },
  };
}

function eventOf(request: {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Buffer | undefined;
  cookies: string[];
}): APIGatewayProxyEventV2 {
  const { method, path, headers, body, cookies } = request;
  const [rawPath = '/', rawQueryString = ''] = path.split('?');
  return {
    version: '2.0',
    routeKey: 'ANY /desk/{proxy+}',
    rawPath,
    rawQueryString,
    headers: { host: 'desk.example', ...headers },
    ...(cookies.length > 0 && { cookies }),
    ...(rawQueryString !== '' && { queryStringParameters: Object.fromEntries(new URLSearchParams(rawQueryString)) }),
    ...(body && { body: body.toString('base64') }),
    isBase64Encoded: body !== undefined,
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'desk.example',
      domainPrefix: 'desk',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'test' },
      requestId: 'test',
      routeKey: 'ANY /desk/{proxy+}',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  };
}
