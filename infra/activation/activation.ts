/** What is asked about the one receipt rule set that is active in an account and Region; names of rule sets throughout. */
export type Ask = {
  /** What CloudFormation is about; `Create` also for whoever asks what a deploy would do. */
  request: 'Create' | 'Update' | 'Delete';
  active: string | undefined;
  ours: string;
  /** Ours until this update, which made it anew. */
  before?: string | undefined;
  /** The one whose place the admin lets us take (`ruleSet.displace`). */
  displace?: string | undefined;
  /** The one whose place we took. */
  displaced?: string | undefined;
};

/** `to: null` lets none be active. */
export type Answer =
  | { do: 'set'; to: string | null; displaced?: string }
  | { do: 'nothing' }
  | { do: 'refuse'; why: string };

/**
 * What to do with the active rule set. Nobody else's is ever displaced, unless the admin named it: its mail would no longer be received. A
 * stack that goes gives the place back if it still has it. Only a creation refuses: what refuses an update refuses its rollback too, which
 * is the same request the other way round, and the stack would stand still; `desk preflight` says it then.
 */
export function activation({ request, active, ours, before, displace, displaced }: Ask): Answer {
  if (request === 'Delete') return active === ours ? { do: 'set', to: displaced ?? null } : { do: 'nothing' };
  if (active === ours) return { do: 'nothing' };
  if (active === undefined || (request === 'Update' && active === before)) return { do: 'set', to: ours };
  if (active === displace) return { do: 'set', to: ours, displaced: active };
  return request === 'Update' ? { do: 'nothing' } : { do: 'refuse', why: refusal(active) };
}

function refusal(active: string): string {
  return (
    `Rule set ${active} is active in this account and Region, and only one can be. Let the desk's rule join it ` +
    `(cdk.json: "ruleSet": {"existing": "${active}"}), or take its place, whereupon its own mail is received no more ("ruleSet": {"displace": "${active}"}).`
  );
}
