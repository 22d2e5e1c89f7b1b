import type { Unreachable } from '../../../shared/refusals.ts';
import type { RefusalsAt } from './refusals-shape.ts';

const HOW: Readonly<Record<Unreachable['how'], string>> = {
  own: 'è un indirizzo di questo desk',
  unread: 'è un indirizzo che nessuno legge',
  malformed: 'non è un indirizzo che il servizio di posta accetta',
};

export const refusalsIt: RefusalsAt = (at) => ({
  isClosed: () => 'Questo ticket è chiuso. Prima riaprilo.',

  agentUnknown: () => 'Assegnato a: scegli uno degli operatori dell’elenco.',

  reasonMissing: () => 'Motivo: scrivi perché la priorità cambia.',
  priorityMissing: () => 'Priorità: scegli quale.',
  priorityDeclared: ({ priority }) => `Nel frattempo chi chiede ha dichiarato la priorità ${priority}. Prima leggi.`,
  priorityChangedSince: ({ priority }) => `Nel frattempo la priorità è diventata ${priority}. Prima guarda il ticket.`,
  onlyLower: ({ to, from }) =>
    `Priorità: se il cliente non risponde si può solo abbassare, e P${to} è più alta di P${from}.`,

  closeReason: () => 'Chiudi come: nessuno ha risposto a questo ticket. Scegli perché si chiude.',
  correctParked: () =>
    'Chi chiede: una risposta a chi chiede ora non è ancora partita. Prima ritirala, o aspetta che parta.',
  closeParked: () => 'Una risposta su questo ticket non è ancora partita. Prima ritirala, poi chiudi.',
  closeUnread: () => 'Nel frattempo qualcuno ha scritto. Prima leggilo.',
  closeOutside: ({ writers }) =>
    `Quello che ha scritto da estraneo ${writers} non si vedrebbe più. Prima fallo leggere, fanne un ticket o mettilo da parte.`,
  closeOthers: ({ tickets }) =>
    `Questo ticket prosegue anche per ${tickets}, e chi ha chiesto lì non avrebbe risposta. Prima riapri quello, poi chiudi questo; oppure rispondi qui.`,
  stateUnfit: ({ fits }) =>
    fits === 'answered'
      ? 'Questo ticket ha già avuto la prima risposta.'
      : 'Questo ticket non ha ancora avuto la prima risposta.',
  openErased: () =>
    'Chi ha chiesto è stato cancellato, e nessuno leggerebbe la risposta: per altro apri un nuovo ticket.',

  twinMissing: () => 'Scrivi il numero del ticket che prosegue.',
  twinNeedless: () =>
    'Il numero del ticket che prosegue serve solo per un duplicato: chiudi come «duplicato di …», o lascialo vuoto.',
  twinOfClosed: ({ ticket }) => `${ticket} è già chiuso. Prima riaprilo, poi chiudilo come duplicato.`,
  twinUnknown: ({ twin }) => `Qui non c’è un ticket ${twin}. Scrivi il numero del ticket che prosegue.`,
  twinItself: ({ twin }) => `${twin} è proprio questo ticket. Scrivi il numero di quello che prosegue.`,
  twinClosed: ({ twin }) => `${twin} è chiuso. Prima riaprilo, o scrivi il numero di uno aperto.`,
  twinNobody: ({ twin }) => `Né ${twin} né questo ticket dicono chi chiede. Prima correggi il richiedente di entrambi.`,
  twinForeign: ({ twin }) => `${twin} è di un altro richiedente e di un altro cliente: non può proseguire per questo.`,
  twinCopied: ({ twin, address, from }) =>
    `${address}, che in ${twin} è in copia soltanto per volere di ${from ?? 'un altro'}, leggerebbe ciò che è stato chiesto qui. Indica tu lì chi è il richiedente, o rispondi qui.`,
  twinUnreachable: ({ twin, address, how }) =>
    `Chi ha chiesto qui non potrebbe leggere ${twin}: ${address} ${HOW[how]}. Prima correggi il richiedente.`,
  twinRemoved: ({ twin, address }) =>
    `${address}, che ha chiesto qui, non potrebbe leggere ${twin}: lì un operatore l’ha tolto. Prima aggiungilo lì, o rispondi qui.`,
  twinStranger: ({ twin, address, customer, asksThere }) =>
    `${address}, che ha chiesto qui, non potrebbe leggere ${twin}: ${customer === undefined ? 'non è di nessun cliente' : `il suo cliente ${customer} non lo conosce`}. ${asksThere ? 'Lì è stato indicato da un altro: indicalo tu come richiedente' : 'Prima aggiungilo lì'}, o rispondi qui.`,
  twinMany: ({ twin, most }) => `${twin} prosegue già per ${most} duplicati di altri. Rispondi qui.`,
  twinOfAnother: ({ twin, address, asks, customer }) =>
    `${address}, che ha scritto qui, non potrebbe leggere ${twin}: ${asks}, che ha scritto lì, oggi è del cliente ${customer}. Correggi prima il cliente, oppure aggiungi lì la persona, o rispondi qui.`,
  twinFull: ({ twin, address, most }) =>
    `${address}, che ha chiesto qui, non potrebbe leggere ${twin}: lo leggono già in ${most}. Prima togli qualcuno lì, o rispondi qui.`,

  addressWrong: () => 'Indirizzo: scrivi un indirizzo e-mail, come anna@acme.example.',
  readerNoAddress: ({ text }) => `Indirizzo: ${text} non è un indirizzo e-mail. Scrivilo come anna@acme.example.`,
  readerOwn: ({ address }) => `Indirizzo: ${address} è un indirizzo di questo desk.`,
  readerOfTeam: ({ address }) => `Indirizzo: ${address} è del team, che legge ogni ticket.`,
  readerUnread: ({ address }) => `Indirizzo: ${address} è un indirizzo che nessuno legge.`,
  readersFull: ({ address, most }) =>
    `Indirizzo: ${address} non si può aggiungere, leggono già in ${most}. Prima togli qualcuno.`,
  readerIsRequester: ({ address }) => `${address} è il richiedente. Correggi invece chi chiede.`,
  readerRemovedSince: ({ address }) => `${address} nel frattempo è stato tolto. Prima guarda il ticket.`,
  readerAddedSince: ({ address }) => `${address} nel frattempo è stato ammesso. Prima guarda il ticket.`,
  readerNotThere: ({ address }) => `${address} non legge più questo ticket.`,
  linkNoReader: ({ address }) => `${address} non legge questo ticket. Prima aggiungilo tra i lettori.`,
  linkNotMailed: ({ address, reason }) => `Nessun link è stato inviato a ${address}: ${reason}`,
  confirmNobody: ({ address, how }) => `Non c’è nessuno da confermare: ${address} ${HOW[how]}.`,
  requesterUnreachable: ({ address, how }) =>
    `Chi chiede: ${address} ${HOW[how]}. Scrivi l’indirizzo della persona che chiede.`,
  requesterOfTeam: ({ address }) => `Chi chiede: ${address} è un indirizzo del team. Scrivi quello del cliente.`,
  castsOut: ({ tickets, who }) =>
    `Questo ticket prosegue anche per ${tickets}, dove ha chiesto ${who}, che non leggerebbe più nessuna risposta. Prima riapri quello, o rispondi qui.`,
  correctOthers: ({ tickets, who, customer }) =>
    `Questo ticket prosegue anche per ${tickets}, dove ha chiesto ${who}, che non è del cliente ${customer} e leggerebbe quello che si scrive qui. Prima riapri quello, o rispondi qui.`,
  customerUnknown: ({ customer }) => `Cliente: nessuno ha l’id «${customer}». Cercalo, o lascia vuoto.`,
  customerChangedSince: ({ customer }) =>
    `Nel frattempo il cliente è stato cambiato${customer === undefined ? ': ora non ce n’è' : ` in ${customer}`}. Prima guarda il ticket.`,
  planChangedSince: ({ plan }) => `Nel frattempo il piano è stato cambiato in ${plan}. Prima guarda il ticket.`,
  planWrong: () => 'Piano: scegline uno dell’elenco.',

  outsideNone: () => 'Su questo ticket non c’è più nulla da estranei.',
  outsideWhose: ({ writers }) => `Più estranei hanno scritto. Indica di chi: ${writers}.`,
  outsideOther: () => 'Quel messaggio non è più da un estraneo: qualcuno l’ha già sistemato.',

  tagWrong: ({ tag }) =>
    `Etichette: «${tag}» non va bene. Scrivi da 1 a 30 lettere minuscole (a-z), cifre o trattini, come billing o eu-west-1.`,
  tagsMany: ({ most, count }) =>
    `Etichette: un ticket ne ha al massimo ${most}, e sarebbero ${count}. Prima togline qualcuna.`,

  daysWrong: ({ most }) => `Giorni: scrivi un numero intero, da 1 a ${most}.`,
  snoozeWaiting: () => 'Questo ticket aspetta la prima risposta. Prima rispondi, poi posticipalo.',
  snoozeAsked: ({ until }) => `Il cliente ha tempo fino a ${at(until)} per rispondere a una domanda. Quel tempo corre.`,
  snoozeUnread: () => 'Nel frattempo il cliente ha scritto. Prima leggilo.',
  snoozePast: ({ until }) => `Giorni: ${at(until)} è passato.`,
  snoozeFar: ({ most }) => `Giorni: scrivi un numero intero, da 1 a ${most}; oppure chiudi il ticket.`,

  splitNoCustomer: () => 'Questo messaggio non è di un cliente: non può essere un ticket a sé.',
  splitRequest: () => 'Questo messaggio è la richiesta stessa, di cui è questo ticket. Scegline uno successivo.',
  splitReport: () => 'Questo messaggio riferisce di una e-mail tornata indietro: non è una richiesta.',
  splitHidden: () => 'Questo messaggio è tutto nascosto: non può essere un ticket a sé.',

  wordsMissing: () => 'Parole da nascondere: scrivile come le mostra il messaggio.',
  wordsShort: ({ fewest }) =>
    `Parole da nascondere: scrivi almeno ${fewest} lettere, più della riga; oppure nascondi tutto il messaggio.`,
  wordsNotThere: () => 'Parole da nascondere: nel messaggio non ci sono. Copiale come le mostra.',
  hideParked: () => 'Questa risposta non è ancora partita. Prima ritirala, poi nascondila.',
  hiddenMany: ({ count, whole }) =>
    whole
      ? `Su questo ticket è già stato nascosto tanto (${count} volte) che non c’è posto per altro.`
      : `Su questo ticket è già stato nascosto tanto (${count} volte) che si nascondono solo messaggi interi.`,

  asksNoP1: ({ priority }) => `Si aspetta solo il cliente di un P1, e questo è un P${priority}. Inviala come risposta.`,
  phonePlan: ({ whose }) => `Per telefono: c’è solo nel piano Premium, che ${whose} non ha. Rispondi per iscritto.`,
  phoneFuture: () => 'Per telefono: l’ora è nel futuro. Scrivi quando è stata la chiamata.',
  phoneBefore: ({ start }) =>
    `Per telefono: è prima della richiesta, arrivata ${at(start)}. Scrivi quando è stata la chiamata.`,
  answerQuotes: () =>
    'La risposta non è partita: è solo una citazione. Qui le citazioni vengono tolte, perché è stato nascosto qualcosa che non tutti i lettori potevano avere. Scrivila con parole tue.',
  answerUnreachable: ({ address, how }) =>
    `La risposta non è stata inviata: ${address} ${HOW[how]}. Raggiungi il cliente in altro modo.`,
  mailElsewhere: ({ ticket, twin }) =>
    `Non è stato fatto nulla: ${ticket} è chiuso come duplicato di ${twin}, che può essere di altri. Guardalo, poi scrivi a quello, o riapri prima questo.`,
  answerAnothers: ({ address }) =>
    `Non è stato fatto nulla: ora su questo ticket chiede ${address}, e hai scritto a chi chiedeva prima. Guarda chi la legge, poi rispondi di nuovo.`,
  answerElsewhere: ({ ticket, twin }) =>
    `La risposta non è stata inviata: ${ticket} è chiuso come duplicato di ${twin}. Rispondi lì.`,
  changeElsewhere: ({ ticket, twin }) =>
    `Non è cambiato nulla: ${ticket} è chiuso come duplicato di ${twin}. Cambia quello, o prima riapri questo.`,
  resendAnothers: ({ asks }) =>
    `Questa risposta era scritta per un’altra persona: ora chi chiede è ${asks}. Guarda chi la legge, poi riscrivila.`,
  resendSent: () => 'Questa risposta è partita, e nessuno dice che non sia arrivata.',
  resendHidden: () => 'Questa risposta è tutta nascosta. Scrivine un’altra.',
  withdrawSent: () => 'Questa risposta è partita. Non si può ritirare.',
  withdrawPhone: () =>
    'Questa risposta è stata data per telefono. L’e-mail la conferma soltanto, ed è dovuta al cliente.',

  callFuture: () => 'Quando ha telefonato: l’ora è nel futuro.',
  callPlan: ({ whose }) =>
    `Come è arrivato: il telefono c’è solo nel piano Premium, che ${whose} non ha. Scrive un’e-mail, o usa il modulo.`,
});
