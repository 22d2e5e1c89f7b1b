import * as z from 'zod';
import { CommandError } from './command.ts';
import { reachDesk } from './reach.ts';
import { localToken } from './token.ts';

/**
 * Which deployed desk, by its stage or by where its API is; left out for the one that runs here, where `as` is the agent who asks. `mustName`: what is done bears
 * the agent's name, so nobody is taken for granted.
 */
export type Where = {
  stage?: string | undefined;
  api?: string | undefined;
  token?: string | undefined;
  as?: string | undefined;
  mustName?: boolean;
};

/** Asks the agents' API; gives the JSON of its answer. Throws a `CommandError` that says what the API said. */
type AskApi = (method: 'GET' | 'POST', path: string) => Promise<unknown>;
export type OpenApi = (where: Where, urlOf?: (stage: string) => Promise<string>) => Promise<AskApi>;

/** Options of every command that works over the API. */
export const WHERE = { stage: { type: 'string' }, api: { type: 'string' }, token: { type: 'string' } } as const;

const problemSchema = z.object({
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
});

/**
 * The API of a desk: of the one that runs here, as the agent `as`, or of the one of `stage` or at `api`, with a token of its identity provider,
 * which says who asks. The token may come by the variable DESK_TOKEN, where other users of the machine do not see it.
 */
export const openApi: OpenApi = async (where, urlOf = urlOfStage) => {
  const { url, token } = await locate(where, urlOf);
  return async (method, path) => {
    const response = await request(`${url}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const problem = problemSchema.safeParse(answer);
    if (!problem.success) throw new CommandError(`the API answered with status ${response.status}`);
    const { detail, errors } = problem.data;
    throw new CommandError([detail, ...errors.map(({ field, message }) => `${field} ${message}`)].join(' '));
  };
};

async function locate(
  { stage, api, token = process.env.DESK_TOKEN, as, mustName = false }: Where,
  urlOf: (stage: string) => Promise<string>,
) {
  if (stage === undefined && api === undefined)
    return localToken('or name a deployed one with --stage', { as, mustName });
  if (stage !== undefined && api !== undefined) throw new CommandError('--stage and --api: one of the two', 2);
  const option = stage === undefined ? '--api' : '--stage';
  if (as !== undefined)
    throw new CommandError(`with ${option} it is the token that says who you are: leave --as out`, 2);
  if (!token)
    throw new CommandError(`${option} needs an agent's token, in DESK_TOKEN or by --token: desk login prints one`, 2);
  return { url: (api ?? (await urlOf(stage ?? ''))).replace(/\/+$/, ''), token };
}

const urlOfStage = async (stage: string) => (await reachDesk(stage)).url;

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new CommandError(`${url} cannot be reached: ${cause instanceof Error ? cause.message : cause}`);
  }
}
