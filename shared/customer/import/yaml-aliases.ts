import { type Alias, type Document, isAlias, isCollection, isPair, isScalar, visit } from 'yaml';

/**
 * So many characters may the aliases of a file add: ten thousand customers that share a calendar and a list of holidays stay below,
 * and a file of a kilobyte that unfolds into gigabytes ("billion laughs") is far above.
 */
const MOST_ADDED = 1_000_000;

/** What the aliases of a document mean, and the first that is too much. */
type Aliases = { resolve: (node: unknown) => unknown; excess?: { node: Alias; message: string } };

/**
 * Reads the aliases of a document in one pass, without unfolding any: the library looks through the whole document for each, and
 * bounds only what it turns into values itself. An alias means the last node before it with its anchor (YAML 1.2.2, section 7.1).
 */
export function readAliases(document: Document): Aliases {
  const anchored = new Map<string, unknown>();
  const targets = new Map<Alias, unknown>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) targets.set(node, anchored.get(node.source));
      else if (node.anchor) anchored.set(node.anchor, node);
    },
  });
  const resolve = (node: unknown) => (isAlias(node) ? targets.get(node) : node);
  const excess = excessOf(targets);
  return excess ? { resolve, excess } : { resolve };
}

function excessOf(targets: ReadonlyMap<Alias, unknown>): Aliases['excess'] {
  const known = new Map<unknown, number>();
  /** Characters below a node once its aliases are unfolded; endless when one leads to what holds it. */
  const sizeOf = (node: unknown): number => {
    if (isScalar(node)) return 1 + String(node.source ?? node.value).length;
    const size = known.get(node);
    if (size !== undefined) return size;
    known.set(node, Number.POSITIVE_INFINITY);
    const sum = partsOf(node, targets).reduce<number>((total, part) => total + sizeOf(part), 1);
    known.set(node, sum);
    return sum;
  };
  let added = 0;
  for (const [node, target] of targets) {
    added += sizeOf(target);
    if (added > MOST_ADDED) return { node, message: messageFor(added) };
  }
  return undefined;
}

function partsOf(node: unknown, targets: ReadonlyMap<Alias, unknown>): readonly unknown[] {
  if (isAlias(node)) return [targets.get(node)];
  if (isPair(node)) return [node.key, node.value];
  return isCollection(node) ? node.items : [];
}

function messageFor(added: number): string {
  return Number.isFinite(added)
    ? `the aliases up to here unfold into more than ${MOST_ADDED} characters; write the values out, or import in parts`
    : 'this alias is part of what it stands for; write the value out';
}
