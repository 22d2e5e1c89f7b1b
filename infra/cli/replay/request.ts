/** What is kept of a mail, or of a request that came otherwise. */
export type Request = {
  /** Addresses of whoever sent it, as far as it says. */
  from: readonly string[];
  /** When it reached the desk (ISO, UTC). */
  at: string;
  /** Whether the desk has it. */
  isKnown(): Promise<boolean>;
  /** Gives it to the desk once more. `isQuiet`: nobody is mailed. */
  take(how: { isQuiet: boolean }): Promise<unknown>;
};
