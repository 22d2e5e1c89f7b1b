import type * as z from 'zod';
import { type Kind, TARGET_SECRETS } from './stored-target.ts';
import type { Target } from './target.ts';
import { mail } from './targets/mail.ts';
import { pagerDuty } from './targets/pager-duty.ts';
import { slack } from './targets/slack.ts';
import { teams } from './targets/teams.ts';
import { webhook } from './targets/webhook.ts';

type Makers = { [kind in Kind]: (secret: z.infer<(typeof TARGET_SECRETS)[kind]>) => Target };

const MAKERS: Makers = { slack, teams, 'pager-duty': pagerDuty, webhook, mail };

export type UsableTarget = { target: Target; calendar?: string | undefined };

/** A target by its kind and what is secret of it; `why` names the part that cannot be used, and never quotes it. */
export function makeTarget(kind: Kind, secret: unknown): UsableTarget | { why: string } {
  const read = TARGET_SECRETS[kind].safeParse(secret);
  if (!read.success) {
    return {
      why: read.error.issues.map(({ path, message }) => `${path.join('.') || 'its secret'}: ${message}`).join('; '),
    };
  }
  const make = MAKERS[kind] as (secret: typeof read.data) => Target;
  return { target: make(read.data), calendar: read.data.calendar };
}
