import * as z from 'zod';
import { CommandError } from './command.ts';
import { localToken } from './token.ts';

/**
 * Where a deployed desk's API is; left out for the one that runs here, where `as` is the agent who asks. `mustName`: what is done bears
 * the agent's name, so nobody is taken for granted.
 */
export type Where = {
  api?: string | undefined;
  token?: string | undefined;
  as?: string | undefined;
  mustName?: boolean;
};

/** Asks the agents' API; gives the JSON of its answer. Throws a `CommandError` that says what the API said. */
type AskApi = (method: 'GET' | 'POST', path: string) => Promise<unknown>;
export type OpenApi = (where: Where) => Promise<AskApi>;

/** Options of every command that works over the API. */
export const WHERE = { api: { type: 'string' }, token: { type: 'string' } } as const;

const problemSchema = z.object({
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
});

/**
 * The API of a desk: of the one that runs here, as the agent `as`, or of the one at `api`, with a token of its identity provider,
 * which says who asks. The token may come by the variable DESK_TOKEN, where other users of the machine do not see it.
 */
export const openApi: OpenApi = async (where) => {
  const { url, token } = await locate(where);
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

async function locate({ api, token = process.env.DESK_TOKEN, as, mustName = false }: Where) {
  if (api === undefined) return localToken('or name the API of a deployed one with --api URL', { as, mustName });
  if (as !== undefined) throw new CommandError('with --api it is the token that says who you are: leave --as out', 2);
  if (!token) throw new CommandError('--api needs a token: give it by --token, or in DESK_TOKEN', 2);
  return { url: api.replace(/\/+$/, ''), token };
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new CommandError(`${url} cannot be reached: ${cause instanceof Error ? cause.message : cause}`);
  }
}
