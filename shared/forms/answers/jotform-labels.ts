import type { FormField } from '../submission.ts';

/**
 * What the questions with an answer are called, from Jotform's `Label:Answer, Label:Answer`. As we know the answers, and in which order,
 * each label is what stands in front of its own, and has no colon. Undefined where it does not come out so: one label that is wrong
 * puts an answer under another question.
 */
export function prettyLabels(pretty: string, answered: readonly FormField[]): Map<FormField, string> | undefined {
  const labels = new Map<FormField, string>();
  let rest = pretty;
  for (const field of answered) {
    const colon = rest.indexOf(':');
    const label = rest.slice(0, colon).trim();
    const answer = writings(field.values).find((text) => isNext(rest.slice(colon + 1), text));
    if (colon < 1 || label === '' || answer === undefined) return undefined;
    labels.set(field, label);
    rest = rest.slice(colon + 1 + answer.length).replace(/^, /, '');
  }
  return labels;
}

/** How several choices stand there. */
const writings = (values: string[]) => [' ', ', ', ',', '\n'].map((between) => values.join(between));

const isNext = (rest: string, answer: string) => rest === answer || rest.startsWith(`${answer}, `);
