import { listed } from './listed.ts';
import { remembered } from './remembered.ts';
import type { FieldKind } from './submission.ts';
import { bareName } from './words.ts';

/** What providers call the type of a question, in the order in which they are looked for: `long_text` is no `text`. */
const TYPES: [RegExp, FieldKind][] = [
  [/hidden/, 'hidden'],
  [/e-?mail/, 'email'],
  [/textarea|long|paragraph|multi_?line/, 'long text'],
  [
    /choice|radio|select|check|drop_?down|list|scale|grid|matrix|picture|yes_?no|boolean|legal|switch|ranking/,
    'choice',
  ],
  [/phone|^tel/, 'phone'],
  [/full_?name|^name|contact_?name/, 'name'],
  [/number|rating|slider|currency|calculat/, 'number'],
  [/date|time/, 'date'],
  [/url|link|website/, 'link'],
];

/** What a question asks for, by the word that its provider has for it; `text` for any that says nothing. */
export const kindOfType = remembered(
  (type): FieldKind => TYPES.find(([words]) => words.test(type.toLowerCase()))?.[1] ?? 'text',
);

/** What else a question is called by what it asks for, beside those of a kind of its own. */
const OF_A_QUESTION =
  /text|short|input|answer|file|upload|attach|signature|captcha|address|country|password|consent|accept|gdpr|terms|payment|duration|step|section|heading|html/;

/** Whether a word says what a question asks for, and nothing that was answered. */
export const isTypeOfQuestion = remembered(
  (type) => kindOfType(type) !== 'text' || OF_A_QUESTION.test(type.toLowerCase()),
);

/** What a form says of itself: no question, and no answer to one. */
const OF_THE_FORM = new Set(
  listed(
    'id, form, formid, formname, formtitle, formslug, internalname, entryid, entrynumber, submissionid, ' +
      'responseid, eventid, eventtype, respondentid, siteid, sitename, provider, version, etag, keys, ' +
      'source, sourceurl, sourceid, pageurl, pagetitle, url, referrer, referer, createdat, createtime, ' +
      'datecreated, dateupdated, submittedat, submitdate, submissiontime, datesubmitted, lastsubmittedtime, ' +
      'lastupdatedat, timestamp, postid, currency, status, isread, isstarred, isapproved, createdby, ' +
      'paymentstatus, paymentdate, paymentamount, paymentmethod, transactionid, transactiontype, ' +
      'isfulfilled, adminlink, editlink, viewlink, responder, next, poweredby',
  ),
);

const isOfTheForm = remembered((name) => OF_THE_FORM.has(bareName(name)) || /^(?:utm|hs)_/i.test(name));

/** What a value of this name is, in what holds it, where nothing says of what type it is. */
export function kindOfValue(name: string, holder: string | undefined, value: unknown): FieldKind {
  // `form.name` is not who filled it in.
  if (isOfTheForm(name) || (holder !== undefined && isOfTheForm(holder + name))) return 'hidden';
  if (typeof value === 'boolean' || Array.isArray(value)) return 'choice';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' && /^https?:\/\/\S+$/.test(value) ? 'link' : 'text';
}
