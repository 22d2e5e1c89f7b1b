import type { Found } from './guess.ts';
import type { Selector, Transform } from './map.ts';
import type { FormField } from './submission.ts';
import { plainWords } from './words.ts';

/** What a selector found; `asked` when the question is there, answered or not. */
type Selected = { values: string[]; fields: FormField[]; asked: boolean };

const NOTHING: Selected = { values: [], fields: [], asked: false };

/** The first of these places where something was answered, after what is to be done to it; and whether any of the questions was there. */
export function select(
  fields: readonly FormField[],
  from: readonly Selector[],
  as: readonly Transform[],
): { found?: Found & { said: string }; asked: boolean } {
  const selected = from.map((selector) => selectOne(fields, selector));
  const asked = selected.some((each) => each.asked);
  const first = selected.find(({ values }) => values.some((value) => value.trim() !== ''));
  if (!first) return { asked };
  const [text = ''] = as.reduce(transform, first.values);
  return { found: { text, said: first.values.join(', '), fields: first.fields }, asked };
}

function selectOne(fields: readonly FormField[], selector: Selector): Selected {
  if ('value' in selector) return { values: [selector.value], fields: [], asked: true };
  if ('template' in selector) return fill(fields, selector.template);
  if ('key' in selector) return byKey(fields, selector.key);
  if ('pointer' in selector) return byPointer(fields, selector.pointer);
  if ('label' in selector) return byLabel(fields, selector.label);
  return of(fields.filter(({ kind }) => kind === selector.kind).slice(0, 1));
}

/** The question of this key, else all that stand below it: `name` is also `name.first` and `name.last`. */
function byKey(fields: readonly FormField[], key: string): Selected {
  const exact = fields.filter((field) => field.key === key);
  return of(exact.length > 0 ? exact : fields.filter((field) => field.key.startsWith(`${key}.`)));
}

/**
 * A JSON pointer (RFC 6901) names a question by its way through the body, which is its key. Of a provider that has keys of its own, the
 * end of the pointer is one; and behind a list of choices, a number is one of them.
 */
function byPointer(fields: readonly FormField[], pointer: string): Selected {
  const way = pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let from = 0; from < way.length; from++) {
    const whole = byKey(fields, way.slice(from).join('.'));
    if (whole.asked) return whole;
    const one = byKey(fields, way.slice(from, -1).join('.'));
    const value = /^\d+$/.test(way.at(-1) ?? '') ? one.values[Number(way.at(-1))] : undefined;
    // The others of the list are still to be shown.
    if (value !== undefined) return { values: [value], fields: one.values.length === 1 ? one.fields : [], asked: true };
  }
  return NOTHING;
}

function byLabel(fields: readonly FormField[], label: string): Selected {
  const words = plainWords(label);
  return of(
    fields.filter((field) => plainWords(field.label) === words || field.label.trim() === label.trim()).slice(0, 1),
  );
}

/** `{label}` is the answer to the question of this label or key. A template of which nothing was answered found nothing. */
function fill(fields: readonly FormField[], template: string): Selected {
  const used: Selected[] = [];
  const text = template.replace(/\{([^{}]+)\}/g, (_whole, name: string) => {
    const labelled = byLabel(fields, name);
    const found = labelled.asked ? labelled : byKey(fields, name);
    used.push(found);
    return found.values.join(', ');
  });
  const isAnswered = used.length === 0 || used.some(({ values }) => values.length > 0);
  return {
    values: isAnswered ? [text.replace(/ {2,}/g, ' ').trim()] : [],
    fields: used.flatMap((each) => each.fields),
    asked: used.length === 0 || used.some(({ asked }) => asked),
  };
}

function of(fields: FormField[]): Selected {
  return { values: fields.flatMap(({ values }) => values), fields, asked: fields.length > 0 };
}

function transform(texts: string[], as: Transform): string[] {
  if (as === 'join') return [texts.join(' ')];
  if (as === 'trim') return texts.map((text) => text.trim());
  if (as === 'lower') return texts.map((text) => text.toLowerCase());
  if (as === 'first line') return texts.map((text) => text.trim().split(/\r\n?|\n/)[0] ?? '');
  return texts.map((text) => listedValue(as.values, text) ?? text);
}

/** What the map has for an answer, in whatever letters it was given. */
function listedValue(values: Record<string, string>, text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  return Object.entries(values).find(([from]) => from.trim().toLowerCase() === wanted)?.[1];
}
