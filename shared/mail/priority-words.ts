/** Words of English, Italian, German, French and Spanish, and a few of others; each a piece of a regular expression for text in NFKC. */

/** What a digit from 1 to 4 stands behind, as in `Priority: 1`. `Sev` and `Prio` are what people shorten them to. */
export const PRIORITY_WORDS = [
  'priority',
  'prio',
  'severity',
  'sev',
  `priorit(?:à|a['’]?)`,
  `gravit(?:à|a['’]?)`,
  `severit(?:à|a['’]?)`,
  'priorit(?:ä|ae)t(?:sstufe)?',
  'schweregrad',
  'priorit[ée]',
  'gravit[ée]',
  's[ée]v[ée]rit[ée]',
  'prioridad',
  'gravedad',
  'severidad',
  'prioriteit',
].join('|');

/** A level's name between its word and its digit: `severity level 1`. */
export const LEVEL_WORDS = 'level|livello|stufe|niveau|nivel';

/** All that stands before the digit: `Prio: `, `SEV-`, `priority P`, `severity level `. */
export const BEFORE_DIGIT = String.raw`(?:(?:prio|sev)\.|${PRIORITY_WORDS})(?:\s*(?:${LEVEL_WORDS}))?\s*[:=#-]?\s*p?`;

/** How people say that it must not wait. */
export const URGENT_WORDS =
  "urgent(?:e|i|ly|issim[oa])?|urgen(?:cy|ce|za|cia)|dringend|eilt|asap|a\\.s\\.a\\.p|emergency|emergenza|emergencia|notfall|d['’]urgence";

/** What turns `urgent` or `P1` into its contrary, when it stands right before. */
export const NEGATIONS =
  "not|no|non|never|isn['’]?t|wasn['’]?t|nicht|kein|keine[nrms]?|pas|aucune?|nessun[oa]?|niente|ning[uú]na?|sin|senza|ohne|without|n['’]est";

/** Names of what is wrong, and of how bad it is: `P1 incident`, `P1 critical`. */
export const INCIDENT_WORDS =
  'incident|outage|ticket|issue|blocker|problem|alert|critical|down|incidente|guasto|problema|critic[oa]|blocc(?:o|ante)|st(?:ö|oe)rung|ausfall|kritisch|panne|critique|probl[èe]me|aver[íi]a|cr[íi]tic[oa]';

/** Things and places that are numbered like a priority: a connector P1 is not urgent. They stand before the number. */
export const NUMBERED_THINGS =
  'connector|port|pin|room|level|floor|parking|park|pump|sensor|version|model|type|page|gate|phase|player|line|lot|slot|bay|unit|printer|connettore|presa|porta|sala|stanza|piano|parcheggio|pompa|sensore|modello|tipo|pagina|linea|fase|pulsante|stampante|stecker|buchse|raum|etage|parkhaus|parkplatz|pumpe|modell|typ|seite|linie|drucker|prise|salle|étage|pompe|capteur|modèle|page|ligne|imprimante|conector|puerto|planta|bomba|modelo|página|línea|impresora|hall|building|flat|apartment|warehouse|garage|zone|area|block|box|deck|dock|capannone|appartamento|edificio|magazzino|reparto|zona|camera|posto|scala|halle|wohnung|zimmer|gebäude|haus|lager|tor|tür|ebene|bereich|stellplatz|platz|trakt|bâtiment|appartement|entrepôt|place|nave|almacén|habitación|piso|plaza';

/** Parts that stand behind their number, too: `P1 connector broken`. Not what breaks at a desk's customers: `P1 printer down`. */
export const NUMBERED_PARTS =
  'connector|port|pin|pump|sensor|meter|socket|plug|jack|slot|bay|valve|relay|parking|player|poster|version|model|type|connettore|presa|spina|pompa|sensore|contatore|valvola|parcheggio|modello|stecker|buchse|pumpe|zähler|ventil|parkhaus|parkplatz|modell|typ|prise|connecteur|pompe|capteur|compteur|vanne|modèle|conector|enchufe|bomba|medidor|modelo';

/** How people call for help before a priority: `HELP P1 server`, `Incident P1 …`. A `Ticket P1` is one of its kind. */
export const CALLING_WORDS =
  'critical|blocker|help|new|incident|inc|alert|alarm|problem|please|pls|critic[oa]|bloccante|aiuto|nuov[oa]|incidente|allarme|problema|per favore|kritisch|hilfe|neue?[rs]?|störung|bitte|critique|aide|nouve(?:au|lle)|panne|alarme|svp|cr[íi]tic[oa]|ayuda|nuev[oa]|alerta|aver[íi]a|por favor|urgente?|dringend|asap';

/** Behind a priority at the end of what is said: `It is P1 now`. */
export const NOW_WORDS =
  "now|please|pls|ora|adesso|per favore|grazie|jetzt|bitte|danke|maintenant|svp|s['’]il vous plaît|merci|ahora|por favor|gracias|thanks";

/** Digits from 1 to 4 in words. */
export const SPELT_DIGITS = [
  ['one', 'uno', 'eins', 'un'],
  ['two', 'due', 'zwei', 'deux', 'dos'],
  ['three', 'tre', 'drei', 'trois', 'tres'],
  ['four', 'quattro', 'vier', 'quatre', 'cuatro'],
];
