/** How nobody can be reached at an address: it is this desk's own, nobody reads it, or the mail service takes no such address. */
export type Unreachable = { address: string; how: 'own' | 'unread' | 'malformed' };

/** Who asked on a duplicate and would read its twin on nobody's word that counts. `asksThere`: another one has named them as who asks there, too. */
type TwinStranger = { twin: string; address: string; customer: string | undefined; asksThere: boolean };

/** Why nobody would read what is sent there, in words for an agent. */
export function unreachableWords({ address, how }: Unreachable): string {
  const what = {
    own: 'is an address of this desk',
    unread: 'is an address that nobody reads',
    malformed: 'is no address that the mail service takes',
  };
  return `${address} ${what[how]}`;
}

/**
 * Why a change is refused, by a code, in English as the API and mails to agents say it: of the field, with the mend. The console has its own words
 * for each code (`functions/console/words/refusals-shape.ts`). Instants are ISO, UTC.
 */
const SENTENCES = {
  isClosed: () => 'this ticket is closed: re-open it first',

  agentUnknown: ({ named, agents }: { named: string; agents: readonly string[] }) =>
    `there is no agent "${named}"; there are ${agents.join(', ')}`,

  reasonMissing: () => 'is missing: a change of priority needs one',
  priorityMissing: () => 'is missing: say which one',
  priorityDeclared: ({ priority }: { priority: number }) =>
    `who asks has declared priority ${priority} since you wrote: read that first`,
  priorityChangedSince: ({ priority }: { priority: number }) =>
    `it was made priority ${priority} since you wrote: look at the ticket first`,
  onlyLower: ({ reason, to, from }: { reason: string; to: number; from: number }) =>
    `${reason} can only lower a priority, and ${to} is above ${from}`,

  closeReason: ({ reasons }: { reasons: readonly string[] }) =>
    `a ticket without a response is closed with one of: ${reasons.join(', ')}`,
  correctParked: ({ message }: { message: string }) =>
    `the answer ${message} was written to who asks now and has not left yet: withdraw it first, or wait until it has`,
  closeParked: ({ message }: { message: string }) => `the answer ${message} has not left yet: withdraw it first`,
  closeUnread: () => 'somebody has written since: read that first',
  closeOutside: ({ writers }: { writers: string }) =>
    `what ${writers} wrote from outside would be out of sight: add, file or dismiss it first`,
  closeOthers: ({ tickets, reason }: { tickets: string; reason: string | undefined }) =>
    `it goes on for ${tickets}, too, which would be lost as ${reason}: re-open that first, then close this one; or answer here`,
  stateUnfit: ({ fits }: { fits: string }) =>
    `this ticket has ${fits === 'answered' ? 'a' : 'no'} response: it can be ${fits} or closed`,

  openErased: () =>
    'whoever asked this was erased, and nobody would read an answer: file what is new as a ticket of its own',

  twinMissing: () => 'is missing: a duplicate needs the number of the ticket that goes on',
  twinNeedless: ({ reason }: { reason: string }) => `goes with the reason ${reason} only`,
  twinOfClosed: ({ ticket }: { ticket: string }) =>
    `cannot go on for ${ticket}, which is closed: open that again first`,
  twinUnknown: ({ twin }: { twin: string }) => `${twin} is no ticket of this desk`,
  twinItself: ({ twin }: { twin: string }) => `${twin} is this very ticket`,
  twinClosed: ({ twin }: { twin: string }) => `${twin} is closed`,
  twinNobody: ({ twin }: { twin: string }) =>
    `${twin} names nobody who asks, and neither does this ticket: correct the requester of both first`,
  twinForeign: ({ twin }: { twin: string }) => `${twin} is of another requester and of another customer`,
  twinCopied: ({ twin, address, from }: { twin: string; address: string; from?: string | undefined }) =>
    `${twin} is read by ${address}, whom nobody but ${from ?? 'another one'} copied, and who would read what was asked here: say there with #requester who asks, or answer here`,
  twinUnreachable: ({ twin, ...who }: { twin: string } & Unreachable) =>
    `${twin} cannot be read by who asked here, ${unreachableWords(who)}: correct the requester first`,
  twinRemoved: ({ twin, address }: { twin: string; address: string }) =>
    `${twin} cannot be read by ${address}, who asked here: an agent removed them there; add them there first, or answer here`,
  twinStranger: ({ twin, address, customer, asksThere }: TwinStranger) =>
    `${twin} cannot be read by ${address}, who asked here: ${customer === undefined ? 'it is of no customer' : `the record of its customer ${customer} does not know them`}; ${asksThere ? 'another one named them there: say with #requester there that they are who asks' : 'add them there first'}, or answer here`,
  twinMany: ({ twin, most }: { twin: string; most: number }) =>
    `${twin} goes on for ${most} duplicates of others already: answer here`,
  twinOfAnother: ({
    twin,
    address,
    asks,
    customer,
  }: {
    twin: string;
    address: string;
    asks: string;
    customer: string;
  }) =>
    `${twin} cannot be read by ${address}, who asked here: ${asks}, who asked there, is of the customer ${customer} today; correct its customer first, add them there, or answer here`,
  twinFull: ({ twin, address, most }: { twin: string; address: string; most: number }) =>
    `${twin} cannot be read by ${address}, who asked here: ${most} people are in its conversation; remove one there first, or answer here`,

  addressWrong: () => 'must be a mail address, as anna@acme.example',
  readerNoAddress: ({ text }: { text: string }) => `${text} is not a mail address`,
  readerOwn: ({ address }: { address: string }) => `${address} is an address of this desk`,
  readerOfTeam: ({ address }: { address: string }) => `${address} is one of the team's, who read every ticket`,
  readerUnread: ({ address }: { address: string }) => `${address} is read by nobody`,
  readersFull: ({ address, most }: { address: string; most: number }) =>
    `${address} cannot be added: ${most} people are in the conversation`,
  readerIsRequester: ({ address }: { address: string }) =>
    `${address} is the requester's: correct the requester instead`,
  readerRemovedSince: ({ address }: { address: string }) =>
    `${address} was taken out since you wrote: look at the ticket first`,
  readerAddedSince: ({ address }: { address: string }) =>
    `${address} was let in since you wrote: look at the ticket first`,
  readerNotThere: ({ address }: { address: string }) => `${address} is not in the conversation of this ticket`,
  linkNoReader: ({ address }: { address: string }) => `${address} does not read this ticket: add it as a reader first`,
  linkNotMailed: ({ address, reason }: { address: string; reason: string }) =>
    `no link was mailed to ${address}: ${reason}`,
  confirmNobody: (who: Unreachable) => `nobody to confirm: ${unreachableWords(who)}`,
  requesterUnreachable: (who: Unreachable) => `${unreachableWords(who)}: give the address of the person who asks`,
  requesterOfTeam: ({ address }: { address: string }) => `${address} is an address of the team: give the customer's`,
  castsOut: ({ tickets, who }: { tickets: string; who: string }) =>
    `it goes on for ${tickets}, too, which ${who} asked, who would read no answer any more: re-open that first, or answer here`,
  correctOthers: ({ tickets, who, customer }: { tickets: string; who: string; customer: string }) =>
    `it goes on for ${tickets}, too, which ${who} asked, who is not of the customer ${customer} and would read what is written here: re-open that first, or answer here`,
  customerUnknown: ({ customer }: { customer: string }) =>
    `there is no customer "${customer}": give the id of one, as customers list shows it, or null`,
  customerChangedSince: ({ customer }: { customer: string | undefined }) =>
    `its customer was changed since you wrote, and is ${customer ?? 'none'} now: look at the ticket first`,
  planChangedSince: ({ plan }: { plan: string }) =>
    `its plan was changed since you wrote, and is ${plan} now: look at the ticket first`,
  planWrong: ({ plans }: { plans: readonly string[] }) => `must be one of: ${plans.join(', ')}`,

  outsideNone: () => 'nothing on this ticket is from outside',
  outsideOther: ({ there }: { there: string }) => `there is none such; there is ${there}`,
  outsideWhose: ({ writers }: { writers: string }) =>
    `several have written from outside: name behind the command whose you mean, of ${writers}`,

  tagWrong: ({ tag }: { tag: string }) =>
    `"${tag}" is no tag: write 1 to 30 small letters (a to z), digits or hyphens, as billing or eu-west-1`,
  tagsMany: ({ most, count }: { most: number; count: number }) =>
    `a ticket takes ${most} tags, and this would be ${count}: take some off`,

  daysWrong: (_: { most: number }) => 'must be a whole number of days',
  snoozeWaiting: () => 'this ticket waits for its first response: answer it first',
  snoozeAsked: ({ until }: { until: string }) =>
    `its customer has until ${until} to answer a question: that clock runs`,
  snoozeUnread: () => 'the customer has written since: read that first',
  snoozePast: ({ until }: { until: string }) => `${until} is past: give an instant to come`,
  snoozeFar: ({ until, most }: { until: string; most: number }) =>
    `${until} is more than ${most} days away: give an earlier one, or close the ticket`,

  splitNoCustomer: () => 'is not what a customer wrote',
  splitRequest: () => 'is the request itself, which this ticket is of: split off a later one',
  splitReport: () => 'is a report of a mail that came back, and nobody’s request',
  splitHidden: () => 'is hidden, all of it',

  wordsMissing: () => 'are missing: write them as the message shows them',
  wordsShort: ({ fewest }: { fewest: number }) =>
    `needs ${fewest} letters at least: give more of the line, or "whole": true`,
  wordsNotThere: () => 'these words are not in the message: copy them as it shows them',
  hideParked: () => 'this answer has not left yet: withdraw it first',
  hiddenMany: ({ count, whole }: { count: number; whole: boolean }) =>
    `${count} redactions are on this ticket: ${whole ? 'no more fit' : 'hide whole messages'}`,

  asksNoP1: ({ priority }: { priority: number }) =>
    `only the customer of a P1 is waited for, and this is a P${priority}`,
  phonePlan: ({ plan, whose }: { plan: string; whose: string }) =>
    `phone is not part of the ${plan} plan of ${whose}: answer in writing`,
  phoneFuture: () => 'is in the future: say when the call was',
  phoneBefore: ({ start }: { start: string }) => `is before the request, which came at ${start}: say when the call was`,
  answerUnreachable: (who: Unreachable) =>
    `The answer was not sent: ${unreachableWords(who)}. Reach the customer by another way.`,
  answerQuotes: () =>
    'The answer was not sent: it is a quote alone, and quotes are left out here, since something was hidden on this ticket that not all who read it could have had. Write it in your own words.',
  mailElsewhere: ({ ticket, twin }: { ticket: string; twin: string }) =>
    `Nothing was done: ${ticket} is closed as a duplicate of ${twin}, and ${twin} may be somebody else's: look at it, then write to that one, or re-open this one first.`,
  answerAnothers: ({ address }: { address: string }) =>
    `Nothing was done: ${address} asks on this ticket now, and you wrote to the one before: look who reads it, then answer the newest mail about it.`,
  answerElsewhere: ({ ticket, twin }: { ticket: string; twin: string }) =>
    `The answer was not sent: ${ticket} is closed as a duplicate of ${twin}: answer there.`,
  changeElsewhere: ({ ticket, twin }: { ticket: string; twin: string }) =>
    `${ticket} is closed as a duplicate of ${twin}: change that one, or re-open this one first`,
  resendAnothers: ({ asks }: { asks: string }) =>
    `This answer was written to another one than asks now, ${asks}: look who reads it, then write it anew.`,
  resendSent: () => 'This answer has left, and nobody says that it did not arrive.',
  resendHidden: () => 'All of this answer is hidden: write another one.',
  withdrawSent: () => 'This answer has left: it cannot be withdrawn.',
  withdrawPhone: () => 'This answer was given by phone: the mail only confirms it, and is owed to the customer.',

  callFuture: () => 'is in the future',
  callPlan: ({ plan, whose }: { plan: string; whose: string }) =>
    `phone is not part of the ${plan} plan of ${whose}: it is mail or the form`,
};

type Sentences = typeof SENTENCES;

/** What a change is refused for. */
export type RefusalCode = keyof Sentences;

/** What the words for a code are made of: nothing, or one object. */
export type RefusalValues<Code extends RefusalCode> = Parameters<Sentences[Code]>;

/** A reason with its values; of one of these codes. */
export type WhyOf<Code extends RefusalCode> = { [Each in Code]: { code: Each; values: RefusalValues<Each> } }[Code];
export type Why = WhyOf<RefusalCode>;

/** A reason, by its code. */
export function because<Code extends RefusalCode>(code: Code, ...values: RefusalValues<Code>): WhyOf<Code> {
  return { code, values } as WhyOf<Code>;
}

/** What each code is said by: one table for a language. */
export type RefusalWords = { readonly [Code in RefusalCode]: (...values: RefusalValues<Code>) => string };

/** A reason in the words of a table; of none, in those of the API. */
export function refusalSentence<Code extends RefusalCode>(
  { code, values }: { code: Code; values: RefusalValues<Code> },
  words: RefusalWords = SENTENCES,
): string {
  return words[code](...values);
}
