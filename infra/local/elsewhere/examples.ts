import { EVENT_TYPES } from '../../../shared/events/ticket-event.ts';
import { newWebhookKey } from '../../../shared/forms/webhook-key.ts';
import type { TargetDirectory } from '../../../shared/targets/ports.ts';
import type { StoredTarget } from '../../../shared/targets/stored-target.ts';

/** One of each kind, told as a desk would set them up. */
const TARGETS: StoredTarget[] = [
  { name: 'leads', kind: 'slack', routes: [{ on: ['breached', 'escalated', 'undelivered'] }] },
  { name: 'support', kind: 'teams', routes: [{ on: ['opened', 'warned', 'breached'] }] },
  {
    name: 'pager',
    kind: 'pager-duty',
    routes: [
      { on: ['breached', 'escalated', 'reopened', 'undelivered', 'responded', 'closed'], priorities: ['1', '2'] },
    ],
  },
  { name: 'program', kind: 'webhook', routes: [{ on: [...EVENT_TYPES] }] },
];

/** Gives a desk that tells nobody its example targets. */
export async function addExampleTargets(targets: TargetDirectory): Promise<void> {
  if ((await targets.list()).length > 0) return;
  for (const target of TARGETS) await targets.put(target);
}

/** No service of PagerDuty's has it. */
const NO_KEY = '0'.repeat(32);

/**
 * What is secret of these, beside what is there already: each leads to the page of what was sent elsewhere, at `url`, where it led in the last run too;
 * whoever's was set to lead elsewhere stays so.
 */
export function exampleSecrets(before: Readonly<Record<string, unknown>>, url: string): Record<string, unknown> {
  const page = `${url}/elsewhere/`;
  const secrets = TARGETS.map(({ name, kind }) => {
    const old = before[name] as { url?: string; secrets?: string[] } | undefined;
    if (old?.url !== undefined && !/^http:\/\/127\.0\.0\.1:\d+\/elsewhere\//.test(old.url)) return [name, old] as const;
    const { secrets: keys = [newWebhookKey()] } = old ?? {};
    return [
      name,
      {
        url: `${page}${kind}`,
        ...(kind === 'pager-duty' && { key: NO_KEY }),
        ...(kind === 'webhook' && { secrets: keys }),
      },
    ] as const;
  });
  return { ...before, ...Object.fromEntries(secrets) };
}
