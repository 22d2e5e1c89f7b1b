import * as z from 'zod';

/** Where the emulators of AWS are; SES is on the mailbox's port. */
export const endpointsSchema = z.object({
  dynamo: z.url(),
  messaging: z.url(),
  mailbox: z.url(),
  scheduler: z.url(),
  secrets: z.url(),
  bus: z.url(),
  /** The changes of the table of tickets, for the function that reads them. */
  stream: z.url(),
});
export type Endpoints = z.infer<typeof endpointsSchema>;
