/** A node of the syntax tree as the parser gives it (ESTree with TypeScript's nodes); offsets are of the text. */
export type SyntaxNode = { type: string; start: number; end: number; [field: string]: unknown };

/** What a node may be changed to: the part of the text that goes, and what stands there instead. */
export type Change = { start: number; end: number; after: string };

const SWAPPED: Record<string, string> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '&&': '||',
  '||': '&&',
};
/** Methods of arrays that may be left out: the array stays, whole or in another order. */
const IDENTITY = ['filter', 'toSorted', 'toReversed'];
const SWAPPED_METHODS: Record<string, string> = { some: 'every', every: 'some' };

type Text = (node: SyntaxNode) => string;

/** All changes of one node; those of its parts are their own. */
export function changesOf(node: SyntaxNode, text: Text): Change[] {
  return CHANGES[node.type]?.(node, text) ?? [];
}

const CHANGES: Record<string, (node: SyntaxNode, text: Text) => Change[]> = {
  IfStatement: ({ test }, text) => negated(test as SyntaxNode, text),
  WhileStatement: ({ test }, text) => negated(test as SyntaxNode, text),
  ConditionalExpression: (node, text) => {
    const [test, yes, no] = [node.test, node.consequent, node.alternate] as [SyntaxNode, SyntaxNode, SyntaxNode];
    return [replaced(node, `${text(test)} ? ${text(no)} : ${text(yes)}`)];
  },
  BinaryExpression: swapped,
  LogicalExpression: (node, text) =>
    node.operator === '??' ? [replaced(node, text(node.left as SyntaxNode))] : swapped(node),
  UnaryExpression: (node, text) => (node.operator === '!' ? [replaced(node, text(node.argument as SyntaxNode))] : []),
  Literal: (node) => {
    if (typeof node.value === 'boolean') return [replaced(node, String(!node.value))];
    return typeof node.value === 'string' && node.value !== '' ? [replaced(node, "''")] : [];
  },
  TemplateLiteral: (node) => [replaced(node, "''")],
  ExpressionStatement: (node) => (isCall(node.expression as SyntaxNode) ? [replaced(node, ';')] : []),
  ReturnStatement: ({ argument }) => undefinedFor(argument as SyntaxNode | null),
  ArrowFunctionExpression: ({ body }) => undefinedFor(body as SyntaxNode),
  CallExpression: (node, text) => {
    const callee = node.callee as SyntaxNode;
    if (callee.type !== 'MemberExpression' || callee.computed) return [];
    const property = callee.property as SyntaxNode;
    const name = String(property.name);
    if (IDENTITY.includes(name)) return [replaced(node, text(callee.object as SyntaxNode))];
    return SWAPPED_METHODS[name] ? [replaced(property, SWAPPED_METHODS[name])] : [];
  },
};

function replaced({ start, end }: SyntaxNode, after: string): Change {
  return { start, end, after };
}

/** Negating `a === b` and `!a` is what their own changes do. */
function negated(test: SyntaxNode, text: Text): Change[] {
  const isEquality = test.type === 'BinaryExpression' && /^[!=]==$/.test(String(test.operator));
  const isNegation = test.type === 'UnaryExpression' && test.operator === '!';
  return isEquality || isNegation ? [] : [replaced(test, `!(${text(test)})`)];
}

/** Texts are joined by `+`, and joined otherwise they are nothing that could be meant. */
function swapped(node: SyntaxNode): Change[] {
  const [left, right] = [node.left, node.right] as [SyntaxNode, SyntaxNode];
  const after = SWAPPED[String(node.operator)];
  if (after === undefined || (node.operator === '+' && [left, right].some(isText))) return [];
  // Between the operands there is nothing but the operator, and brackets that belong to them.
  return [{ start: left.end, end: right.start, after: ` ${after} ` }];
}

function isText({ type, value }: SyntaxNode): boolean {
  return type === 'TemplateLiteral' || typeof value === 'string';
}

function isCall({ type, argument }: SyntaxNode): boolean {
  return type === 'CallExpression' || (type === 'AwaitExpression' && isCall(argument as SyntaxNode));
}

function undefinedFor(value: SyntaxNode | null): Change[] {
  if (value === null || value.type === 'BlockStatement' || value.name === 'undefined') return [];
  return [replaced(value, 'undefined')];
}
