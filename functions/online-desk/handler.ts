import type { Desk } from '../../shared/ticket/ports.ts';
import { createApp, type HttpHandler, type LambdaBindings, serve } from '../http/app.ts';

/** The online desk, customers' pages; so far it has none, and says so. */
export function createHandler(desk: Desk): HttpHandler {
  return serve(createApp<{ Bindings: LambdaBindings }>(desk.log));
}
