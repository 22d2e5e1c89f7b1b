import type { SyntaxNode } from './changes.ts';

/** The name under which the marks of a text call home; `note-reached.ts` listens. */
export const REACHED = '__reached';

/** A piece of code that runs whole or not at all: a statement of a block, or what an arrow function gives. */
export type Mark = { start: number; end: number; isExpression: boolean };

/** The marks that a node adds. What is in none, such as constants of the file, runs whenever the file is loaded. */
export function marksOf(node: SyntaxNode): Mark[] {
  if (node.type === 'BlockStatement') return (node.body as SyntaxNode[]).map((each) => markOf(each, false));
  if (node.type !== 'ArrowFunctionExpression') return [];
  const body = node.body as SyntaxNode;
  return body.type === 'BlockStatement' ? [] : [markOf(body, true)];
}

/** The innermost mark around a place; undefined when there is none. */
export function markAround(marks: readonly Mark[], { start, end }: { start: number; end: number }): Mark | undefined {
  const around = marks.filter((mark) => mark.start <= start && end <= mark.end);
  return around.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

/** How a mark is called in the whole tree. */
export function nameOf(file: string, mark: Mark): string {
  return `${file}:${mark.start}`;
}

/** The text with each mark calling home when it is reached; it does what it did. */
export function withMarks(file: string, text: string, marks: readonly Mark[]): string {
  const insertions = marks.flatMap((mark, order) => {
    const call = `globalThis.${REACHED}?.('${nameOf(file, mark)}')`;
    const { start, end } = mark;
    return mark.isExpression
      ? [
          { at: start, order, text: `(${call}, ` },
          { at: end, order: -order, text: ')' },
        ]
      : [{ at: start, order, text: `${call}; ` }];
  });
  // From the end, so that what comes before keeps its place; where several meet, the outer one is outside.
  return insertions
    .sort((a, b) => b.at - a.at || b.order - a.order)
    .reduce((current, { at, text: added }) => current.slice(0, at) + added + current.slice(at), text);
}

function markOf({ start, end }: SyntaxNode, isExpression: boolean): Mark {
  return { start, end, isExpression };
}
