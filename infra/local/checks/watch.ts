import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { type Violation, violated } from './violations.ts';

/** Notes each error answer of an emulator that `isViolation` knows by its body. */
export function watchAnswers(
  server: Server,
  service: Violation['service'],
  isViolation: (body: string) => boolean,
): void {
  server.prependListener('request', (_: IncomingMessage, response: ServerResponse) => {
    const end = response.end;
    response.end = function watched(this: ServerResponse, ...args: unknown[]) {
      const [chunk] = args;
      const body = typeof chunk === 'string' || chunk instanceof Uint8Array ? String(chunk) : '';
      if (response.statusCode >= 400 && isViolation(body)) violated({ service, rule: body.slice(0, 500) });
      return end.apply(this, args as Parameters<typeof end>);
    } as typeof end;
  });
}

/** Lets `refuse` answer before an emulator does: it gives false for what it leaves alone. */
export function refuseFirst(
  server: Server,
  refuse: (request: IncomingMessage, response: ServerResponse) => boolean,
): void {
  const handlers = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (refuse(request, response)) return;
    for (const handle of handlers) handle.call(server, request, response);
  });
}
