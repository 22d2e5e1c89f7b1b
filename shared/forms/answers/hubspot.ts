import { hash } from 'node:crypto';
import { idOf, isObject, isScalar, isTime, listOf, objectOf, partOf, textOf, timeOf } from '../json-value.ts';
import { leavesOf } from '../leaves.ts';
import { type Known, leftovers } from '../leftovers.ts';
import type { FieldKind, FormField } from '../submission.ts';
import { submitted } from '../submitted.ts';

const KINDS = new Map<string, FieldKind>([
  ['email', 'email'],
  ['firstname', 'name'],
  ['lastname', 'name'],
  ['phone', 'phone'],
  ['mobilephone', 'phone'],
  ['message', 'long text'],
]);

/** Of a contact: who they are there, and which lists they are in. What they wrote stands in the properties. */
const CONTACT: Known = {
  vid: isScalar,
  'canonical-vid': isScalar,
  'merged-vids': Array.isArray,
  'portal-id': isScalar,
  'is-contact': isScalar,
  'profile-token': isScalar,
  'profile-url': isScalar,
  'lead-guid': isScalar,
  addedAt: isTime,
  properties: isObject,
  'form-submissions': Array.isArray,
  'identity-profiles': Array.isArray,
  'list-memberships': Array.isArray,
  'merge-audits': Array.isArray,
};
/** A property's value comes with its history. */
const PROPERTY: Known = { value: () => true, versions: Array.isArray };
/** Events of an app, up to a hundred at once. Each try has a number of its own, and the id of an event is said not to be unique. */
export function eventsOf(events: unknown[]) {
  const told = events.map((event) => {
    if (!isObject(event)) return event;
    const { attemptNumber: _, ...others } = event;
    return others;
  });
  const ids = events.map((event) => {
    const { subscriptionId, eventId, occurredAt } = objectOf(event);
    const parts = [subscriptionId, eventId, occurredAt].map(textOf);
    return parts.includes(undefined) ? undefined : parts.join('-');
  });
  return submitted({
    id: ids.includes(undefined) ? undefined : ids.length > 1 ? hash('sha256', ids.join(' ')) : ids[0],
    at: timeOf(partOf(events[0], 'occurredAt')),
    fields: leavesOf(told.length === 1 ? told[0] : told, {
      key: isObject(told[0]) && told.length === 1 ? '' : 'event',
    }),
  });
}

/** A contact, as a workflow sends it, or whatever a workflow was told to send. The id of who wrote is not that of what was written. */
export function contactOf(whole: unknown) {
  const properties = objectOf(partOf(whole, 'properties'));
  const last = lastOf(listOf(partOf(whole, 'form-submissions')));
  return submitted({
    id: idOf(partOf(last, 'conversion-id')),
    form: textOf(partOf(last, 'title')),
    at: timeOf(partOf(last, 'timestamp')),
    fields: [...Object.entries(properties).flatMap(propertyOf), ...pageOf(last), ...leftovers(whole, CONTACT)],
  });
}

function propertyOf([key, property]: [string, unknown]): FormField[] {
  const kind = KINDS.get(key) ?? (key.startsWith('hs_') ? 'hidden' : 'text');
  if (!isObject(property) || !Object.hasOwn(property, 'value')) return leavesOf(property, { key, kind });
  return [...leavesOf(property.value, { key, kind }), ...leftovers(property, PROPERTY, key)];
}

/** Where it was filled in. */
function pageOf(submission: unknown): FormField[] {
  const page = partOf(submission, 'page-url');
  return page === undefined ? [] : leavesOf(page, { key: 'page-url', kind: 'hidden' });
}

/** The newest form that a contact filled in. */
function lastOf(submissions: unknown[]): unknown {
  const time = (submission: unknown) => Number(textOf(partOf(submission, 'timestamp')) ?? 0);
  return submissions.reduce((last, each) => (time(each) > time(last) ? each : last), submissions[0]);
}
