import * as z from 'zod';
import { LANGUAGES } from '../language.ts';
import type { Agent } from './agent.ts';

/** Of which tickets an agent is mailed what goes on. */
export const NOTICES_WANTED = ['all', 'mine', 'none'] as const;

/** How many minutes' notices may go together: a queue keeps an entry back for a quarter of an hour, and no longer. */
export const DIGEST_MINUTES = [5, 10] as const;

/** Who vouched for somebody, and by what name the issuer of their login knows them. */
const signInSchema = z.object({ issuer: z.string(), subject: z.string() });
type SignIn = z.infer<typeof signInSchema>;

/**
 * What the console keeps of an agent beside their record, which is the admin's: who signs in as them, and how they like the pages. It is of one
 * agent alone: who is given the same id later has another.
 */
export const accountSchema = z.object({
  /** Who signed in first with an address of theirs: nobody else may, whoever is given that address later. */
  signIn: signInSchema.optional(),
  /** Sessions that began before are over (ISO, UTC, machine time). */
  sessionsFrom: z.iso.datetime().optional(),
  language: z.enum(LANGUAGES).optional(),
  /** IANA name; left out, the desk's own. */
  timeZone: z.string().optional(),
  /** False: no single letter is a command on the pages (WCAG 2.2, 2.1.4). */
  singleKeys: z.boolean().optional(),
  /** Of what goes on on tickets they are mailed of all, of that on their own, or of none; left out: all. Never kept from them: `isWanted`. */
  notices: z.enum(NOTICES_WANTED).optional().catch(undefined),
  /** So many minutes' notices go together; left out: the first of a minute go each by itself. */
  digestMinutes: z
    .union(DIGEST_MINUTES.map((minutes) => z.literal(minutes)))
    .optional()
    .catch(undefined),
});
export type Account = z.infer<typeof accountSchema>;

/** What an agent decides for themselves. */
export type Preferences = Pick<Account, 'language' | 'timeZone' | 'singleKeys' | 'notices' | 'digestMinutes'>;

type Whose = Pick<Agent, 'id' | 'serial'>;

export type AccountStore = {
  /** Consistent: a session that was ended opens nothing any more. Empty for who never signed in. */
  of(agent: Whose): Promise<Account>;
  /** Notes who signs in as the agent, unless somebody did before; gives who did. */
  bind(agent: Whose, signIn: SignIn): Promise<SignIn>;
  /** Ends all sessions that began before an instant (ISO, UTC, machine time); with `unbind`, another may sign in. */
  endSessions(agent: Whose, before: string, how?: { unbind: boolean }): Promise<void>;
  /** Writes preferences, in place of those before. */
  prefer(agent: Whose, preferences: Preferences): Promise<void>;
};
