import type { Server } from 'node:http';
import { refuseFirst } from './checks/watch.ts';
import { LOOPBACK } from './loopback.ts';

/** Where somebody logs in: what remembers a login that was begun is a cookie of one host. */
const LOGS_IN = /^\/console(?:[/?]|$)/;

/** Leads who opens the console by the name `localhost` to the address at which the login ends: begun at the other, it would be another browser's. */
export function leadToOneHost(server: Server): void {
  refuseFirst(server, ({ method, url = '', headers: { host = '' } }, response) => {
    const [, port = ''] = /^localhost\.?(:\d{1,5})?$/i.exec(host) ?? [];
    if (method !== 'GET' || port === '' || !LOGS_IN.test(url)) return false;
    response.writeHead(307, { location: `http://${LOOPBACK}${port}${url}`, 'cache-control': 'no-store' });
    response.end();
    return true;
  });
}
