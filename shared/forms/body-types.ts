/** Types of bodies that providers post, as `FormProvider.types` names them. */

const JSON_TYPE = 'application/json';
const PAIRS = 'application/x-www-form-urlencoded';

/** JSON, and what a program names it that names nothing: `fetch` sends a text as `text/plain`. */
export const JSON_OR_TEXT = [JSON_TYPE, 'text/plain'];

/** JSON, or JSON in a field of a form. */
export const JSON_OR_PAIRS = [JSON_TYPE, PAIRS];

/** Whatever a form may post. */
export const ANY_FORM = [JSON_TYPE, PAIRS, 'multipart/form-data', 'text/plain'];
