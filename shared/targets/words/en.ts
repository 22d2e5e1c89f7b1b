import type { TargetWords } from './shape.ts';

export const en: TargetWords = {
  title: {
    opened: 'New ticket',
    replied: 'The customer wrote again',
    responded: 'Answered',
    warned: 'The time to answer is running out',
    breached: 'Overdue, nobody has answered in time',
    escalated: 'Still not answered',
    retimed: 'Another deadline',
    prioritized: 'Another priority',
    assigned: 'Assigned',
    closed: 'Closed',
    reopened: 'Opened again, it needs an answer',
    undelivered: 'An answer did not arrive',
    unresponsive: 'The customer does not answer',
  },
  sample: 'Sample, nothing has happened',
};
