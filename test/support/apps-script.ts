import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

/** docs/google-forms.gs in a world that has of Google's what it uses, as strict as Google is. */

/** A request as it left; the answer is its status, or `away` when nothing answers. */
export type Sent = { url: string; headers: Record<string, string>; body: Buffer };
type Fetch = (sent: Sent) => number | 'away';

/** A question of the form with what was answered: one text, several, or a row of a grid each. */
type Answer = {
  id: number;
  title: string;
  type: string;
  rows?: string[];
  value: string | (string | string[] | null)[];
};
export type Response = { id: string; email: string; at: Date; answers: Answer[] };

type Given = { address: string; secret: string; fetch: Fetch; responses?: Response[] };
type Trigger = { handler: string; every?: number; form?: string };

/** What Apps Script has of a byte: a Java byte, with a sign. */
const signedBytes = (bytes: Buffer): number[] => [...new Int8Array(bytes)];

function fromSigned(bytes: unknown): Buffer {
  const isByte = (each: unknown) => Number.isInteger(each) && Number(each) >= -128 && Number(each) <= 127;
  // An array of the script's own world is none of ours by `instanceof`.
  if (!Array.isArray(bytes) || !bytes.every(isByte)) throw new TypeError('the parameters do not match: no Byte[]');
  return Buffer.from(Int8Array.from(bytes).buffer);
}

const MOST_PROPERTY_BYTES = 9 * 1024;
const FETCH_OPTIONS = ['method', 'contentType', 'payload', 'headers', 'muteHttpExceptions', 'followRedirects'];

export function appsScript({ address, secret, fetch, responses = [] }: Given) {
  const properties = new Map<string, string>();
  const slept: number[] = [];
  const complaints: string[] = [];
  const form = formOf(responses);
  const world = {
    triggers: [] as Trigger[],
    isLocked: false,
  };
  const context = createContext({
    console: { error: (text: string) => complaints.push(text) },
    FormApp: { getActiveForm: () => form },
    ScriptApp: scriptApp(world),
    LockService: {
      getScriptLock: () => ({
        tryLock: (_ms: number) => !world.isLocked,
        releaseLock: () => {},
      }),
    },
    PropertiesService: {
      getScriptProperties: () => ({
        getProperties: () => Object.fromEntries(properties),
        deleteProperty: (key: string) => void properties.delete(key),
        setProperty(key: string, value: unknown) {
          if (typeof value !== 'string') throw new TypeError('the parameters do not match: no String');
          if (Buffer.byteLength(value) > MOST_PROPERTY_BYTES) throw new Error('Argument too large: value');
          properties.set(key, value);
        },
      }),
    },
    Utilities: {
      sleep: (ms: number) => void slept.push(ms),
      newBlob: (text: string) => ({ getBytes: () => signedBytes(Buffer.from(text)) }),
      base64Decode: (text: string) => signedBytes(Buffer.from(text, 'base64')),
      base64Encode: (bytes: unknown) => fromSigned(bytes).toString('base64'),
      computeHmacSha256Signature: (value: unknown, key: unknown) =>
        signedBytes(createHmac('sha256', fromSigned(key)).update(fromSigned(value)).digest()),
    },
    UrlFetchApp: { fetch: (url: string, options: Record<string, unknown>) => urlFetch(fetch, url, options) },
  });
  runInContext(filledIn(address, secret), context, { filename: 'google-forms.gs' });

  return {
    properties,
    slept,
    complaints,
    world,
    /** Runs a function of the script, as somebody does in the editor. */
    run: (name: 'install' | 'sendKept') => void runInContext(`${name}()`, context),
    /** Somebody fills in the form: Google calls what `install` said. */
    submit(response: Response) {
      responses.push(response);
      const handlers = world.triggers.filter((trigger) => trigger.form === form.getId());
      const event = { response: form.getResponse(response.id), source: form };
      for (const { handler } of handlers) (context[handler] as (event: object) => void)(event);
    },
  };
}

/** The script with the two lines that the admin fills in. */
function filledIn(address: string, secret: string): string {
  const text = readFileSync(new URL('../../docs/google-forms.gs', import.meta.url), 'utf8');
  return text
    .replace(/^const ADDRESS = .*$/m, () => `const ADDRESS = ${JSON.stringify(address)};`)
    .replace(/^const SECRET = .*$/m, () => `const SECRET = ${JSON.stringify(secret)};`);
}

function scriptApp(world: { triggers: Trigger[] }) {
  const create = (trigger: Trigger) => ({ create: () => void world.triggers.push(trigger) });
  return {
    getProjectTriggers: () => world.triggers.map((trigger) => ({ trigger, getHandlerFunction: () => trigger.handler })),
    deleteTrigger: ({ trigger }: { trigger: Trigger }) => {
      world.triggers = world.triggers.filter((each) => each !== trigger);
    },
    newTrigger: (handler: string) => ({
      forForm: (form: { getId(): string }) => ({ onFormSubmit: () => create({ handler, form: form.getId() }) }),
      timeBased: () => ({
        everyMinutes(every: number) {
          if (![1, 5, 10, 15, 30].includes(every)) throw new Error('everyMinutes takes 1, 5, 10, 15 or 30');
          return create({ handler, every });
        },
      }),
    }),
  };
}

/** Throws for what Google throws for: an option that is none, no answer, and a failure that is not muted. */
function urlFetch(fetch: Fetch, url: string, options: Record<string, unknown>) {
  const unknown = Object.keys(options).filter((key) => !FETCH_OPTIONS.includes(key));
  if (unknown.length > 0 || options.method !== 'post')
    throw new Error(`Attribute provided with invalid value: ${unknown}`);
  const headers = { ...(options.headers as Record<string, string>), 'content-type': String(options.contentType) };
  const status = fetch({ url, headers, body: fromSigned(options.payload) });
  if (status === 'away') throw new Error(`Address unavailable: ${url}`);
  if (status >= 400 && options.muteHttpExceptions !== true) throw new Error(`Request failed returned code ${status}`);
  return { getResponseCode: () => status };
}

function formOf(responses: readonly Response[]) {
  return {
    getId: () => 'modulo-0001',
    getTitle: () => 'Assistenza',
    getResponse(id: string) {
      const response = responses.find((each) => each.id === id);
      if (!response) throw new Error(`No response with ID ${id}`);
      return {
        getId: () => id,
        getTimestamp: () => response.at,
        getRespondentEmail: () => response.email,
        getItemResponses: () => response.answers.map(itemResponse),
      };
    },
  };
}

function itemResponse({ id, title, type, rows = [], value }: Answer) {
  const grid = { getRows: () => rows };
  const item = {
    getId: () => id,
    getTitle: () => title,
    // An item of an enumeration, which is no text until it is made one.
    getType: () => ({ toString: () => type }),
    asGridItem: () => grid,
    asCheckboxGridItem: () => grid,
  };
  return { getItem: () => item, getResponse: () => value };
}
