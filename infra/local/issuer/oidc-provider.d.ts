/** oidc-provider ships no types: what the local issuer uses of it. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };
  type Oidc = {
    provider: Provider;
    client: { clientId: string };
    session: { accountId: string };
    result?: { login?: { accountId: string } };
  };
  type Context = { type: string; body: unknown; oidc: Oidc };

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    Grant: new (of: {
      clientId: string;
      accountId: string;
    }) => Grant;
    callback(): RequestListener;
    /** Throws an error of the name `SessionNotFound` when this browser began no such login, or long ago. */
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<unknown>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { login: { accountId: string; remember: boolean } },
    ): Promise<void>;
  }

  class Check {
    constructor(reason: string, description: string, check: (context: Context) => boolean);
    static REQUEST_PROMPT: boolean;
    static NO_NEED_TO_PROMPT: boolean;
  }
  class Prompt {
    constructor(info: { name: string; requestable: boolean }, ...checks: Check[]);
  }
  export const interactionPolicy: { Check: typeof Check; Prompt: typeof Prompt };
}

declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  export function createMemoryAdapter(clockTolerance: number): unknown;
}
