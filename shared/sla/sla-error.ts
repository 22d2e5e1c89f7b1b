/** What is wrong with a calendar, a zone, a target or an instant. */
export type SlaErrorCode =
  | 'unknown-calendar'
  | 'unknown-time-zone'
  | 'unknown-region'
  | 'invalid-hours'
  | 'empty-week'
  | 'invalid-date'
  | 'invalid-instant'
  | 'invalid-target'
  | 'beyond-horizon'
  | 'too-many-holidays';

/** Something the clock refuses. The message names the value and is fit for an admin, or for the line of a batch. */
export class SlaError extends Error {
  readonly code: SlaErrorCode;

  constructor(code: SlaErrorCode, message: string) {
    super(message);
    this.name = 'SlaError';
    this.code = code;
  }
}
