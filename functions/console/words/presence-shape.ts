/** Who else is on a ticket. */
export type PresenceWords = {
  /** In the queue. */
  onIt: (name: string) => string;
  writesIt: (name: string) => string;
  /** On the ticket's page. */
  looks: (name: string) => string;
  writes: (name: string) => string;
  answered: (name: string) => string;
  customerWrote: string;
  read: string;
};
