import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { afterAll, expect } from 'vitest';
import { REACHED } from './marks.ts';

/** Set up before each test file: notes which marks it reaches, a line for each file of `reached.jsonl`. */
const reached = new Set<string>();
Object.assign(globalThis, { [REACHED]: (mark: string) => reached.add(mark) });

afterAll(() => {
  const test = relative(process.cwd(), expect.getState().testPath ?? '');
  appendFileSync('reached.jsonl', `${JSON.stringify({ test, reached: [...reached] })}\n`);
});
