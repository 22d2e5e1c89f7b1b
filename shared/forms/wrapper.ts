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

export function isWrapper(name: string): boolean {
  return WRAPPERS.has(bareName(name));
}
