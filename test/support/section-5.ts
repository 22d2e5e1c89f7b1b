/** The table of docs/promise.md section 5, row by row: what a ticket is, who writes to it, and what then becomes of both. */

export type Row =
  | 'waiting'
  | 'answered'
  | 'closed'
  | 'long closed'
  | 'spam'
  | 'spam again'
  | 'long spam'
  | 'withdrawn'
  | 'duplicate'
  | 'twin closed'
  | 'twin spam'
  | 'twin withdrawn';
export type Who = 'proved' | 'known' | 'participant' | 'claims to be' | 'outside' | 'robot';

/** What is written: words, or words with a newly declared priority 1. */
type What = 'something' | 'P1';

/**
 * `added`: to the ticket, which stands as it did, and awaits whom it awaited; `raised`: to the ticket, whose deadline is that of a P1 from
 * now; `heard`: it awaits an agent; `re-opened`, answered or with a clock from now; `its own`: a ticket of its own; `outside`: on the ticket until an agent says more; `held`: on the ticket, and in the
 * digest; `twin`: on the ticket that goes on for it; `still`: on the ticket, and nobody is told.
 */
export type Outcome =
  | 'added'
  | 'raised'
  | 'heard'
  | 're-opened'
  | 'clock from now'
  | 'its own'
  | 'outside'
  | 'held'
  | 'twin'
  | 'still';

const EVERY: Record<Row, Record<Who, [plain: Outcome, urgent: Outcome]>> = {
  waiting: {
    proved: ['added', 'raised'],
    known: ['added', 'raised'],
    participant: ['added', 'added'],
    'claims to be': ['outside', 'its own'],
    outside: ['outside', 'its own'],
    robot: ['still', 'still'],
  },
  answered: {
    proved: ['heard', 'its own'],
    known: ['heard', 'its own'],
    participant: ['heard', 'heard'],
    'claims to be': ['outside', 'its own'],
    outside: ['outside', 'its own'],
    robot: ['still', 'still'],
  },
  closed: {
    proved: ['re-opened', 'its own'],
    known: ['re-opened', 'its own'],
    participant: ['re-opened', 're-opened'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
  'long closed': {
    proved: ['its own', 'its own'],
    known: ['its own', 'its own'],
    participant: ['its own', 'its own'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
  spam: {
    proved: ['clock from now', 'clock from now'],
    known: ['clock from now', 'clock from now'],
    participant: ['held', 'held'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
  'spam again': {
    proved: ['held', 'held'],
    known: ['held', 'held'],
    participant: ['held', 'held'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
  'long spam': {
    proved: ['held', 'held'],
    known: ['held', 'held'],
    participant: ['held', 'held'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
  withdrawn: {
    proved: ['clock from now', 'clock from now'],
    known: ['clock from now', 'clock from now'],
    participant: ['clock from now', 'clock from now'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
  duplicate: {
    proved: ['twin', 'twin'],
    known: ['twin', 'twin'],
    participant: ['outside', 'its own'],
    'claims to be': ['outside', 'its own'],
    outside: ['outside', 'its own'],
    robot: ['still', 'still'],
  },
  'twin closed': {
    proved: ['re-opened', 'its own'],
    known: ['re-opened', 'its own'],
    participant: ['its own', 'its own'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
  'twin spam': {
    proved: ['clock from now', 'clock from now'],
    known: ['clock from now', 'clock from now'],
    participant: ['its own', 'its own'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
  'twin withdrawn': {
    proved: ['clock from now', 'clock from now'],
    known: ['clock from now', 'clock from now'],
    participant: ['its own', 'its own'],
    'claims to be': ['its own', 'its own'],
    outside: ['its own', 'its own'],
    robot: ['still', 'still'],
  },
};

/** The cells of the table: what a ticket is, who writes, and what, with what comes of it. */
export const CELLS = Object.entries(EVERY).flatMap(([row, whos]) =>
  Object.entries(whos).flatMap(([who, [plain, urgent]]) => [
    { row: row as Row, who: who as Who, what: 'something' as What, outcome: plain },
    { row: row as Row, who: who as Who, what: 'P1' as What, outcome: urgent },
  ]),
);
export type Cell = (typeof CELLS)[number];
