import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { refuseFirst } from './checks/watch.ts';

/** `localhost` and what is below it (RFC 6761, section 6.3), 127.0.0.0/8 and ::1, with or without a port. */
const LOCAL = /^(?:(?:[a-z\d_-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

const BODY = JSON.stringify({
  type: 'about:blank',
  title: 'Misdirected Request',
  status: 421,
  detail: 'This desk answers to localhost and loopback addresses only.',
});

/**
 * Refuses what names another host than this machine: a page that makes its own name lead to 127.0.0.1 (DNS rebinding) would else read
 * and write here as the person who looks at it. Call it when the server has its handlers.
 */
export function refuseForeignHosts(server: Server): void {
  refuseFirst(server, (request, response) => !isLocal(request) && refuse(response));
}

function isLocal({ headersDistinct }: IncomingMessage): boolean {
  const hosts = headersDistinct.host ?? [];
  return hosts.length === 1 && LOCAL.test(hosts[0] ?? '');
}

/** 421: RFC 9110, section 15.5.20. */
function refuse(response: ServerResponse): true {
  response.writeHead(421, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(BODY);
  return true;
}
