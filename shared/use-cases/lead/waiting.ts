import type { Agent } from '../../customer/agent.ts';
import type { Settings } from '../../settings.ts';
import type { Card } from '../../ticket/card.ts';

/** Whose tickets, and at which level; an empty one is nobody's, or in time. What is left out is not asked. */
export type Which = { agent?: string | undefined; level?: string | undefined };

/** Of one agent (empty: nobody) how many wait, by level in order. `isGone`: no agent has this id any more. */
export type WaitingRow = { agent: string; isGone: boolean; counts: number[] };

/** Who waits, by agent and by the level of escalation that was reached; the first level, an empty one, is in time. */
export type Waiting = { levels: string[]; rows: WaitingRow[] };

/**
 * Counts the tickets that wait for a first answer. Every agent has a row, and nobody; a removed agent's tickets have one of their own, so that none is
 * out of sight. The levels are those of the settings, then what tickets have reached that these do not name any more.
 */
export function waitingBy(
  cards: readonly Card[],
  agents: readonly Pick<Agent, 'id'>[],
  { escalation }: Pick<Settings, 'escalation'>,
): Waiting {
  const levels = [...new Set(['', ...escalation.levels.map(({ name }) => name), ...cards.map(levelOf)])];
  const known = new Set(agents.map(({ id }) => id));
  const gone = cards.map(({ assignee = '' }) => assignee).filter((id) => id !== '' && !known.has(id));
  const rows = [...new Set(['', ...known, ...gone])].map((agent) => {
    const own = cards.filter((card) => isOf(card, { agent }));
    const counts = levels.map((level) => own.filter((card) => isOf(card, { level })).length);
    return { agent, isGone: agent !== '' && !known.has(agent), counts };
  });
  return { levels, rows };
}

/** Whether a ticket is one of these. */
export function isOf(card: Card, { agent, level }: Which): boolean {
  return (agent ?? card.assignee ?? '') === (card.assignee ?? '') && (level ?? levelOf(card)) === levelOf(card);
}

function levelOf({ escalation = '' }: Card): string {
  return escalation;
}
