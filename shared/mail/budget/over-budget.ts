/** Reading a mail, as deeply as was asked, costs more than its limits. Not to be shown: less of the mail is then read. */
export class OverBudget extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'OverBudget';
  }
}
