import { headerOf } from '../delivery-header.ts';
import { readJsonBody } from '../json-body.ts';
import { idOf, isObject, isScalar, objectOf, partOf, textOf, timeOf } from '../json-value.ts';
import { leavesOf } from '../leaves.ts';
import { isPrivate } from '../private-key.ts';
import type { FormDelivery, FormProvider } from '../provider.ts';
import { submitted } from '../submitted.ts';
import { isSigned, newTextSecret, whyNoTextSecret } from '../text-secret.ts';

/** What somebody wrote, the nearest to what the delivery is about first: a comment comes with its issue. */
const WRITTEN = ['comment', 'review', 'answer', 'discussion', 'pull_request', 'issue', 'release'];

const ACCOUNT = new Set(['site_admin', 'user_view_type', 'gravatar_id']);
/** Where it happened, and numbers that change with each look. */
const WHOLE = new Set(['repository', 'organization', 'enterprise', 'installation', 'sender', 'reactions']);

/**
 * GitHub: issues and comments as tickets. There: the repository, Settings, Webhooks, Add webhook: the address that we print, content type
 * application/json, the secret that we print, "Let me select individual events": Issues.
 */
export const github: FormProvider = {
  name: 'github',

  verify({ headers, body }, secrets) {
    const header = headerOf(headers, 'x-hub-signature-256');
    if (!header.startsWith('sha256=')) return undefined;
    return isSigned(header.slice('sha256='.length), secrets, [body], 'hex') ? {} : undefined;
  },

  read(delivery) {
    const event = jsonOf(delivery);
    const name = WRITTEN.find((each) => isObject(partOf(event, each)));
    const { title, body, ...written } = objectOf(partOf(event, name));
    const thread = title ?? partOf(partOf(event, 'issue') ?? partOf(event, 'pull_request'), 'title');
    const others = isObject(event) && name ? { ...event, [name]: written } : event;
    const id = name && idOf(written.id);
    const fields = [
      ...leavesOf(thread, { key: 'title' }),
      ...leavesOf(body, { key: 'body', kind: 'long text' }),
      ...leavesOf(partOf(written.user, 'login'), { key: 'author', kind: 'name' }),
      ...leavesOf(written.html_url, { key: 'link', kind: 'link' }),
      ...leavesOf(others, { key: isObject(event) ? '' : 'body' }, isNoise),
    ];
    return submitted({
      id: id && `${name} ${id}`,
      form: textOf(partOf(partOf(event, 'repository'), 'full_name')),
      at: timeOf(written.created_at),
      // Most of what an issue may have, it has not.
      fields: fields.filter(({ values }) => values.length > 0),
      // Labels, assignees and a closed issue are news of what was written, no other writing.
      same: id && JSON.stringify([textOf(title), textOf(body)]),
      isGreeting: isGreeting(event),
    });
  },

  whyUnusable: whyNoTextSecret,
  newSecret: newTextSecret,
};

/** The JSON of a body; of one that is sent as a form, which is GitHub's default, it is a field of it. */
function jsonOf({ headers, body }: FormDelivery): unknown {
  if (!headerOf(headers, 'content-type').startsWith('application/x-www-form-urlencoded')) return readJsonBody(body);
  return readJsonBody(Buffer.from(new URLSearchParams(body.toString()).get('payload') ?? ''));
}

/** What GitHub sends when a webhook is made. */
function isGreeting(event: unknown): true | undefined {
  return partOf(event, 'zen') !== undefined && partOf(event, 'hook_id') !== undefined ? true : undefined;
}

/** Its programs' own names of things, of each account all but what it is called, and where it happened. */
function isNoise(key: string, value: unknown): boolean {
  if (isObject(value)) return WHOLE.has(key);
  return isPrivate(key) || (isScalar(value) && (ACCOUNT.has(key) || /(?:^|_)(?:url|id)$/.test(key)));
}
