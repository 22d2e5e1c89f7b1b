/** Longer than this, it says something beside. */
const MAX_STUB = 300;

/** What mail programs put into the plain part when they write HTML only. */
const STUB = new RegExp(
  [
    String.raw`(?:not|n['’]t|cannot|unable to) (?:\w+ )?(?:support|display|show|view|render|read)\w* (?:\w+ ){0,2}html`,
    '(?:requires?|needs?|us(?:e|ing)) an? html',
    'html[- ](?:capable|compatible|enabled|compliant)',
    '(?:this|the) (?:e-?mail|message) is in html',
    String.raw`non (?:supporta|visualizza|[eè] in grado di \w+) (?:\w+ |l['’]){0,3}html`,
    String.raw`(?:unterst[uü]tzt|kann) (?:\w+ ){0,3}(?:kein|nicht)?\w* ?html`,
    String.raw`ne (?:supporte|prend|peut) (?:\w+ |l['’]){0,5}html`,
    String.raw`no (?:soporta|admite|puede) (?:\w+ ){0,4}html`,
  ].join('|'),
  'i',
);

/** True when a plain text only says that the words are in the HTML, and there are more of them there. */
export function isStub(plain: string, html: () => string): boolean {
  const words = plain.trim();
  return words.length <= MAX_STUB && STUB.test(words.replace(/\s+/g, ' ')) && html().trim().length > words.length;
}

/** Whether any character of a text shows: white space, zero-width ones and blanks of other scripts do not. */
export function isVisible(text: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u.test(text);
}
