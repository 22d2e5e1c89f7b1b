import type { Asked, Stacks } from '../facts.ts';

/** Asks, and keeps why there was no answer: a check that could not be made is a line of its own, and hides no other. `answered` hears of each. */
export function asker(answered: () => void) {
  const ask = async <T>(question: () => Promise<T>): Promise<Asked<T>> => {
    try {
      return { is: await question() };
    } catch (error) {
      return { failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    } finally {
      answered();
    }
  };
  /** Of what only a deployed stage has: an output of its stacks says where it is. */
  const askAt = async <T>(
    stacks: Asked<Stacks>,
    output: string,
    question: (where: string) => Promise<T>,
  ): Promise<Asked<T>> => {
    if (!('is' in stacks)) return stacks;
    const where = stacks.is.outputs[output];
    return where === undefined ? { absent: 'stage' } : ask(() => question(where));
  };
  return { ask, askAt };
}
