/**
 * What mail programs write in one language around a quoted or a forwarded mail. All in lower case, in the forms seen in the
 * programs' own translations; `(a)` and the like are written out.
 */
export interface ReplyWords {
  /** The first words of an attribution: `On` Monday … wrote. Empty where the line begins with a date or a name. */
  readonly starts: readonly string[];
  /** `wrote`, in every gender and tense that programs use. */
  readonly wrote: readonly string[];
  /** Labels of a header block. `sent` is separate from `date`: people write "Date:" themselves, hardly ever "Sent:". */
  readonly from: readonly string[];
  readonly sent: readonly string[];
  readonly date: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: readonly string[];
  /** What stands between dashes above the mail that is answered. */
  readonly original: readonly string[];
  /** What stands above a mail that is passed on. */
  readonly forwarded: readonly string[];
  /** "Sent from …": what stands before the name of the device or program, or around it (`…` is the name). */
  readonly sentFrom: readonly string[];
  /** "Get" Outlook for iOS, wherever the language sets the verb. */
  readonly get: readonly string[];
}
