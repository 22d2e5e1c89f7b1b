/** Words as `fold` has them, in the languages of the desk and their neighbours. */

/** What people and firms are called in signatures. As parts of words, too: `Kundendienstleiter`, `Support-Team`. */
const ROLES =
  /support|service|servizio|servicio|helpdesk|desk|team|squadra|equip[eo]|kunden|technik|tecnic|technic|engineer|ingenieur|ingegner|ingenier|developer|entwickl|sviluppat|manager|manag|direct|direttor|direzion|leiter|leitung|head|chief|officer|ceo|cto|president|consult|berat|assist|admin|amminist|sales|vertrieb|vendite|ventas|ventes|commercial|commerci|market|account|buchhalt|contabil|comptab|office|ufficio|oficina|bureau|buro|department|abteilung|reparto|dipartimento|specialist|analyst|agent|operat|responsabil|geschaftsfuhr|inhaber|titolare|owner|founder|partner|sekretar|segret|secret|customer|client|kontakt|represent|mitarbeiter|coordinat|koordinat|trainee|intern|junior|senior|group|gruppe|gruppo|solutions|systems|sistemi|systeme|software|consulting|studio|lead|^(?:it|hr|qa|edv|ict|noc)$/;
const FORMS =
  /(?:^|[\s,])(?:gmbh|ag|kg|ohg|ug|gbr|e\.?\s?v|ltd|limited|inc|llc|plc|corp|co|s\.?\s?r\.?\s?l\.?(?:\s?s)?|s\.?\s?p\.?\s?a|s\.?\s?n\.?\s?c|s\.?\s?a\.?\s?s|s\.?\s?a|s\.?\s?l|sarl|sas|bv|b\.v|nv|oy|ab|as|aps|sp\.?\s?z\s?o\.?\s?o|lda|ltda)\.?$/;

/** Words of sentences: no signature has them, and an answer of a word or two hardly does without. */
const SAID = new Set(
  [
    'ok okay yes yep no nope done fixed solved resolved ready sent closed mended works working is are was were has have had will can be been this that now today tomorrow tonight please see you your we i not again already online back',
    'si fatto fatta risolto risolta sistemato sistemata pronto pronta inviato inviata chiuso chiusa funziona sono ha hai abbiamo ho puo ora adesso oggi domani non ancora gia tutto vedi ecco',
    'ja nein erledigt behoben gelost fertig gesendet geschickt lauft geht ist sind war hat haben habe wird kann jetzt heute morgen nicht wieder schon bitte alles passt klar gemacht',
    'oui non fait faite resolu regle pret envoye ferme marche fonctionne est sont etait avons sera peut redemarre repare remplace corrige termine maintenant demain pas deja voici voila',
    'hecho listo lista resuelto arreglado enviado cerrado funciona esta es hemos puede ahora hoy manana ya aqui vale',
    'klaar gedaan opgelost verholpen verstuurd werkt is zijn was heeft kan nu vandaag morgen niet weer goed nee',
    'feito pronto resolvido enviado fechado funciona esta sao foi tem pode agora hoje amanha nao ja sim',
    'tak nie gotowe zrobione naprawione wyslane dziala jest sa bylo juz teraz dzis jutro',
  ].flatMap((words) => words.split(' ')),
);
/** One word of these endings says what somebody did: `Restarted`, `Ausgetauscht`, `Riavviata`, `Reiniciado`. */
const DID = /^(?:\p{L}{2,}ed|\p{L}*ge\p{L}{3,}t|\p{L}{3,}iert|\p{L}{3,}(?:at|it|ut|tt|st)[oa]|\p{L}{2,}[ai]d[oa])$/u;

/** True for a role, a department, or a firm by its legal form. */
export function isRoleOrFirm(folded: string): boolean {
  return ROLES.test(folded) || FORMS.test(folded);
}

/** A firm's name may end with a dot. */
export function endsWithForm(folded: string): boolean {
  return FORMS.test(folded);
}

/** True for words that tell something: one of them is a sentence's, or all they say is what was done. */
export function saysSomething(words: readonly string[]): boolean {
  const [first = ''] = words;
  return words.some((word) => SAID.has(word)) || (words.length === 1 ? DID.test(first) : /\p{L}{2,}ed$/u.test(first));
}
