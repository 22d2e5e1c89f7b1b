import type { Language } from '../../shared/language.ts';
import { type Html, html } from '../../shared/mail/templates/html.ts';
import { inLanguage, type Problem, problemOf } from './problems.ts';
import { pageWords } from './words/words.ts';

type Field = {
  /** Name of the field, and id of its element. */
  name: string;
  label: string;
  hint?: string | undefined;
  problems?: readonly Problem[];
};

/** With `most`, what is typed is counted (`counter.js`). There is no `maxlength`: by that a browser cuts what is pasted, and tells nobody. */
type Counted = Field & { value?: string | undefined; most?: number; isRequired?: boolean; language: Language };

/** A line of text. `autocomplete` as HTML names what browsers fill in. */
export function textField(field: Counted & { type?: 'text' | 'email'; autocomplete?: string }): Html {
  const { name, value = '', type = 'text', autocomplete = 'off', isRequired = true } = field;
  return around(
    field,
    (about) =>
      html`<input type="${type}" id="${name}" name="${name}" value="${value}" autocomplete="${autocomplete}"${isRequired && html` required`}${counted(field)}${about}>`,
  );
}

/** Several lines of text. */
export function textArea(field: Counted & { rows?: number }): Html {
  const { name, value = '', rows = 7, isRequired = true } = field;
  return around(
    field,
    // A first line break after the tag is no part of the value.
    (about) =>
      html`<textarea id="${name}" name="${name}" rows="${rows}"${isRequired && html` required`}${counted(field)}${about}>
${value}</textarea>`,
  );
}

function counted({ most, language }: Counted): Html | undefined {
  if (most === undefined) return undefined;
  const { left, over } = pageWords(language).count;
  return html` data-most="${most}" data-left="${left}" data-over="${over}"`;
}

/** Any number of files. Where scripts run, `upload.js` sends them one by one, with a bar each, as soon as they are chosen. */
export function fileField(field: Field): Html {
  const { name } = field;
  return around(field, (about) => html`<input type="file" id="${name}" name="${name}" multiple${about}>`);
}

/** A field with its label, its hint, and what is wrong with it, each tied to it for screen readers. */
function around(field: Field, input: (about: Html) => Html): Html {
  const { name, label, hint, problems = [] } = field;
  const problem = problemOf(problems, name);
  const ids = [...(hint ? [`${name}-hint`] : []), ...(problem ? [`${name}-problem`] : [])];
  const described = ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`;
  const about = html`${described}${problem !== undefined && html` aria-invalid="true"`}`;
  return html`<div class="field${problem !== undefined && ' bad'}">
<label for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${problem && html`<p class="why-bad" id="${name}-problem"${inLanguage(problem.language)}>${problem.message}</p>`}
${input(about)}
</div>`;
}

/** One of several. */
export function selectField({
  name,
  label,
  options,
  chosen,
  isRequired = false,
}: {
  name: string;
  label: string;
  options: readonly { value: string; text: string }[];
  chosen: string;
  /** One of those with a value. */
  isRequired?: boolean;
}): Html {
  const each = ({ value, text }: { value: string; text: string }) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`;
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}"${isRequired && html` required`}>${options.map(each)}</select></div>`;
}

/** A date and a time of the clock on the wall, in a zone that the hint names. */
export function timeField(field: Field & { value?: string }): Html {
  const { name, value = '' } = field;
  return around(
    field,
    (about) => html`<input type="datetime-local" id="${name}" name="${name}" value="${value}"${about}>`,
  );
}

/** A box to tick. */
export function checkField({
  name,
  label,
  isChecked = false,
}: {
  name: string;
  label: string;
  isChecked?: boolean | undefined;
}): Html {
  return html`<label class="switch"><input type="checkbox" id="${name}" name="${name}" value="yes"${isChecked && html` checked`}> ${label}</label>`;
}

/** A value that the page sends back as it is. */
export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}
