import type { Language } from '../../../language.ts';

/**
 * Why what one of the team wrote, or somebody who says so, was not done (docs/promise.md section 9): its address is not the agent's, or
 * the signed address is a colleague's; nothing proves the sender; the desk stands in the envelope alone; no signature covers To, Cc, what
 * it answers and how it reads; it is to others than the ticket's readers; somebody sent it again; it passes a mail on; who is told of
 * escalations is no agent; it is on a request in the name of one who is, of which nothing proves who asked; its commands are of no ticket; the
 * agent has left.
 */
export const WHY_UNDONE = [
  'unregistered',
  'not theirs',
  'unproved',
  'envelope',
  'unsigned',
  'not to its readers',
  'answers another mail',
  'resent',
  'passed on',
  'contact',
  'asked in their name',
  'no ticket',
  'left',
] as const;
export type WhyUndone = (typeof WHY_UNDONE)[number];

/** What the team reads of such a mail; only the team does. */
type UndoneWords = {
  /** What its writer reads: what became of it, why, and how to do it right. */
  kept: string;
  you: Readonly<Record<WhyUndone, { why: string; mend: string }>>;
  /** What the others read: why, how to do it right, and that its writer knows. */
  team: Readonly<Record<WhyUndone, { why: string; mend: string }>>;
  told: string;
};

export const UNDONE_WORDS: Readonly<Record<Language, UndoneWords>> = {
  en: {
    kept: 'What you wrote, or somebody in your name, was sent to nobody, and no command in it was carried out. It is kept on the ticket.',
    you: {
      unregistered: {
        why: 'It came from an address that is not registered for you.',
        mend: 'Reply to this mail from the mailbox in which you read it; or ask an admin to register the other address.',
      },
      'not theirs': {
        why: 'You wrote to an address that is signed for a colleague.',
        mend: 'Reply to this mail: its address is your own.',
      },
      unproved: {
        why: 'It is in your name, and nothing proves that you sent it.',
        mend: "Reply to this mail by the mail server of your company. If that changes nothing, ask an admin for your domain's DKIM and DMARC.",
      },
      envelope: {
        why: 'The address of the desk stands neither in its To nor in its Cc: whoever has an old mail of yours could send that on.',
        mend: 'If it was you, reply to this mail. Never put the desk into Bcc.',
      },
      unsigned: {
        why: 'What proves it does not cover its To and Cc, or what it answers, or how it is to be read: whoever has an old mail of yours could write that anew.',
        mend: 'If it was you, reply to this mail by the mail server of your company. If that changes nothing, ask an admin: SPF must pass for your domain, or its DKIM sign To, Cc, In-Reply-To, References, Subject and Content-Type.',
      },
      'not to its readers': {
        why: 'It is to others than those who read this ticket, and names the ticket.',
        mend: 'To answer the customer, reply to this mail. For a note, begin your reply with #note.',
      },
      'answers another mail': {
        why: 'It answers a mail that is none of this ticket, and names the ticket.',
        mend: 'To answer the customer, reply to this mail. For a note, begin your reply with #note.',
      },
      resent: {
        why: 'Somebody else has sent a mail of yours again.',
        mend: 'If it is to be an answer, reply to this mail.',
      },
      'passed on': {
        why: 'It passes a mail on that belongs to this ticket.',
        mend: 'To answer the customer, reply to this mail. For a note, begin your reply with #note.',
      },
      contact: {
        why: 'You are told of escalations and are not registered as an agent, so you cannot answer a customer.',
        mend: 'Ask one of the agents to answer; or ask an admin to register you as one.',
      },
      'asked in their name': {
        why: 'This request is in your name, and nothing proves that you asked: whoever did would read what you write. So it was not taken for the words of who asked.',
        mend: 'If you asked, reply to this mail, or press Confirm on the page of the request: from then on you are heard as who asked. If you did not, tell the agents.',
      },
      'no ticket': {
        why: 'There are commands in it, and there is no ticket of the number in its subject, or it names none: it is a new ticket.',
        mend: 'Reply to a notice of the ticket that you mean, or write again with its number, in brackets, in the subject; and close this one.',
      },
      left: { why: 'You are no longer registered as an agent.', mend: 'Ask an admin to register you again.' },
    },
    team: {
      unregistered: {
        why: 'Nothing was sent or carried out: it came to the signed address of an agent, from one that is not registered for that agent.',
        mend: 'The agent has to answer from the registered address, or you answer.',
      },
      'not theirs': {
        why: 'Nothing was sent or carried out: one agent wrote to the signed address of another.',
        mend: 'Its writer has to reply to a notice of their own, or you answer.',
      },
      unproved: {
        why: 'Nothing was sent or carried out: it is in the name of an agent, and nothing proves who sent it.',
        mend: 'The agent has to answer by the mail server of the company, or you answer.',
      },
      envelope: {
        why: 'Nothing was sent or carried out: it is a mail of an agent, and the address of the desk stands neither in its To nor in its Cc.',
        mend: 'If the agent meant it, they have to reply to a notice, or you answer.',
      },
      unsigned: {
        why: 'Nothing was sent or carried out: it is a mail of an agent, and what proves it does not cover all that it says.',
        mend: 'If the agent meant it, they have to answer by the mail server of the company, or you answer.',
      },
      'not to its readers': {
        why: 'Nothing was sent or carried out: an agent wrote to others than those who read this ticket.',
        mend: 'To answer the customer, its writer has to reply to a notice, or you answer.',
      },
      'answers another mail': {
        why: 'Nothing was sent or carried out: an agent answered a mail that is none of this ticket.',
        mend: 'To answer the customer, its writer has to reply to a notice, or you answer.',
      },
      resent: {
        why: 'Nothing was sent or carried out: somebody else has sent a mail of an agent again.',
        mend: 'If the agent meant it, they have to reply to a notice, or you answer.',
      },
      'passed on': {
        why: 'Nothing was sent or carried out: an agent has passed on a mail that belongs to this ticket.',
        mend: 'To answer the customer, its writer has to reply to a notice, or you answer.',
      },
      contact: {
        why: 'Nothing was sent: who wrote it is told of escalations and is no agent.',
        mend: 'If the customer is to read it, answer yourself; an admin can register its writer as an agent.',
      },
      'asked in their name': {
        why: 'It is not taken for the words of who asked: its writer is told of escalations, and nothing proves that this request in their name is theirs.',
        mend: 'If they asked, they have to reply to the mail that tells them so; or, if you know it, begin your reply with #confirm (with #add and their address, where answers go to another one).',
      },
      'no ticket': {
        why: 'Nothing was carried out: an agent wrote commands, and there is no ticket of the number in the subject, or it names none.',
        mend: 'Its writer has to write again about the ticket that is meant; this one can be closed.',
      },
      left: {
        why: 'Nothing was sent or carried out: the agent whose address it came to is no longer registered.',
        mend: 'Answer yourself, if the customer waits for it.',
      },
    },
    told: 'Its writer is told so, at the address that the desk has of them.',
  },
  it: {
    kept: 'Quello che hai scritto, tu o qualcuno a tuo nome, non è stato inviato a nessuno e nessun suo comando è stato eseguito. È conservato nel ticket.',
    you: {
      unregistered: {
        why: 'È arrivato da un indirizzo che non è registrato a tuo nome.',
        mend: 'Rispondi a questa e-mail dalla casella in cui la leggi; oppure chiedi a un amministratore di registrare l’altro indirizzo.',
      },
      'not theirs': {
        why: 'Hai scritto a un indirizzo firmato per un collega.',
        mend: 'Rispondi a questa e-mail: il suo indirizzo è il tuo.',
      },
      unproved: {
        why: 'È a tuo nome, e nulla prova che l’abbia inviato tu.',
        mend: 'Rispondi a questa e-mail dal server di posta dell’azienda. Se non cambia nulla, chiedi a un amministratore di DKIM e DMARC del dominio.',
      },
      envelope: {
        why: 'L’indirizzo del desk non è né in A né in Cc: chi ha una tua vecchia e-mail potrebbe inviarla di nuovo.',
        mend: 'Se l’hai scritta tu, rispondi a questa e-mail. Non mettere mai il desk in Ccn.',
      },
      unsigned: {
        why: 'Ciò che la prova non copre A e Cc, o ciò a cui risponde, o come va letta: chi ha una tua vecchia e-mail potrebbe riscriverlo.',
        mend: 'Se l’hai scritta tu, rispondi a questa e-mail dal server di posta dell’azienda. Se non cambia nulla, chiedi a un amministratore: SPF deve riuscire per il tuo dominio, oppure DKIM firmare To, Cc, In-Reply-To, References, Subject e Content-Type.',
      },
      'not to its readers': {
        why: 'È diretta ad altri, non a chi legge questo ticket, e nomina il ticket.',
        mend: 'Per rispondere al cliente, rispondi a questa e-mail. Per una nota, inizia la risposta con #note.',
      },
      'answers another mail': {
        why: 'Risponde a un’e-mail che non è di questo ticket, e nomina il ticket.',
        mend: 'Per rispondere al cliente, rispondi a questa e-mail. Per una nota, inizia la risposta con #note.',
      },
      resent: {
        why: 'Qualcun altro ha inviato di nuovo una tua e-mail.',
        mend: 'Se deve essere una risposta, rispondi a questa e-mail.',
      },
      'passed on': {
        why: 'Inoltra un’e-mail che appartiene a questo ticket.',
        mend: 'Per rispondere al cliente, rispondi a questa e-mail. Per una nota, inizia la risposta con #note.',
      },
      contact: {
        why: 'Ricevi le escalation e non sei registrato come agente, quindi non puoi rispondere a un cliente.',
        mend: 'Chiedi a un agente di rispondere; oppure chiedi a un amministratore di registrarti come agente.',
      },
      'asked in their name': {
        why: 'Questa richiesta è a tuo nome, e nulla prova che l’abbia fatta tu: chi l’ha fatta leggerebbe ciò che scrivi. Perciò non è stata presa per parole di chi ha chiesto.',
        mend: 'Se l’hai fatta tu, rispondi a questa e-mail, oppure premi Conferma sulla pagina della richiesta: da allora sei ascoltato come chi ha chiesto. Se non l’hai fatta tu, dillo agli agenti.',
      },
      'no ticket': {
        why: 'Contiene comandi, e nessun ticket ha il numero nel suo oggetto, oppure non ne nomina nessuno: è un nuovo ticket.',
        mend: 'Rispondi a un avviso del ticket che intendi, oppure scrivi di nuovo con il suo numero, tra parentesi quadre, nell’oggetto; e chiudi questo.',
      },
      left: {
        why: 'Non sei più registrato come agente.',
        mend: 'Chiedi a un amministratore di registrarti di nuovo.',
      },
    },
    team: {
      unregistered: {
        why: 'Non è stato inviato né eseguito nulla: è arrivata all’indirizzo firmato di un agente da uno non registrato a suo nome.',
        mend: 'L’agente deve rispondere dall’indirizzo registrato, oppure rispondi tu.',
      },
      'not theirs': {
        why: 'Non è stato inviato né eseguito nulla: un agente ha scritto all’indirizzo firmato di un altro.',
        mend: 'Chi ha scritto deve rispondere a un avviso proprio, oppure rispondi tu.',
      },
      unproved: {
        why: 'Non è stato inviato né eseguito nulla: è a nome di un agente, e nulla prova chi l’ha inviata.',
        mend: 'L’agente deve rispondere dal server di posta dell’azienda, oppure rispondi tu.',
      },
      envelope: {
        why: 'Non è stato inviato né eseguito nulla: è di un agente, e l’indirizzo del desk non è né in A né in Cc.',
        mend: 'Se l’agente la intendeva così, deve rispondere a un avviso, oppure rispondi tu.',
      },
      unsigned: {
        why: 'Non è stato inviato né eseguito nulla: è di un agente, e ciò che la prova non copre tutto ciò che dice.',
        mend: 'Se l’agente la intendeva così, deve rispondere dal server di posta dell’azienda, oppure rispondi tu.',
      },
      'not to its readers': {
        why: 'Non è stato inviato né eseguito nulla: un agente ha scritto ad altri, non a chi legge questo ticket.',
        mend: 'Per rispondere al cliente, chi ha scritto deve rispondere a un avviso, oppure rispondi tu.',
      },
      'answers another mail': {
        why: 'Non è stato inviato né eseguito nulla: un agente ha risposto a un’e-mail che non è di questo ticket.',
        mend: 'Per rispondere al cliente, chi ha scritto deve rispondere a un avviso, oppure rispondi tu.',
      },
      resent: {
        why: 'Non è stato inviato né eseguito nulla: qualcun altro ha inviato di nuovo un’e-mail di un agente.',
        mend: 'Se l’agente la intendeva così, deve rispondere a un avviso, oppure rispondi tu.',
      },
      'passed on': {
        why: 'Non è stato inviato né eseguito nulla: un agente ha inoltrato un’e-mail che appartiene a questo ticket.',
        mend: 'Per rispondere al cliente, chi ha scritto deve rispondere a un avviso, oppure rispondi tu.',
      },
      contact: {
        why: 'Non è stato inviato nulla: chi ha scritto riceve le escalation e non è un agente.',
        mend: 'Se il cliente deve leggerlo, rispondi tu; un amministratore può registrare chi ha scritto come agente.',
      },
      'asked in their name': {
        why: 'Non è presa per parole di chi ha chiesto: chi l’ha scritta riceve le escalation, e nulla prova che questa richiesta a suo nome sia sua.',
        mend: 'Se ha chiesto, deve rispondere all’e-mail che glielo dice; oppure, se lo sai, inizia la risposta con #confirm (con #add e il suo indirizzo, se le risposte vanno a un altro).',
      },
      'no ticket': {
        why: 'Non è stato eseguito nulla: un agente ha scritto comandi, e nessun ticket ha il numero nell’oggetto, oppure non ne nomina nessuno.',
        mend: 'Chi ha scritto deve scrivere di nuovo sul ticket che intende; questo si può chiudere.',
      },
      left: {
        why: 'Non è stato inviato né eseguito nulla: l’agente del cui indirizzo si tratta non è più registrato.',
        mend: 'Rispondi tu, se il cliente lo aspetta.',
      },
    },
    told: 'Chi ha scritto ne ha notizia, all’indirizzo che il desk ha di lui.',
  },
};
