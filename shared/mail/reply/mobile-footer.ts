import { bare, LONGEST_MARK } from './line.ts';
import { unquoted } from './quote.ts';
import { allWords, anyOf } from './words/all.ts';

/** A footer is a line; with its excuse for typing errors, hardly more than this. */
const LONGEST_FOOTER = 160;
const MOST_WORDS = 6;

/** What footers name: devices, makers, and mail programs. A line that names none of them is a person's. */
const DEVICE =
  /iphon|ipad|ipod|ios|android|samsung|galaxy|huawei|xiaomi|redmi|oppo|nokia|lumia|motorola|moto|pixel|oneplus|honor|alcatel|wiko|htc|lg|sony|xperia|blackberry|windows|outlook|yahoo|gmail|aol|proton|spark|airmail|mailbox|superhuman|bluemail|typeapp|acompli|mail\.ru|yandex|thunderbird|k-9|nine|fairemail|canary|newton|aquamail|mymail|libero|virgilio|tim|vodafone|orange|verizon|t-mobile|at&t|gmx|web\.de|mail|phone|mobile|mobil|handy|cell|smartphone|telefon|teléfono|telefono|téléphone|celular|móvil|movil|cellulare|portable|tablet|device|dispositivo|gerät|appareil|устройств|телефон|айфон|手机|手機|携帯|スマートフォン|휴대폰/iu;

const NOT_A_DEVICE =
  /\b(?:office|desk|account|address|house|home|of|warehouse|yesterday|today|ieri|oggi|ufficio|gestern|heute|hier)\b/i;

const NAMED = allWords('sentFrom');
const BEFORE_NAME = new RegExp(`^${anyOf(NAMED.filter((words) => !words.includes('…')))}`, 'iu');
const AROUND_NAME = new RegExp(
  `^(?:${NAMED.filter((words) => words.includes('…'))
    .map((words) => words.split('…').map((part) => part.trim()))
    .map(([before = '', after = '']) => `${before}.{1,60}${after}`)
    .join('|')})[.!。]?$`,
  'iu',
);
/** A device that nobody lists still shows as one: a capital or a figure, few words, and no sentence. */
const UNLISTED_DEVICE =
  /^(?:sent from my|inviato dal mio|envoyé de mon|enviado desde mi|enviado do meu|verstuurd vanaf mijn|gesendet von meinem)\s(?=[^\n]*[\p{Lu}\d])[\p{L}\d+\- ]{1,40}\.?$/iu;
const GET = anyOf(allWords('get'));
const GET_THE_PROGRAM = new RegExp(
  `^(?:${GET}(?:\\s\\p{L}{1,12})?\\s(?:outlook|bluemail|typeapp)(?:\\s[^\\s.,!?]{1,12}){0,5}|(?:\\p{L}{2,8} ?版?\\s)?outlook[^.,!?]{1,30}${GET})$`,
  'iu',
);
const FROM_MY =
  /^from my (?:iphone|ipad|ipod|galaxy|samsung|android|phone|mobile)(?: (?:\d{1,2}|plus|pro|max|mini)){0,2}$/i;
const PERSON_FROM_MOBILE = /^\p{L}{1,20} from (?:my )?mobile$/iu;
const VIRUS_FREE =
  /^(?:virus-?free|senza virus|virenfrei|sans virus|libre de virus|livre de vírus|virusvrij)\.?\s{0,2}(?:www\.)?\S{0,40}$/iu;

/** "Sent from my iPhone", "Get Outlook for iOS", "Inviato da Yahoo Mail su Android" and their like in two dozen languages. */
export function isMobileFooter(line: string): boolean {
  if (line.length > LONGEST_MARK) return false;
  const text = withoutLinks(bare(unquoted(line)));
  if (text.length < 4 || text.length > LONGEST_FOOTER) return false;
  if ([FROM_MY, PERSON_FROM_MOBILE, VIRUS_FREE, GET_THE_PROGRAM].some((pattern) => pattern.test(text))) return true;
  if (AROUND_NAME.test(text)) return DEVICE.test(text);
  const [statement = ''] = text.split(/[.,;]\s/, 1);
  if (statement.length < text.length && !isExcuse(text.slice(statement.length))) return false;
  return isNamingDevice(statement);
}

function isNamingDevice(statement: string): boolean {
  const opening = BEFORE_NAME.exec(statement)?.[0];
  if (opening === undefined || statement.split(' ').length > MOST_WORDS + opening.split(' ').length) return false;
  const name = statement.slice(opening.length);
  if (NOT_A_DEVICE.test(name) || /[?:]/.test(name)) return false;
  return DEVICE.test(name) || (UNLISTED_DEVICE.test(statement) && /[\p{Lu}\d]/u.test(name));
}

/** ", an AT&T 5G smartphone", "please excuse typos", "sorry for brevity": what people add to such a footer once and never read again. */
function isExcuse(text: string): boolean {
  return /^, an? [\w&+\- ]{2,30}(?:phone|device|tablet)$|excuse|typo|brevity|scus|errori|entschuldig|tippfehler|excus|disculp|erros/i.test(
    text,
  );
}

/** Without links and the brackets around the whole: `(sent from a phone)`, `Get Outlook for iOS<https://…>`. */
function withoutLinks(text: string): string {
  return text
    .replace(/<?(?:https?:\/\/|mailto:)[^\s<>]{1,400}>?/gi, ' ')
    .replace(/^[(<[*_\s]{1,6}|[)>\]*_\s]{1,6}$/g, '')
    .replace(/\s+/g, ' ');
}
