/** Words around a priority that is not declared for this request now; each a piece of a regular expression for text in NFKC. */

/** What a priority is of no more. They end what is said: `P1 fixed line` is a line. */
export const SOLVED_WORDS = [
  'resolved|solved|fixed|recovered|works? (?:fine )?(?:again|now)|working again|back online|no longer (?:needed|necessary|valid|relevant|urgent|critical|a problem|an issue|p[1-4])|not (?:needed|necessary|urgent)(?: any ?more)?|no problem any ?more',
  'risolt[oaie]|sistemat[oaie]|rientrat[oa]|funziona (?:di nuovo|ora|adesso)|di nuovo ok|non (?:serve|è) più(?: necessari[oa]| urgente| un problema| attuale| critic[oa])?',
  'behoben|gelöst|erledigt|(?:läuft|funktioniert|geht) wieder|keine? (?:problem|störung|prio|p[1-4]) mehr|nicht mehr (?:nötig|notwendig|dringend|aktuell|relevant|kritisch|erforderlich)|hinfällig',
  "résolue?s?|réglée?s?|corrigée?s?|remarche|refonctionne|(?:n’est |n'est )?plus (?:nécessaire|urgente?|d['’]actualité|critique)",
  'resuelt[oa]s?|solucionad[oa]s?|arreglad[oa]s?|funciona (?:de nuevo|otra vez)|ya no (?:hace falta|es necesari[oa]|es urgente|es un problema)',
].join('|');

/** What something does that was down, behind its name: `P1 server works again`. */
export const AGAIN_WORDS =
  'works? (?:fine )?again|working again|back online|funziona di nuovo|(?:läuft|funktioniert|geht) wieder|remarche|refonctionne|funciona (?:de nuevo|otra vez)';

/** The same of a ticket; a shop or a line may be so, too. */
export const CLOSED_WORDS =
  'closed|done|over|cleared|finished|cancell?ed|withdrawn|obsolete|chius[oaie]|conclus[oa]|finit[oa]|annullat[oa]|superat[oa]|geschlossen|abgeschlossen|beendet|vorbei|storniert|fermée?|clos|terminée?|annulée?|cerrad[oa]|terminad[oa]|anulad[oa]|cancelad[oa]';

/** What stands between a thing and what it is by now. */
export const LINK_WORDS =
  "is|was|are|has|have|been|now|already|all|è|é|e['’]|stat[oa]|ora|adesso|già|tutto|ist|wurde|jetzt|bereits|schon|alles|est|été|maintenant|déjà|es|está|fue|ya";

/** What may follow a word of the two lists above. */
export const AFTER_DONE =
  'thanks?|thank|thx|grazie|danke|merci|gracias|by|again|now|today|yesterday|since|and|ieri|oggi|ora|da|e|gestern|heute|von|seit|und|hier|aujourd|par|depuis|et|ayer|hoy|por|desde|y';

/** A time that is over. */
export const PAST_WORDS = [
  "yesterday(?:['’]s)?|last|past|previous|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?",
  'ieri|scors[oa]|passat[oa]|settimana scorsa|mese scorso|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica',
  '(?:vor)?gestern|letzte[rmns]?|vergangene[rmns]?|vorige[rmns]?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag',
  "d['’]hier|derni(?:er|ère)|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
  'ayer|pasad[oa]|lunes|martes|miércoles|jueves|viernes|sábado|domingo',
].join('|');

/** Between a priority and a time: `P1 from last week`, `P1 vom Montag`. */
export const OF_WORDS =
  "of|from|on|in|the|di|del|della|dello|de|du|la|le|il|lo|el|dal|dalla|vom|von|aus|der|dem|im|am|d['’]";

/** Before a priority of an older ticket. */
export const FORMER_WORDS =
  "last|old|ex|former|previous|past|recent|yesterday['’]?s|was|were|had|vecchi[oa]|precedente|ultim[oa]|scors[oa]|passat[oa]|era|avevamo|alte[rsn]?|ehemalige[rsn]?|vorherige[rsn]?|letzte[rsn]?|gestrige[rsn]?|frühere[rsn]?|war|hatten?|ancien(?:ne)?|précédente?|derni(?:er|ère)|était|antigu[oa]|anterior|últim[oa]|fue|tuvimos";

/** What has priorities as its matter, before one. With or without a colon. */
export const MATTER_WORDS =
  'reports?|rca|post-?mortem|follow-?up|root cause|invoice|sla|definition|difference|rapporto|fattura|definizione|differenza|bericht|rechnung|unterschied|nachbereitung|rapport|facture|définition|différence|informe|factura|definición|diferencia';

/** What speaks of a priority, its own or another ticket's, right before it. */
export const ABOUT_WORDS =
  'thanks?|thank you|thx|about|regarding|concerning|for|our|the|your|their|every|each|all|other|grazie|riguardo|circa|per|il|i|lo|sul|del|dei|nostr[oi]|vostr[oi]|danke|zum|zur|über|für|bezüglich|der|unsere?[rnms]?|eure?|ihre?|merci|pour|sur|concernant|le|les|notre|nos|votre|vos|gracias|para|sobre|el|los|nuestr[oa]s?|vuestr[oa]s?';

/** Somebody is not sure, or only compares. */
export const HEDGE_WORDS =
  'maybe|perhaps|possibly|probably|almost|nearly|like|potential(?:ly)?|if|whether|forse|quasi|magari|probabilmente|possibile|se|vielleicht|evtl\\.?|eventuell|fast|beinahe|möglicherweise|wie|wenn|falls|ob|peut-être|presque|comme|si|quizás?|tal vez|casi|como';

/** Articles and the like between such a word and the priority. */
export const SMALL_WORDS =
  "an?|the|is|it|it['’]s|for|on|of|un|una|il|lo|la|gli|i|è|ein|eine[nmr]?|das|den|dem|der|für|une|le|les|du|est|el|los|es|por|nostr[oi]|our";

/** Licences, devices and other names that have a P1 of their own. */
export const PRODUCT_WORDS =
  'entra(?: id)?|azure(?: ad| active directory)?|active directory|aad|premium|plan|piano|defender|office ?365|o365|m365|microsoft ?365|exchange online|sharepoint online|intune|endpoint|huawei|xiaomi|bambu(?: ?lab)?|lenovo|think(?:pad|station)|mclaren|dsmr|smart ?meter|formula|visa|grade|iphone|nokia|nvidia|quadro|canon|epson|sony|samsung|yamaha|piaggio|hp';
export const LICENCE_WORDS =
  'licen[sc]es?|licensing|subscriptions?|licenz[ae]|abbonament[oi]|lizenz(?:en)?|abo|licences?|abonnements?|licencias?';

/** What is about priorities, behind one. */
export const TALK_WORDS =
  'calend[ae]rs?|calendario|kalender|calendrier|protocol|protocollo|protokoll|protocole|protocolo|gen \\d|root cause|rca|post-?mortem|customers? list|kunden? (?:fragt|fragen|will|möchte|liste)|kundenliste|lista clienti';
/** The same, where nothing but a time or another sentence goes on: `P1 test - please ignore`, but not `P1 test system down`. */
export const TALK_ENDS =
  'training|workshop|course|drill|exercise|test|process|procedure|policy|polic(?:y|ies)|rules?|history|review|analysis|documentation|docs|list|formazione|corso|esercitazione|prova|processo|procedura|regole|storico|analisi|documentazione|lista|elenco|schulung|übung|prozess|verfahren|regeln|auswertung|dokumentation|liste|formation|cours|exercice|processus|procédure|règles|analyse|curso|simulacro|proceso|procedimiento|reglas|análisis|documentación|prueba';
/** Of a test or a course something is said to be at a time, or for somebody. */
export const TALK_GOES_ON =
  'on|for|in|at|next|tomorrow|today|please|this|am|für|nächste\\p{L}*|morgen|heute|domani|oggi|prossim[oa]|per|demain|pour|mañana|para';
