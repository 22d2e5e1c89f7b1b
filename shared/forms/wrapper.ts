import { bareName } from './words.ts';

/** What holds the answers of a delivery and says nothing of them. */
const WRAPPERS = new Set([
  'data',
  'payload',
  'submission',
  'answers',
  'fields',
  'questions',
  'formresponse',
  'response',
  'body',
]);

/** Those in which each name is a question's. */
const ANSWERS = ['answers', 'fields', 'questions'];

export function isWrapper(name: string): boolean {
  return WRAPPERS.has(bareName(name));
}

/** Whether what it holds was asked, and is no word of the provider's own. */
export function isAnswers(name: string): boolean {
  return ANSWERS.includes(bareName(name));
}
