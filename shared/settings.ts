import * as z from 'zod';
import { addressSchema, toDomain } from './address.ts';
import { LANGUAGES } from './language.ts';
import { PLANS, PRIORITIES, WEEKDAYS } from './sla/terms.ts';

/** Mails are counted up to a thousand, see `shared/aws/send-counter.ts` and `request-counter.ts`. */
const cap = z.int().min(1).max(999);
const priority = z.union(PRIORITIES.map((each) => z.literal(each)));
const dates = z.array(z.iso.date());
const openings = z.array(z.tuple([z.string(), z.string()])).optional();

/** Opening hours that the admin declares beside those of the price page (promise.md section 3). */
const calendarSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** By weekday, `["09:00", "13:00"]`; an end before its start runs overnight, `24:00` is the day's end. */
  hours: z.strictObject(
    Object.fromEntries(WEEKDAYS.map((day) => [day, openings])) as Record<(typeof WEEKDAYS)[number], typeof openings>,
  ),
  closesOnHolidays: z.boolean(),
  /** Parts of dates on which it is closed. */
  closures: z.array(z.strictObject({ date: z.iso.date(), from: z.string(), to: z.string() })).optional(),
});

/** An address that customers write to, and what that means when nobody else says. */
const doorSchema = z.strictObject({
  address: addressSchema,
  priority: priority.optional(),
  plan: z.enum(PLANS).optional(),
  language: z.enum(LANGUAGES).optional(),
});

/** What an admin decides and the functions read at run time (environment variable `DESK_SETTINGS`, from `cdk.json`). */
export const settingsSchema = z.strictObject({
  /** Shown as the sender's name. */
  deskName: z.string().min(1),
  /** Where customers write, and what mail comes from where they wrote to no other address of ours. */
  supportAddress: addressSchema,
  /** Link to a ticket; `{id}` becomes its id. */
  ticketUrl: z.string().includes('{id}'),
  /** Where the online desk is, without a slash at its end: links in mails to customers begin with it. */
  webUrl: z.url({ protocol: /^https?$/ }).refine((url) => !url.endsWith('/'), 'must not end with a slash'),
  /** How many days a link to the online desk opens its ticket; 30 when it is left out. */
  linkDays: z.int().min(1).max(365).optional(),
  /** The number that customers of Premium call, shown to people and never read. */
  phone: z.string().min(3).max(40).optional(),
  /** The company's privacy notice, linked from every page of the online desk. */
  privacyUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Link to an attachment; `{path}` becomes what names it and its signature. */
  attachmentUrl: z.string().includes('{path}'),
  /** For requesters that no customer record knows, and for records that leave a field open. */
  defaults: z.strictObject({
    plan: z.enum(PLANS),
    priority,
    calendar: z.string(),
    timeZone: z.string(),
    language: z.enum(LANGUAGES),
    /** Closes on the public holidays of this region. */
    holidayRegion: z.string().optional(),
    /** Further dates that are closed. */
    holidays: dates.default([]),
  }),
  calendars: z.array(calendarSchema).optional(),
  /** Changes to the public holidays of regions, by region. */
  holidayRegions: z
    .record(z.string(), z.strictObject({ added: dates.optional(), removed: dates.optional() }))
    .optional(),
  /** Further addresses that customers write to, each with what it means; the envelope decides. Customers are answered from them. */
  addresses: z.array(doorSchema).optional(),
  /**
   * Mailboxes elsewhere (Microsoft 365, Google, a host) that forward, redirect or list their mail to the desk: that counts as sent to the
   * desk, and the mailbox as one of ours (promise.md section 9).
   */
  forwardedFrom: z.array(doorSchema).max(20).optional(),
  /** What reading one mail may cost, see `shared/mail/budget/limits.ts`. */
  parseLimits: z.strictObject({ ms: z.int().positive(), memoryMb: z.int().positive() }).optional(),
  /** How long the customer of a P1 may take to answer a question, on the ticket's clock; 60 when it is left out (promise.md section 7). */
  unresponsiveAfterMinutes: z.int().min(1).max(10_080).optional(),
  /** False: customers are not told of a promise that changed, nor of a closing without an answer (promise.md section 5). */
  tellPromiseChanges: z.boolean().optional(),
  /** True: on the page of a closed request its requester is asked whether it was solved well. Left out: nobody is asked. */
  askSatisfaction: z.boolean().optional(),
  /** How many days after it was closed a message re-opens an answered ticket; 7 when it is left out (promise.md section 5). */
  reopenDays: z.int().min(0).max(365).optional(),
  /**
   * By what the desk learns that a mail of ours did not arrive: by the mail service's own events, which is usual; or by the mails of other
   * servers, of an identity that is not ours and whose events go elsewhere (docs/architecture.md, second stage, decision 7).
   */
  feedback: z.enum(['events', 'mail']).optional(),
  /** Mails a second that the account may send, as the mail service says; 14 when it is left out. Notices leave four of them to others. */
  mailsPerSecond: z.number().min(1).max(10_000).optional(),
  /** Every sweep mails the desk a canary: the stack says so once customers write (`canaryMinutes`). */
  canary: z.literal(true).optional(),
  /** The stage that is deployed, as the stack says: commands that the desk names take it. Left out of the desk that runs locally. */
  stage: z.string().optional(),
  /** Automatic mail that is too much; the usual numbers stand in `shared/ticket/caps.ts`. */
  caps: z.strictObject({ perTicket: cap, perTenMinutes: cap, perDay: cap, acknowledgements: cap }).partial().optional(),
  /**
   * Providers of certified mail (PEC): the domains that their envelopes come from, as of a date, for the list changes (promise.md section
   * 9). Without it no certified mail is proved.
   */
  certifiedMail: z
    .strictObject({
      asOf: z.iso.date(),
      providers: z.array(
        z
          .string()
          .toLowerCase()
          .refine((text) => toDomain(text) === text, 'must be a domain'),
      ),
    })
    .optional(),
  /** Unproved requests in an hour that are no flood yet; the usual numbers stand in `shared/ticket/flood.ts`. */
  flood: z.strictObject({ perSender: cap, perDomain: cap }).partial().optional(),
  escalation: z.strictObject({
    /** Levels as shares of the response time, in order (promise.md section 6). */
    levels: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(30),
          share: z.number().positive(),
          /** Who is told. */
          to: z.array(z.enum(['agents', 'lead', 'manager'])),
        }),
      )
      .min(1)
      .max(8),
    lead: z.array(addressSchema),
    manager: z.array(addressSchema),
  }),
});
export type Settings = z.infer<typeof settingsSchema>;
