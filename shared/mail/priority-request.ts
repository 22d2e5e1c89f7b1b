import { PRIORITIES, type Priority } from '../sla/terms.ts';
import { BEFORE_DIGIT, NEGATIONS, PRIORITY_WORDS } from './priority-words.ts';

/** A priority that a sentence asks for or says of this request: `Please raise it to P1`, `this is a P1: …`, `Bitte Prio 1`. */

const PLEASE = "please|pls|plz|kindly|bitte|per favore|per piacere|cortesemente|s['’]il vous pla[iî]t|svp|por favor";
const VERBS = [
  'treat|handle|set|raise|escalate|upgrade|mark|consider|log|open|register|classify|bump|change|make|move|increase|put',
  'tratta(?:re|te|tel[oa])|considera(?:re|te|tel[oa])|alza(?:re|te|tel[oa])|porta(?:re|te|tel[oa])|aumenta(?:re|te|tel[oa])|imposta(?:re|te|tel[oa])|mett(?:ere|ete|etel[oa])|gesti(?:re|te|tel[oa])|apri(?:re|te|tel[oa])|passa(?:re|te|tel[oa])|escala(?:re|te|tel[oa])',
  'behandeln sie|behandelt|setzen sie|setzt|stufen sie|erhöhen sie|erhöht|eskalieren sie|eskaliert',
  'traite[rz]|passe[rz]|mett(?:re|ez)|considére[rz]|considère|monte[rz]|classe[rz]|escalade[rz]',
  'trat(?:ar|en|e)|sub(?:ir|an|a)|pon(?:er|gan|ga)|consider(?:ar|en)|escal(?:ar|en|e)|marc(?:ar|uen)',
].join('|');
/** Between such a word and the priority: what is asked for, and small words. */
const OBJECTS = [
  'it|this|that|the|our|my|ticket|request|issue|case|incident|one|priority|severity|as|to|with|on|at|up|an?|of|now|from p ?[2-4]',
  'quest[oa]|la|il|lo|richiesta|segnalazione|priorità|come|ad?|con|in|una?|da p ?[2-4]',
  'das|es|dies(?:e[ns]?)?|den|die|als|auf|mit|ein(?:e[nm]?)?|anfrage|priorität|von p ?[2-4]',
  'ce|cette|cela|le|en|comme|demande|priorité|à|une?|de p ?[2-4]',
  'est[oae]|el|como|solicitud|prioridad',
].join('|');
const FORM = String.raw`(?:p\s?-?|${BEFORE_DIGIT}|(?:${PRIORITY_WORDS})\s+(?:to|ad?|auf|à|en)\s+p?)([1-4])(?![\p{L}\p{N}_%/&+@-]|[.,]\d)`;
/** The sentence ends, or its reason follows. */
const END = String.raw`(?=\s*(?:[.!?,;:)–—]|\s-|$)|\s+(?:now|please|because|since|as|for|until|and|thanks?|ora|adesso|perché|grazie|per|e|jetzt|bitte|weil|da|für|und|behandeln|einstufen|setzen|hochstufen|eskalieren|danke|maintenant|svp|merci|car|pour|et|ahora|porque|gracias|para|y|ticket|incident|priority)(?!\p{L}))`;
const START = String.raw`(?<![\p{L}\p{N}])`;

const ASKS = new RegExp(
  String.raw`${START}(?:(?:${PLEASE})[\s,:]+(?:${VERBS})?|(?:${VERBS}))(?:\s*(?:${OBJECTS})(?![\p{L}\p{N}])){0,6}\s*${FORM}${END}`,
  'iu',
);
/** `This is a P1`, `it is P1 now`, `è un P1`, `the priority is 1`. */
const SAYS = new RegExp(
  String.raw`${START}(?:(?:this|it|that|quest[oa]|das|dies|es|ceci|esto|est[ae])(?:\s+(?:ticket|request|issue|one|anfrage|richiesta|solicitud))?\s+(?:is|è|ist|est|es)|(?:it|this|that)['’]s|c['’]est|^è|^es|si tratta di|il s['’]agit d['’]|se trata de|es handelt sich um|(?:${PRIORITY_WORDS})\s+(?:is|è|ist|est|es)(?=\s+p?[1-4]))(?:\s*(?:now|an?|the|clearly|definitely|really|ora|adesso|una?|jetzt|eine?|eine[nm]|klar|maintenant|une?|ahora)(?![\p{L}\p{N}]))*\s*(?:p|${BEFORE_DIGIT}|(?<=(?:is|è|ist|est|es)\s+))([1-4])(?![\p{L}\p{N}_%/&+@-]|[.,]\d)${END}`,
  'iu',
);
const PLEASED = new RegExp(String.raw`^\s*(?:p\s?-?|${BEFORE_DIGIT})([1-4])[\s,]+(?:${PLEASE})(?=\s*[.!]*\s*$)`, 'iu');

/** In such a sentence it is denied, told of another time, only possible, or asked. */
const NOT_NOW = new RegExp(
  String.raw`${START}(?:${NEGATIONS}|don['’]t|didn['’]t|cannot|can['’]t|if|when|how|why|whether|will|would have|had|did|was|were|yesterday|last|next time|se|quando|come faccio|perché|ieri|era|avete|wenn|falls|wann|wie|ob|warum|gestern|war|hatten?|quand|comment|pourquoi|hier|était|cuando|cómo|ayer|fue)(?![\p{L}\p{N}])`,
  'iu',
);

/** A longer line is looked at up to here. In characters. */
const MOST = 500;

/** The priority that one of the sentences of a line asks for or states, of this request and now. */
export function requestedPriority(line: string): Priority | undefined {
  // A dot within a number or a word ends no sentence.
  const sentences = line.slice(0, MOST).match(/[^.!?;]+(?:[.!?;](?!\s|$)[^.!?;]*)*[.!?;]*/gu) ?? [];
  for (const sentence of sentences) {
    const isQuestion = sentence.includes('?');
    const hit = ASKS.exec(sentence) ?? (isQuestion ? null : (SAYS.exec(sentence) ?? PLEASED.exec(sentence)));
    const digit = hit?.slice(1).find((group) => group !== undefined);
    if (hit && !NOT_NOW.test(sentence.slice(0, hit.index + hit[0].length))) {
      return PRIORITIES.find((each) => String(each) === digit);
    }
  }
  return undefined;
}
