import type { TrailWords } from './trail-shape.ts';

export const trailEn: TrailWords = {
  heading: 'What happened',
  older: 'Earlier lines are in the API.',
  by: { desk: 'The desk', admin: 'An admin', customer: 'The customer' },
  message: 'message',
  lines: {
    opened: (by) => `${by} opened the ticket`,
    released: (by) => `${by} released it from quarantine`,
    message: (by) => `${by} wrote`,
    note: (by) => `${by} left a note`,
    assigned: (by, { agent }) => (agent === by ? `${by} took it` : `${by} gave it to ${agent}`),
    unassigned: (by, { agent, gone }) =>
      gone ? `${by} took it off ${agent}, who is no agent any more` : `${by} made it nobody’s, it was ${agent}’s`,
    'priority changed': (by, { from, to, declared, unproved, silent, reason }) => {
      const change = `${by} ${to > from ? 'lowered' : 'raised'} it from P${from} to P${to}`;
      if (declared) return `${change}${unproved && ', not verified'}`;
      return silent ? `${change}: the customer does not respond` : `${change}${reason && `: ${reason}`}`;
    },
    'customer changed': (by, { from, to }) =>
      `${by} changed the customer from ${from || 'nobody'} to ${to || 'nobody'}`,
    'plan changed': (by, { from, to }) => `${by} changed the plan from ${from} to ${to}`,
    'requester changed': (by, { from, to, customer }) =>
      `${by} corrected who asks: ${to}, not ${from}${customer && ` (customer ${customer})`}`,
    'reading address': (by, { from, to }) => `${by} reads at ${to} from now on, not at ${from}`,
    're-timed': (_, { before, at }) => `The deadline moved from ${before} to ${at}`,
    closed: (by, { solved, notMe, withdrawn, ticket, spam, reason }) => {
      if (solved) return `${by} closed it by link: solved`;
      if (notMe) return `${by} closed it by link: they never asked`;
      if (withdrawn) return `${by} closed it: withdrawn`;
      if (ticket) return `${by} closed it as a duplicate of ${ticket}`;
      return spam ? `${by} closed it as spam` : `${by} closed it${reason && `: ${reason}`}`;
    },
    're-opened': (by, { wrote, lost, reason }) => {
      if (wrote) return 'It is open again: the customer wrote';
      return lost ? 'It is open again: the answer did not arrive' : `${by} opened it again${reason && `: ${reason}`}`;
    },
    'goes on for': (_, { ticket }) => `It goes on for ${ticket}, too`,
    'no duplicate any more': (_, { ticket }) => `It is no duplicate of ${ticket} any more and goes on by itself`,
    followed: (_, { ticket }) => `${ticket} goes on with it`,
    linked: (_, { ticket }) => `${ticket} is of the same thread`,
    'split off': (by, { ticket }) => `${by} made ${ticket} of a message`,
    'outside filed': (by, { ticket }) => `${by} made ${ticket} of what a stranger wrote`,
    'outside dismissed': (by, { address }) => `${by} put aside what ${address || 'strangers'} wrote`,
    'outside added': (by, { address }) => `${by} took in what ${address} wrote`,
    'reader added': (by, { address }) => `${by} lets ${address} read`,
    'reader removed': (by, { address }) => `${by} removed ${address} from the readers`,
    'readers proposed': (_, { people }) =>
      `Only proposed from now on, since only who asked before had copied them: ${people}`,
    proved: (by) => `${by} proved to have written it`,
    confirmed: (by, { link, address }) =>
      link ? `${by} confirmed it by link` : `${by} confirmed who asks${address && `: ${address}`}`,
    rated: (by, { bad }) => `${by} said by link: ${bad ? 'not satisfied' : 'satisfied'}`,
    'link mailed': (by, { address }) => `${by} had a new link mailed to ${address}`,
    'links revoked': (by) => `${by} turned off all links`,
    answered: (by, { late, phone, at, own, later }) => {
      const how = `${by} answered ${phone && 'by phone '}${late ? 'late' : 'in time'}`;
      if (phone) return `${how}, recorded ${at}`;
      if (own) return `${how}, but not for the duplicate that came after it`;
      return `${how}${later && ': the first answer did not arrive, a later one did'}`;
    },
    'answer not counted': () => 'An answer left after the ticket was closed, and does not count',
    'answer withdrawn': (by) => `${by} withdrew an answer`,
    'answer not sent': () => 'The answer was not sent',
    'answer waits': () => 'The answer waits for the mail service',
    'confirmation not sent': () => 'The mail after the call was not sent',
    'confirmation waits': () => 'The mail after the call waits for the mail service',
    'not delivered': (_, { address }) => `A mail to ${address} did not arrive`,
    complaint: (_, { address }) => `${address} called a mail of ours spam`,
    'mail refused': (_, { address }) => `The mail service refused a mail to ${address}`,
    'mail withheld': (_, { address }) => `${address} was not mailed`,
    'mail held back': (_, { address, count }) => `${address} got ${count} notices in one mail`,
    escalated: (_, { level }) => `Escalated: ${level}`,
    'passed over': (_, { level, at }) => `Escalation ${level}, due at ${at}, was passed over: the timer fired late`,
    told: (_, { level, people }) => `Escalation ${level}: told${people && ` ${people}`}`,
    'not told': (_, { level }) => `Escalation ${level}: not told`,
    'brought forward': (_, { from, to }) => `Escalation ${to} at once, since nobody of ${from} can be reached`,
    asked: (by, { at }) => `${by} asked the customer something, to be answered by ${at}`,
    'watch ended': (_, { wrote, closed, lost }) => {
      if (wrote) return 'The customer is waited for no more: they wrote';
      if (closed) return 'The customer is waited for no more: it is closed';
      return `The customer is waited for no more${lost && ': the question did not arrive'}`;
    },
    'customer unresponsive': (_, { at }) => `The customer did not answer by ${at}`,
    snoozed: (by, { at }) => `${by} snoozed it until ${at}`,
    'snooze ended': (by, { wrote }) =>
      wrote ? 'It is back in the queue: the customer wrote' : `${by} brought it back to the queue`,
    tagged: (by, { tags }) => `${by} added tags: ${tags}`,
    untagged: (by, { tags }) => `${by} took off tags: ${tags}`,
    redacted: (by, { whole }) => (whole ? `${by} hid a whole message` : `${by} hid words of a message`),
    'redaction begun': (by) => `${by} began to delete from the bucket what is hidden`,
    'redaction done': (by) => `${by} deleted from the bucket what is hidden`,
    'put right': (by) => `${by} had the ticket put right`,
    erased: (by) => `${by} erased a person’s data`,
    warned: () => 'The deadline may not be right',
    'read again': (by) => `${by} made it again of what was kept of its request; nobody was mailed`,
  },
};
