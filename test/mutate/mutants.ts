import { parseSync } from 'oxc-parser';
import { type Change, changesOf, type SyntaxNode } from './changes.ts';
import { type Mark, markAround, marksOf, nameOf, withMarks } from './marks.ts';

/** One change of one file. `before` and `after` are the lines that it touches, as a reader wants to see them. */
export type Mutant = {
  file: string;
  line: number;
  before: string;
  after: string;
  /** The whole file with the change. */
  text: string;
  /** The mark that a test must reach to see it (`nameOf`); undefined when loading the file is enough. */
  mark: string | undefined;
};

/** Nodes of types that hold a value in them; all else of TypeScript is gone when the code runs. */
const TRANSPARENT = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'];
/** What is written for people who read logs is no behaviour. That something is logged is: such a statement can be left out. */
const LOG_CALL = /\blog\.(?:info|warn|error)$/;

/** Every mutant of a file, in the order of its text, and the file with its marks. */
export function mutantsOf(file: string, text: string): { mutants: Mutant[]; marked: string } {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const textOf = ({ start, end }: SyntaxNode) => text.slice(start, end);
  const changes: Change[] = [];
  const marks: Mark[] = [];
  const visit = (node: SyntaxNode): void => {
    changes.push(...changesOf(node, textOf));
    marks.push(...marksOf(node));
    for (const part of partsOf(node, textOf)) visit(part);
  };
  visit(program as unknown as SyntaxNode);
  const mutants = changes.map((change) => mutant(file, text, change, markAround(marks, change)));
  return { mutants: mutants.sort((a, b) => a.line - b.line), marked: withMarks(file, text, marks) };
}

/** The parts of a node in which something can be changed. */
function partsOf(node: SyntaxNode, textOf: (node: SyntaxNode) => string): SyntaxNode[] {
  if (/^(?:Import|ExportAll)/.test(node.type) && node.type !== 'ImportExpression') return [];
  if (node.type.startsWith('TS') && !TRANSPARENT.includes(node.type)) return [];
  if (node.type === 'CallExpression' && LOG_CALL.test(textOf(node.callee as SyntaxNode))) return [];
  // A name is no text, also where it stands in quotes.
  const names = node.type === 'Property' && !node.computed ? ['key'] : [];
  return Object.entries(node)
    .filter(([field]) => !names.includes(field))
    .flatMap(([, value]) => value)
    .filter(isNode);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

function mutant(file: string, text: string, { start, end, after }: Change, mark: Mark | undefined): Mutant {
  const mutated = text.slice(0, start) + after + text.slice(end);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const tail = lineEnd < 0 ? text.length : lineEnd;
  const shown = (some: string) => some.trim().replaceAll(/\s+/g, ' ');
  return {
    file,
    line: text.slice(0, start).split('\n').length,
    before: shown(text.slice(lineStart, tail)),
    after: shown(text.slice(lineStart, start) + after + text.slice(end, tail)),
    text: mutated,
    mark: mark && nameOf(file, mark),
  };
}
