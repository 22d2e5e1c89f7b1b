import type { ReportWords } from './report-shape.ts';

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const reportEn: ReportWords = {
  nav: 'Reports',
  title: 'Was the promise kept?',
  lead: (month, zone) => `First responses to what came in ${month}, by the calendar of ${zone}.`,
  month: 'Month',
  show: 'Show',
  earlier: 'Month before',
  later: 'Month after',
  kept: {
    title: 'Kept',
    of: (met, all) => `${met} of ${all} answered in time`,
    none: 'Nothing is answered, or due, yet.',
  },
  times: {
    title: 'Time to the first response',
    median: 'half within',
    p90: 'nine of ten within',
    none: 'Nobody was answered yet.',
    note: 'Opening hours alone count, as each customer’s contract has them.',
  },
  counts: { met: 'In time', missed: 'Missed', open: 'Open', cancelled: 'Cancelled', tickets: 'Tickets' },
  disputed: (count) => `${many(count, 'was', 'were')} closed as spam, and the customer said otherwise.`,
  rated: (satisfied, all) =>
    `Of ${all === 1 ? 'one requester' : `${all} requesters`} who said so, ${satisfied === 0 ? 'none was' : satisfied === 1 ? 'one was' : `${satisfied} were`} satisfied.`,
  reopened: (count) => `${many(count, 'was', 'were')} opened again.`,
  by: {
    month: { title: 'By month', head: 'Month' },
    plan: { title: 'By plan', head: 'Plan' },
    priority: { title: 'By priority', head: 'Priority' },
    customer: { title: 'By customer', head: 'Customer' },
    agent: { title: 'By agent', head: 'Agent' },
    door: { title: 'By address', head: 'Came to' },
    hour: { title: 'By hour of arrival', head: 'Hour' },
  },
  share: 'Kept',
  median: 'Half within',
  p90: '9 of 10 within',
  asTable: 'As a table',
  picture: (most) => `Bars: what was answered in time below, what was missed above, what is open on top. ${most}`,
  nobody: { customer: 'No customer', agent: 'Nobody', door: 'Filed by an agent' },
  more: (count) => `${many(count, 'more is', 'more are')} in the file of figures.`,
  empty: 'Nothing came in that month.',
  unreadable: (tickets) =>
    `What is known of these cannot be read, and they are in no figure: ${tickets}. An admin mends it: desk report rebuild.`,
  noMonth: (asked) =>
    asked === '' ? 'Month: give one, as 2026-11.' : `Month: “${asked}” is none. Write it as 2026-11.`,
  download: {
    title: 'Files',
    figures: 'Figures (CSV)',
    tickets: 'A line a ticket (CSV)',
    tooLarge: 'That file is too large for a page. An admin gets it by the command line: desk report --tickets.',
    back: 'To the report',
  },
  sheet: {
    title: (customer) => `${customer}: was the promise kept?`,
    of: (month) => `First responses, ${month}`,
    promised: 'What is promised',
    target: 'Promised within',
    late: 'Not in time',
    noneLate: 'None.',
    ticket: 'Ticket',
    opened: 'Came',
    due: 'Was due',
    answered: 'Answered',
    notYet: 'not yet',
    closed: 'closed without an answer',
    zone: (zone, at) => `Times are those of ${zone}. As of ${at}.`,
    counted:
      'A first response is in time when it came by the deadline that was promised, in the opening hours of the contract. Cancelled: closed before it was due, as withdrawn, a duplicate or spam.',
    print: 'Print',
    send: {
      heading: 'Send it',
      to: 'To the contact',
      button: 'Send by mail',
      nobody:
        'The customer’s record names nobody who may see all of its requests (portal), so it cannot be sent: print it.',
      done: (to) => `It was sent to ${to}.`,
    },
    notSent: {
      notNamed: (to) => `Nothing was sent: ${to} is no contact whom the record names for all requests (portal).`,
      often: (to) => `Nothing was sent: ${to} has had enough of these mails today.`,
      busy: () => 'Nothing was sent: the mail service takes no mail now. Try again in a few minutes.',
      refused: (to) => `Nothing was sent: the mail service refuses mail to ${to}.`,
    },
    back: 'All customers',
  },
};
