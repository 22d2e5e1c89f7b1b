import { isObject, isScalar, listOf, objectOf, partOf, textOf } from '../json-value.ts';
import { leavesOf } from '../leaves.ts';
import { type Known, leftovers } from '../leftovers.ts';
import { isLink, linkedFile } from '../linked-file.ts';
import { remembered } from '../remembered.ts';
import type { FieldKind, FormField } from '../submission.ts';

/** The answers of a Typeform. */

const KINDS = new Map<unknown, FieldKind>([
  ['long_text', 'long text'],
  ['email', 'email'],
  ['phone_number', 'phone'],
  ['website', 'link'],
  ['url', 'link'],
  ['date', 'date'],
  ['number', 'number'],
  ['rating', 'number'],
  ['opinion_scale', 'number'],
  ['nps', 'number'],
  ['multiple_choice', 'choice'],
  ['picture_choice', 'choice'],
  ['dropdown', 'choice'],
  ['ranking', 'choice'],
  ['yes_no', 'choice'],
  ['legal', 'choice'],
]);
/** What stands among the questions and asks nothing itself. */
const NOT_ASKED = new Set<unknown>(['group', 'contact_info', 'address', 'inline_group', 'matrix', 'statement']);

const isAny = () => true;
/** A value stands under the name of its type. */
const TYPED = { type: isScalar };
const FIELD: Known = { id: isScalar, ref: isScalar, type: isScalar };
/** What choices are called inside; an "other" is a text of its own. */
const CHOSEN: Known = {
  id: isScalar,
  ids: isAny,
  ref: isScalar,
  refs: isAny,
  label: isAny,
  labels: isAny,
  other: isAny,
};

/** What is documented of an answer of this type, and of one that was chosen. */
const knownAnswer = remembered((type): Known => ({ [type]: isAny, ...TYPED, field: FIELD }));
const knownChoice = remembered((type): Known => ({ [type]: CHOSEN, ...TYPED, field: FIELD }));

type Question = { ref?: unknown; title?: unknown; type?: unknown; choices?: unknown };
type Questions = Map<unknown, Question>;

/** The questions of a form by id, in their order; those of a group stand after its own. */
export function questionsOf(form: unknown): Questions {
  const fields = listOf(partOf(form, 'fields'));
  const all = fields.flatMap((field) => [field, ...listOf(partOf(partOf(field, 'properties'), 'fields'))]);
  return new Map(all.filter(isAsked).map((field) => [partOf(field, 'id'), objectOf(field)]));
}

/** Neither a group, nor a statement to read. */
function isAsked(field: unknown): boolean {
  return !NOT_ASKED.has(partOf(field, 'type'));
}

/** Answers joined to their questions, in the form's order; those to what it no longer asks come last. */
export function answersOf(answers: unknown[], questions: Questions): FormField[] {
  const given = new Map<unknown, unknown[]>([...questions.keys()].map((id) => [id, []]));
  for (const answer of answers) {
    const id = partOf(partOf(answer, 'field'), 'id');
    const same = given.get(id);
    if (same) same.push(answer);
    else given.set(id, [answer]);
  }
  return [...given].flatMap(([id, ofQuestion]) => {
    const question = questions.get(id) ?? {};
    if (ofQuestion.length === 0) return [{ ...placeOf(question, { id }), values: [] }];
    return ofQuestion.flatMap((answer) => answerOf(answer, question));
  });
}

function placeOf(question: Question, field: { id?: unknown; ref?: unknown; type?: unknown }) {
  const key = textOf(question.ref) ?? textOf(field.ref) ?? textOf(field.id) ?? 'answers';
  const kind = KINDS.get(question.type) ?? KINDS.get(field.type) ?? 'text';
  return { key, label: textOf(question.title) ?? key, kind };
}

function answerOf(answer: unknown, question: Question): FormField[] {
  const type = partOf(answer, 'type');
  const value = partOf(answer, type);
  const place = placeOf(question, objectOf(partOf(answer, 'field')));
  const isChosen = (type === 'choice' || type === 'choices') && isObject(value);
  const fields = isChosen
    ? [
        {
          ...place,
          values: chosen(value, question)
            .flatMap((part) => leavesOf(part, place))
            .flatMap((leaf) => leaf.values),
        },
      ]
    : value === undefined
      ? []
      : leavesOf(type === 'file_url' && isLink(value) ? linkedFile(value).filename : value, place);
  return [...fields, ...leftovers(answer, (isChosen ? knownChoice : knownAnswer)(nameOf(type)), place.key)];
}

/** What was chosen, by its words; by its ids only where nobody says what they stand for. */
function chosen(value: Record<string, unknown>, question: Question): unknown[] {
  const { label, labels, other, id, ids } = value;
  return [label ?? labels ?? [ids ?? id].flat().map(wordsIn(question)), other];
}

function wordsIn({ choices }: Question): (id: unknown) => unknown {
  const words = new Map(listOf(choices).map((choice) => [partOf(choice, 'id'), partOf(choice, 'label')]));
  return (id) => words.get(id) ?? id;
}

function nameOf(type: unknown): string {
  return typeof type === 'string' ? type : 'type';
}

/** A variable that the form counted or set. */
export function variableOf(variable: unknown): FormField[] {
  const type = partOf(variable, 'type');
  const value = partOf(variable, type);
  const key = textOf(partOf(variable, 'key')) ?? 'variables';
  return [
    ...(value === undefined ? [] : leavesOf(value, { key, kind: 'hidden' })),
    ...leftovers(variable, { [nameOf(type)]: isAny, ...TYPED, key: isScalar }, key),
  ];
}
