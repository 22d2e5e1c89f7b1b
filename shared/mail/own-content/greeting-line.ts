import { beginsAsGreeting } from '../reply/answers-below.ts';

/** Behind a greeting nothing but who is greeted: names with their capitals, titles, and words for all. */
const GREETED =
  /^(?:\p{Lu}[\p{L}'’.-]*|all|team|there|everyone|everybody|tutti|tutte|a|alle|zusammen|tous|toutes|todos|todas|allen|du|und|and|e|et|y|i|von|van|de|di|der|sir|madam|pan[ie]?|państwo)$/u;
const LONGEST = 60;
const MOST_GREETED = 5;
/** `Buongiorno`, and what stands in its place in scripts without capitals. */
const WITHOUT_CAPITALS =
  /^(?:こんにちは|こんばんは|おはようございます|お疲れ様です|(?:いつも)?お世話になって(?:おり|い)ます|您好|你好|안녕하세요|\p{L}[\p{L}\s]{0,20}(?:様|さん|さま|님))[、,。!]*$/u;

/** True for a line that greets and says nothing else: `Hi Anna,`, `Buongiorno`, `Sehr geehrte Frau Rossi,`. */
export function isGreetingLine(line: string): boolean {
  const text = line.trim();
  if (text.length > LONGEST) return false;
  if (WITHOUT_CAPITALS.test(text)) return true;
  const greeted = beginsAsGreeting(text);
  if (greeted === undefined) return false;
  // Behind a comma begins what is said, unless that is another title: `Madame, Monsieur,`.
  if (!/^(?:\s|[,!.:]*$|, (?:monsieur|messieurs|herr|frau)\b)/i.test(greeted)) return false;
  const words = greeted
    .replace(/[,!.:]+$/, '')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const isAddressed = words.length <= 2 && /,$/.test(text);
  return words.length <= MOST_GREETED && (isAddressed || words.every((word) => GREETED.test(word)));
}
