/** What one call of a service may take; milliseconds of machine time. */
export type CallLimits = {
  /** Until the connection stands. */
  connectMs: number;
  /** Until the answer begins, and then again without a byte of it. */
  requestMs: number;
  /** Tries in all. */
  attempts: number;
};

/**
 * The SDK itself waits for ever: a service that accepts and never answers would use up the function's time, with nothing noted
 * of why. Three tries of five seconds and the pauses between them (3 s at most) leave even an HTTP function, which has 29 s, the
 * time to note it. Connecting takes milliseconds; two seconds let one lost packet be sent again.
 */
export const CALL: CallLimits = { connectMs: 2_000, requestMs: 5_000, attempts: 3 };

/**
 * SES has no token by which it would know a mail that it took already: a call whose answer is late or lost is not repeated, and
 * is waited for instead. Only a throttle is, by the adapter.
 */
export const SEND_CALL: CallLimits = { connectMs: 1_000, requestMs: 8_000, attempts: 1 };

/** A timer is a nudge, and people wait behind it: less is spent on it. */
export const TIMER_CALL: CallLimits = { connectMs: 1_000, requestMs: 2_000, attempts: 2 };

/** Hiding a message is best effort, and the work waits for it: less is spent on it. */
export const HIDE_CALL: CallLimits = { connectMs: 1_000, requestMs: 2_000, attempts: 2 };

/**
 * Options of an SDK client that gives up in time; it then throws an error with the name `TimeoutError`.
 * The request's limit ends with the first byte of the answer, so an object of 40 MB may take longer; a body that stalls is
 * ended by the socket's limit (https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/CLIENTS.md).
 */
export function clientOptions({ connectMs, requestMs, attempts }: CallLimits) {
  return {
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: requestMs,
      // Without it the limit is only a line in the log.
      throwOnRequestTimeout: true,
      socketTimeout: requestMs,
    },
  };
}
