import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { backOffSeconds, claimSeconds, type Visibility } from '../../shared/redelivery.ts';
import type { Log } from '../../shared/ticket/ports.ts';
import { TaskBusy } from '../../shared/ticket/task.ts';
import { inTrace, TRACE } from '../../shared/trace.ts';

type Options = {
  log: Log;
  visibility: Visibility;
  /** What the log says of a message that failed. */
  failure: string;
  /** What a message waits for that failed at nothing: a line in the log that tells so, and no failure. Undefined: it failed. */
  whyWaits?: (error: unknown) => string | undefined;
  /** Counts failures (`METRIC`): one that is handled here moves no metric of Lambda's own. */
  metric: string;
  /** Whether the messages of a batch are worked on side by side. */
  inParallel: boolean;
  /** The trace that a message's body names, if any; else the one that was put beside it holds, else the message's own id. */
  traceOf?: (body: string) => string | undefined;
  /** Seconds until a message comes again that failed so many times, where the error says something of it; else it is as `backOffSeconds` has it. */
  againIn?: (error: unknown, tries: number, random: () => number) => number | undefined;
  /** Spreads what comes again, 0 up to 1. */
  random?: () => number;
};

/** A Lambda function that works a queue off. */
export type SqsHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * A function that works a queue off, message by message.
 *
 * 1. Claim the message for the rest of the run, so that a crash costs little more than the function's timeout; the work does not wait for that.
 * 2. Work on its body.
 * 3. When that fails, say when it comes again, and report it alone as failed.
 *
 * What can never succeed, a body that fits no schema, is tried as often as all else: it is a mistake of ours or the work of
 * another version of the desk, a deploy within two hours may mend it, and it keeps nobody waiting.
 */
export function sqsHandler(options: Options, work: (body: string) => Promise<void>): SqsHandler {
  const { log, inParallel, random = Math.random } = options;

  const handle = async (record: SQSRecord, context: Context): Promise<void> => {
    const claimed = hide(options, record, claimSeconds(context.getRemainingTimeInMillis()));
    try {
      await work(record.body);
    } catch (error) {
      // What it says of the message must not come after what is said now.
      await claimed;
      const tries = Number(record.attributes.ApproximateReceiveCount);
      const seconds = options.againIn?.(error, tries, random) ?? backOffSeconds(tries, random);
      const waits = options.whyWaits?.(error);
      if (waits !== undefined) log.info(waits, { queueMessage: record.messageId, againInSeconds: seconds });
      else log.error(options.failure, { queueMessage: record.messageId, againInSeconds: seconds, error });
      // A second delivery that meets the first at work is nobody's trouble.
      if (waits === undefined && !(error instanceof TaskBusy)) log.count(options.metric);
      await hide(options, record, seconds);
      throw error;
    }
    await claimed;
  };

  const inTraceOf = (record: SQSRecord, context: Context) =>
    inTrace(traceIn(options, record), () => handle(record, context));

  return (event, context) =>
    processPartialResponse(
      event,
      (record: SQSRecord) => inTraceOf(record, context),
      new BatchProcessor(EventType.SQS),
      {
        processInParallel: inParallel,
        throwOnFullBatchFailure: false,
      },
    );
}

/** A body that cannot be read is the work's to refuse. */
function traceIn({ traceOf }: Options, { body, messageAttributes, messageId }: SQSRecord): string {
  const beside = messageAttributes?.[TRACE]?.stringValue;
  try {
    return traceOf?.(body) ?? beside ?? messageId;
  } catch {
    return beside ?? messageId;
  }
}

/** Best effort: without it the message comes at the time that held before. */
async function hide({ visibility, log }: Options, record: SQSRecord, seconds: number): Promise<void> {
  try {
    await visibility.hide(record, seconds);
  } catch (error) {
    log.warn('cannot say when a message comes again', { queueMessage: record.messageId, seconds, error });
  }
}
