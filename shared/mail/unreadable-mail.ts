/** Nothing of a mail can be read: it becomes a ticket with the raw mail attached (architecture.md, decision 5). */
export class UnreadableMail extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnreadableMail';
  }
}
