import type { Why } from './refusals.ts';

/** One field of a request that is wrong, and the mend. */
export type FieldError = { field: string; message: string };

/** An error fit for a stranger. Everything else is a bare 500 and a log line (architecture.md, decision 10). */
export class PublicError extends Error {
  readonly status: number;
  readonly errors: FieldError[];
  /** The same for whoever says it in words of their own. */
  readonly why: Why | undefined;

  /** `status` is the HTTP status; `message` is shown as it is. */
  constructor(status: number, message: string, errors: FieldError[] = [], why?: Why) {
    super(message);
    this.name = 'PublicError';
    this.status = status;
    this.errors = errors;
    this.why = why;
  }
}

/** Why something was refused, in words for an agent: what is said of the fields, else of all of it. */
export function reasonOf({ errors, message }: PublicError): string {
  return errors.map((each) => each.message).join(', ') || message;
}
