import type { z } from 'zod';

const STATUS = {
  ValidationException: 400,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  InternalServerException: 500,
} as const;

/** An error of the Scheduler API; `type` is the class that the SDK makes of it. */
export class SchedulerFailure extends Error {
  readonly type: keyof typeof STATUS;

  constructor(type: keyof typeof STATUS, message: string) {
    super(message);
    this.type = type;
  }

  /** As the service sends it (restJson1): the class in a header, the message in the body. */
  toResponse(): Response {
    return Response.json(
      { Message: this.message },
      { status: STATUS[this.type], headers: { 'x-amzn-errortype': this.type } },
    );
  }
}

/** Parses `value` or throws the `ValidationException` that names each field. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const failures = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new SchedulerFailure('ValidationException', failures.join('; '));
}
