import { endSentence } from './end-sentence.ts';
import type { Words } from './shape.ts';

export const it: Words = {
  plan: { basic: 'Basic', premium: 'Premium' },
  priority: { 1: 'impatto critico', 2: 'impatto moderato', 3: 'impatto minimo', 4: 'nessun impatto' },
  channel: {
    email: 'e-mail',
    webhook: 'modulo online',
    page: 'portale online',
    phone: 'telefono',
    agent: 'aperto da un operatore',
  },
  label: {
    ticket: 'Ticket',
    subject: 'Oggetto',
    priority: 'Priorità',
    plan: 'Piano',
    answerBy: 'Risposta entro',
    wasDue: 'Risposta attesa entro',
    why: 'Perché entro quell’ora',
    requester: 'Da',
    customer: 'Cliente',
    channel: 'Arrivato per',
    waitingSince: 'In attesa da',
    attachments: 'Allegati',
    readers: 'La risposta va a',
    proposed: 'Proposti',
    awaits: 'A chi tocca',
    ownSubject: 'Oggetto proprio',
  },
  awaits: { agent: 'a noi', customer: 'al cliente', nobody: 'a nessuno: il ticket è chiuso' },
  noSubject: '(senza oggetto)',
  unverified: 'mittente non verificato',
  fromOutside: 'esterno alla conversazione',
  openTicket: 'Apri il ticket',
  cut: 'Il testo continua nel ticket.',
  acknowledgement: {
    subject: 'Abbiamo ricevuto la tua richiesta',
    heading: 'Abbiamo ricevuto la tua richiesta',
    greeting: (name) => (name ? `Buongiorno ${name},` : 'Buongiorno,'),
    received: (ticketId) =>
      `grazie di averci scritto. La tua richiesta è il ticket ${ticketId} e uno di noi ti risponderà.`,
    receivedCall: (ticketId) =>
      `grazie della telefonata. Quello che ci hai detto è il ticket ${ticketId} e uno di noi ti risponderà.`,
    receivedFiled: (ticketId) =>
      `abbiamo aperto il ticket ${ticketId} per la tua richiesta e uno di noi ti risponderà.`,
    answerByNote: 'Riceverai una prima risposta entro questo termine.',
    late: 'Siamo in ritardo e ce ne scusiamo. Uno di noi ti risponde appena possibile.',
    dutyHeading: 'Che cosa ti chiede questa priorità',
    duty: {
      1: 'Scegliendo la priorità 1 confermi che la tua attività subisce una perdita o un degrado significativo. Resta raggiungibile fino alla soluzione: se non riusciamo a contattarti, possiamo portare il ticket a priorità 2.',
      2: 'Scegliendo la priorità 2 confermi che il lavoro prosegue, ma in modo compromesso. Rispondi per tempo alle nostre domande: se senza di te non possiamo andare avanti, possiamo abbassare la priorità.',
      3: 'Priorità 3 significa che l’impatto è minimo: un solo utente, un piccolo impedimento. Ti contattiamo in orario di lavoro. Se la situazione è più grave, scrivilo in risposta a questa e-mail.',
      4: 'Priorità 4 significa che ora non c’è alcun impatto sulla tua attività: una domanda, un desiderio, un caso d’uso. Ti contattiamo in orario di lavoro. Se un impatto c’è, scrivilo in risposta a questa e-mail.',
    },
    choose:
      'La priorità non è giusta? Rispondi scrivendo P1, P2, P3 o P4 da solo sulla prima riga: 1 è critica, 2 moderata, 3 minima, 4 una domanda senza alcun impatto.',
    addMore: 'Per aggiungere qualcosa rispondi a questa e-mail: entra nello stesso ticket.',
    automatic: 'Questa e-mail è stata inviata automaticamente.',
  },
  notice: {
    new: 'Nuovo ticket',
    again: 'Il cliente ha scritto ancora',
    returned: 'Una risposta è tornata indietro',
    outside: 'Da fuori',
    claimed: 'Non è provato di chi sia',
    astray: 'Forse non era per questo ticket',
    assigned: 'Il ticket è stato assegnato',
    assignedBy: (agent, away) =>
      away === undefined
        ? `${agent} lo ha assegnato a te: ora è tuo.`
        : `${agent} lo ha assegnato a ${away}, che è via: lo leggi al suo posto.`,
    mentioned: 'Una nota ti chiama',
    awake: 'Un ticket rimandato è di nuovo attivo',
    answered: 'Ha risposto un collega',
    undelivered: 'Il cliente non ha ricevuto la nostra e-mail',
    unsent: 'Un lettore non ha ricevuto una risposta',
    complaint: 'Una nostra e-mail è stata segnalata come spam',
    other: 'Non dal cliente',
    undone: 'Quello che hai scritto non è stato eseguito',
    notRunning: 'già risposto, nessun tempo in corso',
    within: (duration) => `fra ${duration}`,
    late: (duration) => `in ritardo di ${duration}`,
    howToAnswer: 'Rispondi a questa e-mail: la risposta va al cliente e ferma il tempo.',
    howToAdd: 'Rispondi a questa e-mail: la risposta va al cliente.',
    howToReturned:
      'Una risposta non è arrivata al cliente. Rispondi a questa e-mail per rispondere di nuovo, o raggiungilo in altro modo.',
    howToUndelivered:
      'Una conferma di ricezione, o l’avviso di un cambiamento, non è arrivata al cliente, che forse non conosce né il ticket né il suo termine. Raggiungilo in altro modo, o correggi l’indirizzo con #requester.',
    howToUnsent: (address) =>
      `${address} non ha ricevuto la risposta qui sotto: il servizio di posta l’ha rifiutata. Raggiungi la persona in altro modo, o correggi l’indirizzo (#requester per chi ha chiesto, #remove e #add per chi è in copia) e rispondi di nuovo. La tua risposta va a chi è indicato sotto.`,
    howToNoLink: (address) =>
      `Qualcuno ha chiesto sulla pagina un nuovo link per ${address}, che legge questo ticket, e il servizio di posta ha rifiutato quell’e-mail. Lì non arriverà nessuna risposta. Raggiungi la persona in altro modo, o correggi l’indirizzo (#requester per chi ha chiesto, #remove e #add per chi è in copia).`,
    howToMentioned:
      'Un collega nomina te, o qualcuno che è assente, nella nota interna qui sotto. Per rispondere al team inizia la risposta con #note; senza, la risposta va al cliente.',
    howToComplaint:
      'Chi l’ha ricevuta ha segnalato questa e-mail come spam, e SES non gliene invia altre. Contattalo in altro modo, e chiedi se vuole ancora ricevere e-mail.',
    howToOther:
      'Qualcun altro ha scritto a questo ticket. Il messaggio è conservato qui e non è andato a nessuno; se rispondi a questa e-mail, la risposta va al cliente.',
    howToOutside: (address) =>
      `${address} non fa parte di questa conversazione e non ha ricevuto nulla. La tua risposta va a chi è indicato sotto, non a questo mittente. Per farlo leggere, inizia la risposta con #add ${address}; #file ${address} ne fa un ticket a sé, #dismiss ${address} lo toglie dall’elenco.`,
    howToClaimed: (address) =>
      `Può essere ${address}, che fa parte di questa conversazione: non è provato, quindi sul ticket non è cambiato nulla. Se sai che è suo, inizia la risposta con #add ${address}: così viene accolto. #file ${address} ne fa un ticket a sé, #dismiss ${address} lo toglie dall’elenco. La tua risposta va a chi è indicato sotto.`,
    howToAstray: (address) =>
      `Lo ha scritto ${address}, che fa parte di questa conversazione: questo è provato. È in dubbio se intendesse questo ticket, quindi qui non è cambiato nulla. Se lo intendeva, inizia la risposta con #add ${address}: così viene accolto. #file ${address} ne fa un ticket a sé, #dismiss ${address} lo toglie dall’elenco. La tua risposta va a chi è indicato sotto.`,
    noReaders: 'nessuno: non c’è un indirizzo a cui rispondere',
    removedBefore: (address) => `${address} (prima rimosso)`,
    proposedPeople: (addresses) => `${addresses}: non leggono nulla; #add con l’indirizzo li aggiunge`,
    unverifiedWarning:
      'Il mittente non è verificato: chiunque può aver scritto a suo nome. Non comunicare dati riservati.',
    executable: 'può eseguire un programma: aprilo con cautela',
    readerWarning: (address) =>
      `È arrivato dal link o dall’indirizzo di risposta delle nostre e-mail a ${address}: chi ne ha una può scrivere così, e nient’altro prova chi sia stato.`,
    hidden: (count) =>
      `${count === 1 ? '1 riga non è mostrata' : `${count} righe non sono mostrate`} qui (citazione, firma): vedi il ticket`,
    raised: (priority) => `Il cliente ora dichiara la priorità ${priority}: il ticket è stato alzato.`,
    raisedUnproved: (priority) =>
      `Il cliente ora dichiara la priorità ${priority}: il ticket è stato alzato. Non verificato: il mittente non ha dimostrato chi è.`,
    proposed: (priority) =>
      `Il cliente ora dichiara la priorità ${priority}. Un operatore ha abbassato questo ticket, quindi non è cambiato nulla: per alzarlo, #priority ${priority}.`,
    declared: (priority) => `Il mittente dichiara la priorità ${priority}: non è cambiato nulla.`,
    urgent: 'Il cliente scrive che è urgente.',
    reopened: 'Il ticket era chiuso: questo messaggio lo ha riaperto.',
    follows: (ticketId) => `Segue il ticket ${ticketId}, di cui il mittente ha scritto.`,
    sameThread: (ticketId) => `Risponde a una mail a cui risponde anche il ticket ${ticketId}.`,
    unacknowledged:
      'Il cliente non ha ricevuto la conferma di ricezione: di recente gli sono state inviate troppe mail, o troppe tornano indietro al servizio, o ha detto che richieste come questa non sono sue. Il registro dice di più.',
  },
  promiseChange: {
    subject: 'La tua richiesta',
    heading: 'Quando ti rispondiamo',
    closedHeading: 'La tua richiesta è chiusa',
    priority: (ticketId, from, to) => `la tua richiesta ${ticketId} ora ha priorità ${to}; aveva priorità ${from}.`,
    time: (ticketId) => `è cambiato il momento entro cui rispondiamo alla tua richiesta ${ticketId}.`,
    reopened: (ticketId) => `la tua richiesta ${ticketId} è di nuovo aperta.`,
    closed: (ticketId, isAnswered) =>
      `abbiamo chiuso la tua richiesta ${ticketId}${isAnswered ? '.' : ' senza una risposta.'}`,
    closedByLink: (ticketId) => `la richiesta ${ticketId} è stata chiusa dalla sua pagina.`,
    closedAs: {
      duplicate: 'È la stessa di un’altra richiesta, nella quale proseguiamo.',
      withdrawn: 'Per quanto ne sappiamo non ti serve più.',
      solved: 'Per quanto ne sappiamo è risolta.',
      solvedByLink: 'Lì ci hai detto che è risolta.',
      withdrawnByLink: 'Lì ci hai detto che non ti serve più.',
      notMeByLink:
        'Lì ci hai detto che non l’hai inviata tu. Per 30 giorni non ti scriviamo e-mail automatiche sulle richieste fatte a tuo nome con il nostro modulo.',
    },
    dutyAtTwo:
      'La priorità 2 significa che il lavoro prosegue, ma con limitazioni. Rispondi in tempo utile alle nostre domande: se senza di te non possiamo proseguire, possiamo abbassare ancora la priorità.',
    unresponsive: 'Il motivo: ti abbiamo chiesto qualcosa che ci serve per proseguire e non abbiamo ricevuto risposta.',
    reason: (reason) => `Il motivo: ${reason}`,
    mend: 'Se non è giusto, scrivilo in risposta a questa e-mail.',
    closedMend: 'Se non è giusto, rispondi a questa e-mail: leggiamo quello che scrivi.',
  },
  follow: {
    open: 'Segui la tua richiesta',
    notMe: 'Se non hai inviato tu questa richiesta, apri la pagina e dillo.',
    subject: 'Il link alla tua richiesta',
    heading: 'Il link alla tua richiesta',
    here: (ticketId) => `ecco un nuovo link al ticket ${ticketId}.`,
    goodFor: (days) =>
      `Apre la richiesta per ${days === 1 ? 'un giorno' : `${days} giorni`}. È solo tuo: chi lo ha legge quello che leggi tu, quindi non inoltrarlo.`,
    notAsked: 'Se non lo hai chiesto tu, non devi fare nulla: nessun altro lo ha ricevuto.',
  },
  report: {
    subject: (month) => `Prime risposte in ${month}`,
    here: (company, month) => `ecco come in ${month} abbiamo mantenuto la promessa di una prima risposta a ${company}.`,
    inTime: 'In tempo',
    ofAll: (met, all, share) => `${met} di ${all} (${share})`,
    missed: 'Mancate',
    open: 'Aperte',
    cancelled: 'Annullate',
    median: 'La metà entro',
    p90: 'Nove su dieci entro',
    lateHeading: 'Non in tempo',
    noneLate: 'Ogni prima risposta è arrivata in tempo.',
    noneLateSoFar: 'Finora ogni prima risposta è arrivata in tempo.',
    noneGiven: 'Non c’è stata nessuna prima risposta.',
    late: (ticket, due) => `${ticket}, scadeva ${due}`,
    counted:
      'Una prima risposta è in tempo quando è arrivata entro la scadenza promessa, negli orari di apertura del tuo contratto; anche i tempi sono in ore di apertura. Annullate: chiuse prima della scadenza, perché ritirate, doppioni o spam.',
  },
  companyLink: {
    open: 'Vedi tutte le richieste',
    subject: 'Il link alle richieste della tua azienda',
    here: (company) => endSentence(`ecco un nuovo link alle richieste di ${company}`),
    goodFor: (days) =>
      `Apre l’elenco per ${days === 1 ? 'un giorno' : `${days} giorni`}, finché la tua azienda ti indica come referente. È solo tuo, quindi non inoltrarlo.`,
  },
  answer: {
    footer: (ticketId) => `Ticket ${ticketId}. Per continuare rispondi a questa e-mail.`,
    ask: (until) =>
      `Per proseguire ci serve la tua risposta. Se non riceviamo tue notizie entro ${until}, possiamo portare questo ticket a priorità 2.`,
    byPhone: (agent, at) => `Confermiamo per iscritto quanto ti ha detto ${agent} al telefono ${at}:`,
  },
  unresponsive: {
    heading: 'Il cliente non ha risposto',
    meaning: (customer, agent, askedAt, until) =>
      `${agent} ha scritto a ${customer} ${askedAt}, chiedendo una risposta entro ${until}: non è arrivata.`,
    mend: 'Puoi portare il ticket a priorità 2. Rispondi a questa e-mail con questa sola riga:',
    nothingElse: 'Da solo non succede nulla: senza il comando il ticket resta com’è.',
  },
  notSent: {
    heading: 'La tua risposta non è stata inviata',
    meaning: 'Al cliente non è arrivato nulla: il ticket attende ancora una risposta e il tempo continua a scorrere.',
    why: 'Perché',
    mend: 'Contatta il cliente in un altro modo, oppure correggi l’indirizzo e rispondi di nuovo.',
    yourText: 'Quello che hai scritto',
    confirmation: {
      heading: 'La conferma della tua telefonata non è stata inviata',
      meaning: 'La tua risposta al telefono vale. Il cliente non ne ha la conferma scritta, che gli è dovuta.',
      mend: 'Correggi l’indirizzo e inviala di nuovo.',
    },
  },
  commandHelp: {
    heading: 'La tua e-mail non è stata eseguita',
    nothingSent: 'Al cliente non è arrivato nulla. Quello che hai scritto è sul ticket come nota interna.',
    partly: 'Non tutta la tua e-mail è stata eseguita',
    answerSent: 'La tua risposta è arrivata al cliente.',
    problems: 'Che cosa non andava',
    known: 'I comandi stanno sulle prime o sulle ultime righe dell’e-mail, uno per riga:',
    commands: [
      ['#note', 'l’e-mail è una nota interna; chi vi è nominato come @marta, per id o nome, riceve un avviso'],
      [
        '#ask',
        'la risposta chiede qualcosa al cliente di un P1: gli si dice entro quando, e se non risponde ricevi un avviso',
      ],
      [
        '#close',
        'chiude il ticket; senza risposta: #close spam, #close withdrawn, o #close duplicate e il numero del ticket che continua',
      ],
      [
        '#merge T-4F7K2M9Q',
        'chiude il ticket come duplicato di quello, che continua per entrambi: come #close duplicate',
      ],
      ['#priority 2', 'cambia la priorità; può seguire un motivo'],
      ['#assign me', 'assegna il ticket, a te o a un agente per id o nome'],
      ['#confirm', 'conferma che il richiedente è quello del ticket: riceve la conferma di ricezione, se manca'],
      [
        '#phoned',
        'quello che scrivi è stato detto al telefono: vale subito, e il cliente lo riceve per iscritto (Premium)',
      ],
      ['#requester INDIRIZZO', 'corregge chi chiede: le risposte vanno lì, e chi chiedeva prima non legge le prossime'],
      [
        '#customer ID',
        'corregge di quale cliente è il ticket; none per nessuno. Valgono le sue condizioni dall’inizio',
      ],
      ['#plan premium', 'corregge il piano di questo ticket, oppure basic'],
      ['#withdraw', 'ritira la tua ultima risposta, finché attende il servizio di posta'],
      [
        '#add INDIRIZZO',
        'fa leggere le risposte, da questa in poi, a chi è proposto, ha scritto da fuori o è nominato qui',
      ],
      ['#remove INDIRIZZO', 'toglie qualcuno: da questa risposta in poi non legge nulla'],
      ['#file', 'fa un ticket a sé di ciò che è stato scritto da fuori; di un solo mittente, con l’indirizzo'],
      [
        '#snooze 3d',
        'toglie dalla vista un ticket già risposto per quel tempo (h, d o w), finché il cliente non scrive, o fino al 2026-12-01 09:00 nell’ora dell’assistenza; #snooze off lo riporta',
      ],
      [
        '#split',
        'fa un ticket a sé, con il suo tempo, di ciò che un cliente ha scritto dopo l’ultima risposta, se è un solo messaggio',
      ],
      ['#dismiss', 'toglie dall’elenco ciò che è stato scritto da fuori; di un solo mittente, con l’indirizzo'],
      [
        '#tag fatture',
        'mette un’etichetta al ticket per il team, #untag la toglie; lettere minuscole, cifre e trattini',
      ],
    ],
  },
  escalation: {
    level: { warning: 'Avviso', breach: 'Scaduto', critical: 'Critico' },
    dueIn: (until, duration) => `La risposta è dovuta entro ${until} (fra ${duration})`,
    lateBy: (until, duration) => `La risposta era dovuta entro ${until} (in ritardo di ${duration})`,
    waiting: (name, since, duration) => `${name} attende da ${since} (da ${duration}) e nessuno ha risposto.`,
    thread: 'La conversazione finora',
    note: 'nota interna',
    leftOut: (count) =>
      count === 1 ? 'Qui manca 1 messaggio: è nel ticket.' : `Qui mancano ${count} messaggi: sono nel ticket.`,
    noAnswer: 'Una risposta al cliente, dal ticket o rispondendo al suo avviso, chiude questa escalation.',
  },
};
