import { isObject } from '../json-value.ts';
import { isLink, linkedFile } from '../linked-file.ts';
import type { FormField, FormFile } from '../submission.ts';
import { inWords } from '../words.ts';
import { prettyLabels } from './jotform-labels.ts';

/** How Jotform names a question's answer: `q3_howOften`, and below that its parts. */
const QUESTION = /^q\d+_([^.]+)/;

/** Whether this is the name of a question, and of nothing that Jotform says itself. */
export const isQuestion = (key: string) => QUESTION.test(key);

/** Files stand under the question's name alone, as the addresses at which Jotform keeps them. */
export function uploadsIn(raw: Record<string, unknown>): { name: string; files: FormFile[] }[] {
  const temporary = isObject(raw.temp_upload) ? Object.keys(raw.temp_upload) : [];
  const names = new Set(temporary.flatMap((name) => [name, QUESTION.exec(name)?.[1] ?? name]));
  return Object.entries(raw).flatMap(([name, value]) => {
    const links = [value].flat();
    const isOurs = (link: unknown): link is string =>
      typeof link === 'string' && isLink(link) && (names.has(name) || isKept(link));
    return links.length > 0 && links.every(isOurs) ? [{ name, files: links.map((link) => linkedFile(link)) }] : [];
  });
}

/** Where Jotform keeps what is uploaded, in all of its regions. */
function isKept(link: string): boolean {
  const { hostname, pathname } = new URL(link);
  return /(?:^|\.)jotform\.(?:com|eu|net)$/.test(hostname) && pathname.startsWith('/uploads/');
}

/** `q3_howOften` is called "How often". */
export function slugLabel(key: string): string | undefined {
  const [whole, slug = ''] = QUESTION.exec(key) ?? [];
  return whole === key ? inWords(slug) : undefined;
}

/** What is no question is what Jotform says of the form. */
export function asHidden(field: FormField): FormField {
  return isQuestion(field.key) ? field : { ...field, kind: 'hidden' };
}

/** The fields by the names of their questions on the form, as `pretty` says them, where that can be read in one way. */
export function withLabels(fields: FormField[], pretty: string | undefined): FormField[] {
  const questions = fields.filter(({ key, values }) => isQuestion(key) && values.length > 0);
  const labels = prettyLabels(pretty ?? '', questions);
  return labels ? fields.map((field) => ({ ...field, label: labels.get(field) ?? field.label })) : fields;
}
