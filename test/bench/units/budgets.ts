/** At most so many write and read units. */
export type Budget = { writes: number; reads: number };

/** Of each operation, by its name in the table of docs/data-model.md: what it costs, and a little for what is to come. */
export const BUDGETS: Record<string, Budget> = {
  'opened and answered, mails of text': { writes: 45, reads: 22 },
  'opened and answered, 16 kB of HTML': { writes: 45, reads: 22 },
  open: { writes: 22, reads: 6 },
  note: { writes: 1, reads: 1 },
  assign: { writes: 7, reads: 2 },
  'change of priority': { writes: 24, reads: 2 },
  // The agents are read too: whether somebody of the team wrote, to whatever address.
  'reply of the customer': { writes: 19, reads: 5 },
  'escalation, one level': { writes: 16, reads: 6 },
  // The conversation is read twice: once for what a mail may quote of it, once for what the answer stands upon; and whether it is there already; the
  // agents once more, for the colleagues who hear of it; and the ticket before each mail, for who reads when it leaves.
  answer: { writes: 27, reads: 17 },
  'reply with 100 kB of HTML': { writes: 28, reads: 5 },
  'reply with 250 kB of HTML': { writes: 28, reads: 5 },
  'one ticket, by the API': { writes: 0, reads: 10 },
  // The first sweep of a day after 08:00, which claims the digest; all others write nothing.
  // Of the reads, half a unit is for each of the team, for whom notices may wait.
  'sweep, nothing due': { writes: 2, reads: 9.5 },
  // It is begun, counted in its minute and done, and stands in the due index until it is.
  'notice to one of the team, alone': { writes: 6, reads: 4 },
  // Each is begun, parked, claimed and done, and its entry in the due index made, moved twice and removed.
  'ten notices to one of the team, gathered': { writes: 130, reads: 85 },
  'sweep of one: its timer did not fire': { writes: 17, reads: 13 },
  // A unit a word, and two for the record. The ticket, its messages and the record are read.
  'words of a new ticket': { writes: 22, reads: 5 },
  'words after a short answer': { writes: 11, reads: 5 },
  'words when nothing is new': { writes: 0, reads: 5 },
  'list, page of 50: one state and priority': { writes: 0, reads: 4 },
  'list, page of 50: one state': { writes: 0, reads: 14 },
  'list, page of 50: no filter': { writes: 0, reads: 65 },
  'list, page of 50: one customer': { writes: 0, reads: 70 },
  'page of messages of a ticket with 200': { writes: 0, reads: 215 },
  'page of messages of a ticket with 2000': { writes: 0, reads: 2_150 },
};
