import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * By what the log lines, queue messages, timers and mails of one piece of work are found again: the mail service's id of the mail, the HTTP API's
 * id of the request, or the run of the sweep. None of them names a person.
 *
 * It is kept beside the call, and not in a child logger for each record: every part of a desk holds the log, and is made once, at a cold start, so
 * a child of the log would have to be a second desk.
 */
const current = new AsyncLocalStorage<string>();

/** What the mail service takes as a tag, the strictest of those that carry a trace (https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html). */
const NOT_IN_TRACES = /[^A-Za-z0-9_-]/g;
const MOST_CHARACTERS = 256;

/** Name of the SQS attribute, the field of a timer's input, the tag of a mail and the key in the log. */
export const TRACE = 'trace';

/** Does `work` under this trace, all that it waits for included. Without one, under the trace that holds already. */
export function inTrace<T>(trace: string | undefined, work: () => T): T {
  const safe = trace && safeTrace(trace);
  return safe ? current.run(safe, work) : work();
}

/** The trace of what is worked on; undefined outside, as in a command. */
export function currentTrace(): string | undefined {
  return current.getStore();
}

/** An id as a trace: `_` where no tag takes a character, and without the `=` at the end of an id of the HTTP API. */
function safeTrace(id: string): string {
  return id.replace(/=+$/, '').replace(NOT_IN_TRACES, '_').slice(0, MOST_CHARACTERS);
}
