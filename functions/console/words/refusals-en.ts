import type { Unreachable } from '../../../shared/refusals.ts';
import type { RefusalsAt } from './refusals-shape.ts';

const HOW: Readonly<Record<Unreachable['how'], string>> = {
  own: 'is an address of this desk',
  unread: 'is an address that nobody reads',
  malformed: 'is no address that the mail service takes',
};

export const refusalsEn: RefusalsAt = (at) => ({
  isClosed: () => 'This ticket is closed. Re-open it first.',

  agentUnknown: () => 'Assigned to: choose one of the agents in the list.',

  reasonMissing: () => 'Reason: say why the priority changes.',
  priorityMissing: () => 'Priority: say which one.',
  priorityDeclared: ({ priority }) => `Who asks has declared priority ${priority} since. Read that first.`,
  priorityChangedSince: ({ priority }) => `It was made priority ${priority} since. Look at the ticket first.`,
  onlyLower: ({ to, from }) =>
    `Priority: that the customer does not respond can only lower it, and P${to} is above P${from}.`,

  closeReason: () => 'Close as: nobody has answered this ticket. Choose why it is closed.',
  correctParked: () => 'Who asks: an answer to who asks now has not left yet. Withdraw it first, or wait until it has.',
  closeParked: () => 'An answer on this ticket has not left yet. Withdraw it first, then close.',
  closeUnread: () => 'Somebody has written since. Read that first.',
  closeOutside: ({ writers }) =>
    `What ${writers} wrote from outside would be out of sight. Let it be read, file it or put it aside first.`,
  closeOthers: ({ tickets }) =>
    `This ticket goes on for ${tickets}, too, which would be lost with it. Re-open that first, then close this one; or answer here.`,
  stateUnfit: ({ fits }) =>
    fits === 'answered' ? 'This ticket has its first response by now.' : 'This ticket has no first response yet.',
  openErased: () => 'Whoever asked this was erased. Nobody would read an answer: open a new ticket for what is new.',

  twinMissing: () => 'Write the number of the ticket that goes on.',
  twinNeedless: () =>
    'The number of a ticket that goes on is for a duplicate only: close as “duplicate of …”, or leave it empty.',
  twinOfClosed: ({ ticket }) => `${ticket} is closed already. Re-open it first, then close it as a duplicate.`,
  twinUnknown: ({ twin }) => `There is no ticket ${twin} here. Write the number of the ticket that goes on.`,
  twinItself: ({ twin }) => `${twin} is this very ticket. Write the number of the one that goes on.`,
  twinClosed: ({ twin }) => `${twin} is closed. Re-open it first, or write the number of one that is open.`,
  twinNobody: ({ twin }) => `Neither ${twin} nor this ticket names who asks. Correct the requester of both first.`,
  twinForeign: ({ twin }) => `${twin} is of another requester and of another customer: it cannot go on for this one.`,
  twinCopied: ({ twin, address, from }) =>
    `${address}, whom only ${from ?? 'another one'} copied on ${twin}, would read what was asked here. Say there yourself who the requester is, or answer here.`,
  twinUnreachable: ({ twin, address, how }) =>
    `Who asked here could not read ${twin}: ${address} ${HOW[how]}. Correct the requester first.`,
  twinRemoved: ({ twin, address }) =>
    `${address}, who asked here, could not read ${twin}: an agent removed them there. Add them there first, or answer here.`,
  twinStranger: ({ twin, address, customer, asksThere }) =>
    `${address}, who asked here, could not read ${twin}: ${customer === undefined ? 'it is of no customer' : `its customer ${customer} does not know them`}. ${asksThere ? 'There another one named them: make them the requester there yourself' : 'Add them there first'}, or answer here.`,
  twinMany: ({ twin, most }) => `${twin} goes on for ${most} duplicates of others already. Answer here.`,
  twinOfAnother: ({ twin, address, asks, customer }) =>
    `${address}, who asked here, could not read ${twin}: ${asks}, who asked there, belongs to the customer ${customer} today. Correct its customer first, add them there, or answer here.`,
  twinFull: ({ twin, address, most }) =>
    `${address}, who asked here, could not read ${twin}: ${most} people read it. Remove one there first, or answer here.`,

  addressWrong: () => 'Address: write a mail address, like anna@acme.example.',
  readerNoAddress: ({ text }) => `Address: ${text} is not a mail address. Write it like anna@acme.example.`,
  readerOwn: ({ address }) => `Address: ${address} is an address of this desk.`,
  readerOfTeam: ({ address }) => `Address: ${address} is one of the team, who read every ticket.`,
  readerUnread: ({ address }) => `Address: ${address} is an address that nobody reads.`,
  readersFull: ({ address, most }) =>
    `Address: ${address} cannot be added, ${most} people read along. Remove somebody first.`,
  readerIsRequester: ({ address }) => `${address} is the requester. Correct the requester instead.`,
  readerRemovedSince: ({ address }) => `${address} was taken out since. Look at the ticket first.`,
  readerAddedSince: ({ address }) => `${address} was let in since. Look at the ticket first.`,
  readerNotThere: ({ address }) => `${address} does not read this ticket any more.`,
  linkNoReader: ({ address }) => `${address} does not read this ticket. Add them as a reader first.`,
  linkNotMailed: ({ address, reason }) => `No link was mailed to ${address}: ${reason}`,
  confirmNobody: ({ address, how }) => `There is nobody to confirm: ${address} ${HOW[how]}.`,
  requesterUnreachable: ({ address, how }) =>
    `Who asks: ${address} ${HOW[how]}. Write the address of the person who asks.`,
  requesterOfTeam: ({ address }) => `Who asks: ${address} is an address of the team. Write the customer’s.`,
  castsOut: ({ tickets, who }) =>
    `This ticket goes on for ${tickets}, too, which ${who} asked, who would read no answer any more. Re-open that first, or answer here.`,
  correctOthers: ({ tickets, who, customer }) =>
    `This ticket goes on for ${tickets}, too, which ${who} asked, who does not belong to the customer ${customer} and would read what is written here. Re-open that first, or answer here.`,
  customerUnknown: ({ customer }) =>
    `Customer: there is none with the id “${customer}”. Search for it, or leave it empty.`,
  customerChangedSince: ({ customer }) =>
    `Its customer was changed since${customer === undefined ? ': it has none now' : `, to ${customer}`}. Look at the ticket first.`,
  planChangedSince: ({ plan }) => `Its plan was changed since, to ${plan}. Look at the ticket first.`,
  planWrong: () => 'Plan: choose one of the list.',

  outsideNone: () => 'Nothing on this ticket is from outside any more.',
  outsideWhose: ({ writers }) => `Several have written from outside. Say whose you mean: ${writers}.`,
  outsideOther: () => 'That message is not from outside any more: somebody has settled it.',

  tagWrong: ({ tag }) =>
    `Tags: “${tag}” is none. Write 1 to 30 small letters (a to z), digits or hyphens, like billing or eu-west-1.`,
  tagsMany: ({ most, count }) => `Tags: a ticket takes ${most}, and this would be ${count}. Take some off first.`,

  daysWrong: ({ most }) => `Days: write a whole number, from 1 to ${most}.`,
  snoozeWaiting: () => 'This ticket waits for its first response. Answer it first, then snooze it.',
  snoozeAsked: ({ until }) => `The customer has until ${at(until)} to answer a question. That clock runs.`,
  snoozeUnread: () => 'The customer has written since. Read that first.',
  snoozePast: ({ until }) => `Days: ${at(until)} is past.`,
  snoozeFar: ({ most }) => `Days: write a whole number, from 1 to ${most}; or close the ticket.`,

  splitNoCustomer: () => 'No customer wrote this message: it cannot be a ticket of its own.',
  splitRequest: () => 'This message is the request itself, which this ticket is of. Split off a later one.',
  splitReport: () => 'This message reports a mail that came back: it is nobody’s request.',
  splitHidden: () => 'All of this message is hidden: it cannot be a ticket of its own.',

  wordsMissing: () => 'Words to hide: write them as the message shows them.',
  wordsShort: ({ fewest }) =>
    `Words to hide: write ${fewest} letters at least, more of the line; or hide the whole message.`,
  wordsNotThere: () => 'Words to hide: they are not in the message. Copy them as it shows them.',
  hideParked: () => 'This answer has not left yet. Withdraw it first, then hide it.',
  hiddenMany: ({ count, whole }) =>
    `So much is hidden on this ticket already (${count} times) that ${whole ? 'no more fits' : 'only whole messages can be'}.`,

  asksNoP1: ({ priority }) =>
    `Only the customer of a P1 is waited for, and this is a P${priority}. Send it as an answer.`,
  phonePlan: ({ whose }) => `By phone: only the Premium plan has it, and ${whose} is not on that. Answer in writing.`,
  phoneFuture: () => 'By phone: that is in the future. Say when the call was.',
  phoneBefore: ({ start }) => `By phone: that is before the request, which came ${at(start)}. Say when the call was.`,
  answerQuotes: () =>
    'The answer was not sent: it is a quote alone. Quotes are left out here, since something was hidden that not all readers could have had. Write it in your own words.',
  answerUnreachable: ({ address, how }) =>
    `The answer was not sent: ${address} ${HOW[how]}. Reach the customer by another way.`,
  mailElsewhere: ({ ticket, twin }) =>
    `Nothing was done: ${ticket} is closed as a duplicate of ${twin}, which may be somebody else’s. Look at it, then write to that one, or re-open this one first.`,
  answerAnothers: ({ address }) =>
    `Nothing was done: ${address} asks on this ticket now, and you wrote to the one before. Look who reads it, then answer again.`,
  answerElsewhere: ({ ticket, twin }) =>
    `The answer was not sent: ${ticket} is closed as a duplicate of ${twin}. Answer there.`,
  changeElsewhere: ({ ticket, twin }) =>
    `Nothing was changed: ${ticket} is closed as a duplicate of ${twin}. Change that one, or re-open this one first.`,
  resendAnothers: ({ asks }) =>
    `This answer was written to another one than asks now, ${asks}. Look who reads it, then write it anew.`,
  resendSent: () => 'This answer has left, and nobody says that it did not arrive.',
  resendHidden: () => 'All of this answer is hidden. Write another one.',
  withdrawSent: () => 'This answer has left. It cannot be withdrawn.',
  withdrawPhone: () => 'This answer was given by phone. The mail only confirms it, and is owed to the customer.',

  callFuture: () => 'When they called: that is in the future.',
  callPlan: ({ whose }) =>
    `How it came: only the Premium plan has the phone, and ${whose} is not on that. They write a mail, or use the form.`,
});
