import { readAnswers } from '../answers.ts';
import { sameAnswers } from '../envelope.ts';
import { parseWholeJson } from '../json-body.ts';
import { isLink, linkedFile } from '../linked-file.ts';
import { listed } from '../listed.ts';
import { PARSED_TYPES, readParsedBody } from '../parsed-body.ts';
import type { FormProvider } from '../provider.ts';
import type { FormField, FormFile } from '../submission.ts';
import { hasToken, whyNoToken } from '../token.ts';
import { newUrlToken } from '../url-token.ts';
import { inWords } from '../words.ts';
import { prettyLabels } from './jotform-labels.ts';

/** What Jotform says of its own working, of the account and of who was watched; the address that was called has our token. */
const PLUMBING = new Set(
  listed(
    'action, webhookURL, username, type, event, ip, pretty, rawRequest, unread, isSilent, parent, ' +
      'formTitle, slug, jsExecutionTracker, submitSource, submitDate, buildDate, uploadServerUrl, ' +
      'eventObserver, event_id, path, timeToSubmit, temp_upload, file_server, validatedNewRequiredFieldIDs, ' +
      'visitedPages, simple_spc, website, target',
  ),
);
const QUESTION = /^q\d+_([^.]+)/;

/**
 * Jotform: the form's *Settings* → *Integrations* → *Webhooks*, and the address with its token; Jotform signs nothing
 * (https://www.jotform.com/help/245-how-to-setup-a-webhook-with-jotform/). Answers are read from `rawRequest`: what `pretty` says is
 * joined by commas that answers may have too, so it is asked for labels alone, and only where it can be read in one way.
 */
export const jotform: FormProvider = {
  name: 'jotform',
  types: PARSED_TYPES,
  verify: (delivery, secrets) => (hasToken(delivery, secrets) ? {} : undefined),
  async read(delivery) {
    const body = await readParsedBody(delivery);
    const sent = isObject(body.value) ? body.value : { body: body.value };
    const request = parsed(sent.rawRequest);
    const raw = isObject(request) ? request : undefined;
    const uploads = raw ? uploadsIn(raw) : [];
    const uploaded = new Set(uploads.map(({ name }) => name));
    const answers = readAnswers(request, {
      isPlumbing: (name) => PLUMBING.has(name) || uploaded.has(name),
      labelOf: slugLabel,
    });
    const beside = readAnswers(sent, {
      isTyped: body.isTyped,
      isPlumbing: (name) => PLUMBING.has(name),
      labelOf: slugLabel,
    });
    const read = [...(raw ? answers.fields.map(asHidden) : answers.fields), ...beside.fields.map(asHidden)];
    const fields = withLabels(read, textOf(sent.pretty));
    const files = [...uploads.flatMap((upload) => upload.files), ...answers.files, ...beside.files, ...body.files];
    // What Jotform says beside them is of the delivery.
    const asked = [...answers.fields, ...beside.fields.filter(({ key }) => QUESTION.test(key))];
    const unseen = [...answers.unseen, ...beside.unseen];
    return {
      id: textOf(sent.submissionID),
      form: textOf(sent.formTitle),
      fields,
      files,
      same: sameAnswers({ fields: asked, files, unseen }),
    };
  },
  whyUnusable: whyNoToken,
  newSecret: newUrlToken,
};

/** The JSON of a text; what is none is shown as it is. */
function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return parseWholeJson(text);
  } catch {
    return text;
  }
}

/** Files stand under the question's name alone, as the addresses at which Jotform keeps them. */
function uploadsIn(raw: Record<string, unknown>): { name: string; files: FormFile[] }[] {
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
function slugLabel(key: string): string | undefined {
  const [whole, slug = ''] = QUESTION.exec(key) ?? [];
  return whole === key ? inWords(slug) : undefined;
}

/** What is no question is what Jotform says of the form. */
function asHidden(field: FormField): FormField {
  return QUESTION.test(field.key) ? field : { ...field, kind: 'hidden' };
}

function withLabels(fields: FormField[], pretty: string | undefined): FormField[] {
  const questions = fields.filter(({ key, values }) => QUESTION.test(key) && values.length > 0);
  const labels = prettyLabels(pretty ?? '', questions);
  return labels ? fields.map((field) => ({ ...field, label: labels.get(field) ?? field.label })) : fields;
}

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
