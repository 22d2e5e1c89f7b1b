import { type Fields, first } from '../fields.ts';
import type { Bounce } from '../findings.ts';
import { fieldGroups } from './report-fields.ts';
import { toDiagnostic, toOriginalRecipient, toRecipient, toStatus } from './values.ts';

const ABOUT_A_RECIPIENT = ['final-recipient', 'original-recipient', 'action', 'status', 'diagnostic-code'];

/** What a report says first counts least when a later recipient fared worse. */
const WORST_FIRST = ['failed', 'delayed', 'expanded', 'relayed', 'delivered'];

/**
 * Reads `message/delivery-status` (RFC 3464) and `message/global-delivery-status` (RFC 6533). Of several recipients the
 * first that failed, else the first that is delayed, else the first. Undefined when it is about no recipient.
 */
export function readDeliveryReport(text: string): Bounce | undefined {
  const groups = fieldGroups(text);
  const recipients = mergeGroups(groups.filter((group) => ABOUT_A_RECIPIENT.some((name) => group.has(name))));
  const bounces = recipients.map(readRecipient);
  const worst = WORST_FIRST.map((action) => bounces.find((bounce) => bounce.action === action)).find(Boolean);
  if (!worst) return undefined;
  const originalMessageId = groups
    .map((group) => first(group, 'x-original-message-id') ?? '')
    .find((id) => ID.test(id));
  return originalMessageId === undefined
    ? worst
    : { ...worst, originalMessageId: ID.exec(originalMessageId)?.[0] ?? '' };
}

const ID = /<[^<>\s]{1,996}>/;

/** A group without recipient goes on with the one before it; a group with two of a kind is two without a line between. */
function mergeGroups(groups: readonly Fields[]): Fields[] {
  const merged: Map<string, readonly string[]>[] = [];
  for (const group of groups) {
    const previous = merged.at(-1);
    const isRest =
      previous && !group.has('final-recipient') && !group.has('original-recipient') && !hasOutcome(previous);
    if (isRest) for (const [name, values] of group) previous.set(name, values);
    else merged.push(...splitGroup(group));
  }
  return merged;
}

function hasOutcome(group: Fields): boolean {
  return group.has('action') || group.has('status');
}

function splitGroup(group: Fields): Map<string, readonly string[]>[] {
  const count = Math.min(group.get('final-recipient')?.length ?? 1, 100);
  return Array.from({ length: count }, (_, index) => {
    const entries = [...group].map(([name, values]): [string, readonly string[]] => [
      name,
      values.slice(index, index + 1),
    ]);
    return new Map(entries.filter(([, values]) => values.length > 0));
  });
}

function readRecipient(group: Fields): Bounce {
  const diagnostic = toDiagnostic(first(group, 'diagnostic-code') ?? first(group, 'x-notes-diagnostic'));
  const status = toStatus(first(group, 'status')) ?? toStatus(diagnostic);
  // RFC 3464, 2.3.1: the original is the address that we wrote to; the final one may be a mailbox behind it.
  const original = toOriginalRecipient(first(group, 'original-recipient'));
  const final = ['final-recipient', 'x-actual-recipient'].map((name) => toRecipient(first(group, name)));
  const named = original ?? final.find((address) => address !== undefined);
  const recipient = named ?? inDiagnostic(diagnostic);
  return {
    action: toAction(first(group, 'action') ?? '', status),
    ...(status && { status }),
    ...(recipient && { recipient }),
    ...(diagnostic && { diagnostic }),
  };
}

/** Some servers name the recipient in their answer only: `550 <anna@rossi.example>: user unknown`. A refused sender is none. */
function inDiagnostic(diagnostic = ''): string | undefined {
  return /\bsender\b/i.test(diagnostic) ? undefined : toRecipient(/<[^<>\s]{1,320}>/.exec(diagnostic)?.[0]);
}

/** Servers also write `Failure`, `failed (bad address)` or nothing; then the class of the status decides (RFC 3463, 2). */
function toAction(value: string, status: string | undefined): string {
  const action = value.toLowerCase();
  if (/fail|expired|undeliver|bounce|reject/.test(action)) return 'failed';
  if (/delay|defer|retr/.test(action)) return 'delayed';
  if (/expand/.test(action)) return 'expanded';
  if (/relay/.test(action)) return 'relayed';
  if (/deliver/.test(action)) return 'delivered';
  return status?.startsWith('2') ? 'delivered' : status?.startsWith('4') ? 'delayed' : 'failed';
}
