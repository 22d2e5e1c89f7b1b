import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import type { FormProvider } from '../../../shared/forms/provider.ts';
import type { FormSource } from '../../../shared/forms/source.ts';
import type { FormField, Submission } from '../../../shared/forms/submission.ts';
import { PublicError } from '../../../shared/public-error.ts';
import { type Asked, ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf } from '../../support/stories.ts';

const TOKEN = 'the token of the echo';
export const PROOF = { 'x-token': TOKEN };

/**
 * A provider of the tests' own: a token in a header proves a delivery, `x-id` is its id outside of the body, and JSON says the rest. Of
 * multipart each line `name=value` is a file.
 */
export const ECHO: FormProvider = {
  name: 'echo',
  types: ['application/json', 'multipart/form-data'],
  verify({ headers }, secrets) {
    if (!secrets.some((secret) => secret === headers['x-token'])) return undefined;
    return headers['x-id'] === undefined ? {} : { id: headers['x-id'] };
  },
  read({ headers, body }) {
    if (headers['content-type']?.startsWith('multipart/')) return ofFiles(body.toString());
    const json = jsonIn(body);
    const { id, same, greeting, form } = Object(json);
    return {
      ...(typeof id === 'string' && { id }),
      ...(typeof same === 'string' && { same }),
      ...(typeof form === 'string' && { form }),
      ...(greeting === true && { isGreeting: true as const }),
      fields: leaves(json, ''),
      files: [],
    };
  },
  whyUnusable: () => undefined,
};

export const SOURCE: FormSource = { name: 'shop', type: 'echo', secrets: [TOKEN] };

export function echoDesk(source: Partial<FormSource> = {}, given: { now?: string } = {}): MemoryDesk {
  const { name, secrets, ...parts } = { ...SOURCE, ...source };
  const stored = { ...parts, secrets: secrets.map((secret) => ({ secret })) };
  return deskOf({ ...given, sources: { [name]: stored }, providers: { echo: ECHO } });
}

/** Posts to the echo's source. */
export function echo(desk: MemoryDesk, said: unknown, asked: Partial<Asked> = {}) {
  const body = typeof said === 'string' || said instanceof Uint8Array ? said : JSON.stringify(said);
  return ask(createHandler(desk, { echo: ECHO }), {
    ...{ method: 'POST', path: '/webhooks/shop', body },
    ...asked,
    headers: { ...PROOF, ...asked.headers },
  });
}

function ofFiles(text: string): Submission {
  const files = text.split('\n').map((line) => line.split('='));
  return {
    fields: [
      { key: 'email', label: 'E-mail', kind: 'email', values: ['anna@rossi.example'] },
      { key: 'message', label: 'Message', kind: 'long text', values: ['Does it open?'] },
    ],
    files: files.map(([filename = '', content = '']) => {
      return { filename, contentType: 'text/plain; charset=utf-8', content: Buffer.from(content) };
    }),
  };
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new PublicError(400, 'The request must be JSON in UTF-8.');
  }
}

/** A key `email` asks for an address. */
function leaves(value: unknown, key: string): FormField[] {
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, each]) => leaves(each, key ? `${key} ${name}` : name));
  }
  return [{ key, label: key, kind: key === 'email' ? 'email' : 'text', values: [String(value)] }];
}
