/** Reading a mail, as deeply as was asked, costs more than its limits. Not to be shown: less of the mail is then read. */
export class OverBudget extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'OverBudget';
  }
}

/**
 * The clock or the memory ended a reading, or its thread broke. The bounds by size and shape come first, so this is a fault of
 * the desk or a machine that is far too slow, and never what a mail may do: it is to be counted.
 */
export class CutShort extends OverBudget {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'CutShort';
  }
}
