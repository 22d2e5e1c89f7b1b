import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';

/** `response-content-disposition` and its like: headers that the address of a GET asks S3 to answer with. */
export const ASKED = /^response-/;

/**
 * Answers with the headers that an address asks for (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html), which fauxqs leaves
 * out: so a file is saved under its name here too.
 */
export function answerAsAsked(server: Server): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const asked = askedHeaders(request);
    if (Object.keys(asked).length === 0) return;
    const { writeHead } = response;
    response.writeHead = function asAsked(this: ServerResponse, status: number, headers?: OutgoingHttpHeaders) {
      return writeHead.call(this, status, { ...headers, ...(status < 300 && asked) });
    } as typeof writeHead;
  });
}

function askedHeaders({ method, url = '/' }: IncomingMessage): Record<string, string> {
  if (method !== 'GET') return {};
  const { searchParams } = new URL(url, 'http://local');
  const asked = [...searchParams].filter(([name]) => ASKED.test(name));
  return Object.fromEntries(asked.map(([name, value]) => [name.replace(ASKED, ''), value]));
}
