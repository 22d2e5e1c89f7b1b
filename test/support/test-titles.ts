import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

type Node = { type: string; [field: string]: unknown };

const CALLED = /^(?:describe|it)$/;
/** What vitest fills in: `%s`, `$name` (https://vitest.dev/api/#test-each), and what a template does. */
const FILLED = /%[sdifjoc]|\$[a-z][\w.]*/gi;

/**
 * The titles of a test file, those of its groups too, and the texts that name the rows of a table, each with `…` in place of what is filled in.
 * `file` is a path below the root.
 */
export function titlesOf(file: string): Set<string> {
  const { program, errors } = parseSync(file, readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const titles = new Set<string>();
  const visit = (node: Node): void => {
    for (const named of namesIn(node)) {
      const text = textOf(named);
      if (text !== undefined) titles.add(text.replaceAll(FILLED, '…'));
    }
    for (const part of Object.values(node).flat()) if (isNode(part)) visit(part);
  };
  visit(program as unknown as Node);
  return titles;
}

/** What may be a title: the first argument of a call of `it` or `describe`, whatever stands between, and all that is in a list. */
function namesIn(node: Node): Node[] {
  if (node.type === 'ArrayExpression') return (node.elements as unknown[]).filter(isNode);
  if (node.type !== 'CallExpression' || !CALLED.test(calledBy(node.callee as Node))) return [];
  return (node.arguments as Node[]).slice(0, 1);
}

/** The name at the beginning of `it.each([…])`. */
function calledBy(callee: Node): string {
  if (callee.type === 'MemberExpression') return calledBy(callee.object as Node);
  if (callee.type === 'CallExpression') return calledBy(callee.callee as Node);
  return String(callee.name);
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
