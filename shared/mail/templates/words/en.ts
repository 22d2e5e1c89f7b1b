import { endSentence } from './end-sentence.ts';
import type { Words } from './shape.ts';

export const en: Words = {
  plan: { basic: 'Basic', premium: 'Premium' },
  priority: { 1: 'critical impact', 2: 'moderate impact', 3: 'minimal impact', 4: 'no impact' },
  channel: { email: 'mail', webhook: 'online form', page: 'online desk', phone: 'phone', agent: 'filed by an agent' },
  label: {
    ticket: 'Ticket',
    subject: 'Subject',
    priority: 'Priority',
    plan: 'Plan',
    answerBy: 'Answer by',
    wasDue: 'Answer was due by',
    why: 'Why then',
    requester: 'From',
    customer: 'Customer',
    channel: 'Came by',
    waitingSince: 'Waiting since',
    attachments: 'Attachments',
    readers: 'An answer goes to',
    proposed: 'Proposed',
    awaits: 'Whose turn it is',
    ownSubject: 'Its own subject',
  },
  awaits: { agent: 'ours', customer: 'the customer’s', nobody: 'nobody’s: the ticket is closed' },
  noSubject: '(no subject)',
  unverified: 'sender not verified',
  fromOutside: 'from outside',
  openTicket: 'Open the ticket',
  cut: 'The text goes on in the ticket.',
  acknowledgement: {
    subject: 'We have received your request',
    heading: 'We have received your request',
    greeting: (name) => (name ? `Dear ${name},` : 'Hello,'),
    received: (ticketId) =>
      `thank you for writing. Your request is now ticket ${ticketId}, and one of us is going to answer you.`,
    receivedCall: (ticketId) =>
      `thank you for your call. What you told us is now ticket ${ticketId}, and one of us is going to get back to you.`,
    receivedFiled: (ticketId) =>
      `we have opened ticket ${ticketId} for your request, and one of us is going to get back to you.`,
    answerByNote: 'You get a first answer by this time at the latest.',
    late: 'This is late, and we are sorry. One of us answers you as soon as possible.',
    dutyHeading: 'What this priority asks of you',
    duty: {
      1: 'By choosing priority 1 you confirm that your business suffers a significant loss or degradation. Please stay available until it is solved: if we cannot reach you, we may lower the ticket to priority 2.',
      2: 'By choosing priority 2 you confirm that your work goes on, but impaired. Please answer our questions in good time: if we cannot go on without you, we may lower the priority.',
      3: 'Priority 3 means that the impact is minimal: one user, a minor impediment. We contact you in working hours. If it is worse than that, tell us in a reply to this mail.',
      4: 'Priority 4 means that there is no impact on your business now: a question, a wish, a use case. We contact you in working hours. If there is an impact, tell us in a reply to this mail.',
    },
    choose:
      'Is this the wrong priority? Reply with P1, P2, P3 or P4 on a line of its own at the top: 1 is critical, 2 moderate, 3 minimal, 4 a question without any impact.',
    addMore: 'To add something, reply to this mail: it goes into the same ticket.',
    automatic: 'This mail was sent automatically.',
  },
  notice: {
    new: 'New ticket',
    again: 'The customer wrote again',
    returned: 'An answer came back',
    outside: 'From outside',
    claimed: 'Not proved whose it is',
    astray: 'Perhaps not meant for this ticket',
    assigned: 'The ticket was handed over',
    assignedBy: (agent, away) =>
      away === undefined
        ? `${agent} has given it to you: it is yours now.`
        : `${agent} has given it to ${away}, who is away: you hear of it in their place.`,
    mentioned: 'A note asks for you',
    awake: 'A snoozed ticket is awake',
    answered: 'A colleague has answered',
    undelivered: 'The customer did not get our mail',
    unsent: 'A reader did not get an answer',
    complaint: 'A mail of ours was called spam',
    other: 'Not from the customer',
    undone: 'What you wrote was not done',
    notRunning: 'already answered, no clock is running',
    within: (duration) => `in ${duration}`,
    late: (duration) => `${duration} late`,
    howToAnswer: 'Reply to this mail: your answer goes to the customer and stops the clock.',
    howToAdd: 'Reply to this mail: your answer goes to the customer.',
    howToReturned:
      'An answer did not reach the customer. Reply to this mail to answer again, or reach them by another way.',
    howToUndelivered:
      'An acknowledgement, or word of a change, did not reach the customer, who may know neither the ticket nor its time. Reach them by another way, or correct the address with #requester.',
    howToUnsent: (address) =>
      `${address} did not get the answer below: the mail service refused it. Reach them by another way, or correct the address (#requester for who asked, #remove and #add for who is copied) and answer again. Your reply goes to those named below.`,
    howToNoLink: (address) =>
      `Somebody asked on the page for a new link for ${address}, who reads this ticket, and the mail service refused that mail. No answer will reach them there. Reach them by another way, or correct the address (#requester for who asked, #remove and #add for who is copied).`,
    howToMentioned:
      'A colleague names you in the internal note below, or somebody who is away. To answer the team, begin your reply with #note; without it, your reply goes to the customer.',
    howToComplaint:
      'Its reader called this mail spam, and SES sends them no more of it. Reach them by another way; see whether they want to be written to at all.',
    howToOther:
      'Somebody else wrote to this ticket. It is kept here, and was sent to nobody; if you reply to this mail, your answer goes to the customer.',
    howToOutside: (address) =>
      `${address} does not belong to this conversation, and was sent nothing. Your reply goes to those named below, not to them. To let them read, begin your reply with #add ${address}; #file ${address} makes a ticket of its own of it, #dismiss ${address} takes it off the list.`,
    howToClaimed: (address) =>
      `This may be ${address}, who is in this conversation: it is not proved, so nothing on the ticket has changed. If you know it is theirs, begin your reply with #add ${address}: that takes it in. #file ${address} makes a ticket of its own of it, #dismiss ${address} takes it off the list. Your reply goes to those named below.`,
    howToAstray: (address) =>
      `${address}, who is in this conversation, wrote it: that is proved. Whether they meant this ticket is in doubt, so nothing on it has changed. If they did, begin your reply with #add ${address}: that takes it in. #file ${address} makes a ticket of its own of it, #dismiss ${address} takes it off the list. Your reply goes to those named below.`,
    noReaders: 'nobody: there is no address to answer',
    removedBefore: (address) => `${address} (was removed before)`,
    proposedPeople: (addresses) => `${addresses}: they read nothing; #add with the address lets them`,
    unverifiedWarning:
      'The sender is not verified: anybody may have written this in their name. Do not disclose anything.',
    executable: 'may run a program: open with care',
    readerWarning: (address) =>
      `It came by the link or the reply address of our mails to ${address}: whoever has one of those can write so, and nothing else proves who it was.`,
    hidden: (count) =>
      `${count === 1 ? '1 line is' : `${count} lines are`} not shown here (quote, signature): see the ticket`,
    raised: (priority) => `The customer now declares priority ${priority}: the ticket is raised.`,
    raisedUnproved: (priority) =>
      `The customer now declares priority ${priority}: the ticket is raised. Not verified: the sender has not proved who they are.`,
    proposed: (priority) =>
      `The customer now declares priority ${priority}. An agent has lowered this ticket, so nothing has changed: raise it with #priority ${priority}.`,
    declared: (priority) => `The sender declares priority ${priority}: nothing has changed.`,
    urgent: 'The customer writes that it is urgent.',
    reopened: 'The ticket was closed: this message has re-opened it.',
    follows: (ticketId) => `It follows ticket ${ticketId}, which its writer wrote about.`,
    sameThread: (ticketId) => `It answers a mail that ticket ${ticketId} answers as well.`,
    unacknowledged:
      'The customer was sent no acknowledgement: too many mails went to them of late, or come back to the desk, or they said that such requests are not theirs. The trail says more.',
  },
  promiseChange: {
    subject: 'Your request',
    heading: 'When we answer you',
    closedHeading: 'Your request is closed',
    priority: (ticketId, from, to) => `your request ${ticketId} now has priority ${to}; it had priority ${from}.`,
    time: (ticketId) => `the time by which we answer your request ${ticketId} has changed.`,
    reopened: (ticketId) => `your request ${ticketId} is open again.`,
    closed: (ticketId, isAnswered) =>
      `we have closed your request ${ticketId}${isAnswered ? '.' : ' without an answer.'}`,
    closedByLink: (ticketId) => `your request ${ticketId} was closed on its page.`,
    closedAs: {
      duplicate: 'It is the same as another request, where we go on.',
      withdrawn: 'As far as we know you no longer need it.',
      solved: 'As far as we know it is solved.',
      solvedByLink: 'You told us there that it is solved.',
      withdrawnByLink: 'You told us there that you no longer need it.',
      notMeByLink:
        'You told us there that you had not sent it. For 30 days we write no automatic mail to you about requests that somebody makes with our form in your name.',
    },
    dutyAtTwo:
      'Priority 2 means that your work goes on, but impaired. Please answer our questions in good time: if we cannot go on without you, we may lower the priority further.',
    unresponsive: 'The reason: we asked you something that we need to go on, and have had no answer.',
    reason: (reason) => `The reason: ${reason}`,
    mend: 'If this is not right, tell us in a reply to this mail.',
    closedMend: 'If this is not right, reply to this mail: we read what you write.',
  },
  follow: {
    open: 'Follow your request',
    notMe: 'If you did not send this request, open the page and say so.',
    subject: 'The link to your request',
    heading: 'The link to your request',
    here: (ticketId) => `here is a new link to ticket ${ticketId}.`,
    goodFor: (days) =>
      `It opens the request for ${days === 1 ? 'one day' : `${days} days`}. It is yours alone: whoever has it reads what you read, so please do not pass it on.`,
    notAsked: 'If you did not ask for it, you need not do anything: nobody else has got it.',
  },
  report: {
    subject: (month) => `First responses in ${month}`,
    here: (company, month) => `this is how our promise of a first response to ${company} was kept in ${month}.`,
    inTime: 'In time',
    ofAll: (met, all, share) => `${met} of ${all} (${share})`,
    missed: 'Missed',
    open: 'Open',
    cancelled: 'Cancelled',
    median: 'Half within',
    p90: 'Nine of ten within',
    lateHeading: 'Not in time',
    noneLate: 'Each first response came in time.',
    noneLateSoFar: 'So far each first response came in time.',
    noneGiven: 'There was no first response.',
    late: (ticket, due) => `${ticket}, due ${due}`,
    counted:
      'A first response is in time when it came by the deadline that was promised, in the opening hours of your contract; times are opening hours, too. Cancelled: closed before it was due, as withdrawn, a duplicate or spam.',
  },
  companyLink: {
    open: 'See all requests',
    subject: 'The link to your company’s requests',
    here: (company) => endSentence(`here is a new link to the requests of ${company}`),
    goodFor: (days) =>
      `It opens the list for ${days === 1 ? 'one day' : `${days} days`}, as long as your company names you as its contact. It is yours alone, so please do not pass it on.`,
  },
  answer: {
    footer: (ticketId) => `Ticket ${ticketId}. Reply to this mail to go on.`,
    ask: (until) =>
      `We need your answer to go on. If we do not hear from you by ${until}, we may lower this ticket to priority 2.`,
    byPhone: (agent, at) => `This confirms in writing what ${agent} told you by phone on ${at}:`,
  },
  unresponsive: {
    heading: 'The customer has not answered',
    meaning: (customer, agent, askedAt, until) =>
      `${customer} was asked by ${agent} on ${askedAt}, was told to answer by ${until}, and has not.`,
    mend: 'You may lower the ticket to priority 2. Reply to this mail with this one line:',
    nothingElse: 'Nothing happens by itself: without the command the ticket stays as it is.',
  },
  notSent: {
    heading: 'Your answer was not sent',
    meaning: 'Nothing went to the customer: the ticket still waits for an answer, and its clock runs on.',
    why: 'Why',
    mend: 'Reach the customer by another way, or correct the address and answer again.',
    yourText: 'What you wrote',
    confirmation: {
      heading: 'The confirmation of your call was not sent',
      meaning: 'Your answer by phone counts. The customer has no written confirmation of it, and is owed one.',
      mend: 'Correct the address and send it again.',
    },
  },
  commandHelp: {
    heading: 'Your mail was not carried out',
    nothingSent: 'Nothing went to the customer. What you wrote is kept on the ticket as an internal note.',
    partly: 'Not all of your mail was carried out',
    answerSent: 'Your answer went to the customer.',
    problems: 'What was wrong',
    known: 'Commands stand on the first or last lines of a mail, one a line:',
    commands: [
      ['#note', 'the mail is an internal note; whom it names as @marta, by id or first name, hears of it'],
      [
        '#ask',
        'the answer asks the customer of a P1 for something: they are told by when, and you hear when they do not answer',
      ],
      [
        '#close',
        'closes the ticket; without a response: #close spam, #close withdrawn, or #close duplicate and the number of the ticket that goes on',
      ],
      [
        '#merge T-4F7K2M9Q',
        'closes the ticket as the duplicate of that one, which goes on for both: the same as #close duplicate',
      ],
      ['#priority 2', 'changes the priority; a reason may follow'],
      ['#assign me', 'assigns the ticket, to you or to an agent by id or first name'],
      ['#confirm', 'confirms that the requester is who the ticket says: they are acknowledged, if nobody was'],
      [
        '#phoned',
        'what the mail says was said by phone: it counts at once, and the customer gets it in writing (Premium)',
      ],
      ['#requester ADDRESS', 'corrects who asks: answers go there, and whoever asked before reads no further ones'],
      ['#customer ID', 'corrects whose ticket it is; none for nobody’s. Its terms count from the start'],
      ['#plan premium', 'corrects the plan of this ticket, or basic'],
      ['#withdraw', 'takes your last answer back, as long as it waits for the mail service'],
      [
        '#add ADDRESS',
        'lets somebody read the answers from this one on, who was proposed, wrote from outside, or is named here',
      ],
      ['#remove ADDRESS', 'takes somebody out: they read nothing from this answer on'],
      ['#file', 'makes a ticket of its own of what was written from outside; of one writer’s, with the address'],
      [
        '#split',
        'makes a ticket of its own, with its own clock, of what a customer wrote since the last answer, if that is one message',
      ],
      ['#dismiss', 'takes what was written from outside off the list; of one writer’s, with the address'],
      [
        '#snooze 3d',
        'puts an answered ticket out of sight for so long (h, d or w), until the customer writes, or until 2026-12-01 09:00 in the desk’s time; #snooze off ends it',
      ],
      ['#tag billing', 'tags the ticket for the team, #untag takes a tag off; small letters, digits and hyphens'],
    ],
  },
  escalation: {
    level: { warning: 'Warning', breach: 'Breach', critical: 'Critical' },
    dueIn: (until, duration) => `An answer is due by ${until} (in ${duration})`,
    lateBy: (until, duration) => `An answer was due by ${until} (${duration} late)`,
    waiting: (name, since, duration) =>
      `${name} has been waiting since ${since} (for ${duration}) and nobody has answered.`,
    thread: 'The thread so far',
    note: 'internal note',
    leftOut: (count) => `${count === 1 ? '1 message is' : `${count} messages are`} left out here, see the ticket.`,
    noAnswer: 'An answer to the customer, from the ticket or by reply to its notice, ends this escalation.',
  },
};
