import { asHidden, isQuestion, slugLabel, uploadsIn, withLabels } from '../answers/jotform.ts';
import { readAnswers } from '../answers.ts';
import { sameAnswers } from '../envelope.ts';
import { parseWholeJson } from '../json-body.ts';
import { isObject } from '../json-value.ts';
import { listed } from '../listed.ts';
import { PARSED_TYPES, readParsedBody } from '../parsed-body.ts';
import type { FormProvider } from '../provider.ts';
import { hasToken, whyNoToken } from '../token.ts';
import { newUrlToken } from '../url-token.ts';

/** What Jotform says of its own working, of the account and of who was watched; the address that was called has our token. */
const PLUMBING = new Set(
  listed(
    'action, webhookURL, username, type, event, ip, pretty, rawRequest, unread, isSilent, parent, ' +
      'formTitle, slug, jsExecutionTracker, submitSource, submitDate, buildDate, uploadServerUrl, ' +
      'eventObserver, event_id, path, timeToSubmit, temp_upload, file_server, validatedNewRequiredFieldIDs, ' +
      'visitedPages, simple_spc, website, target',
  ),
);

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
    const asked = [...answers.fields, ...beside.fields.filter(({ key }) => isQuestion(key))];
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

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
