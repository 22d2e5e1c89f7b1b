import { describe, expect, it } from 'vitest';
import { isReactionSentence, isRecallSentence } from '../../../../shared/mail/own-content/program-sentence.ts';
import { isReadNote } from '../../../../shared/mail/own-content/read-note.ts';

describe('a reaction', () => {
  it.each([
    'Ada reacted to your message:',
    '[Heart]  Ada reacted to your message:',
    '👍\n\nAda reacted via Gmail <https://www.google.com/gmail/about/>',
    'Ada liked your message',
    'Ada Rossi loved your message.',
    'Ada laughed at your message',
    '*Ada* disliked your message:',
    'Liked “The door”',
    'Loved "The door"',
    'Ada ha reagito al tuo messaggio:',
    'Ada ha messo "Mi piace" al tuo messaggio',
    'Gefällt mir    Ada hat auf Ihre Nachricht reagiert:',
    '🎉\n\nAda hat über Gmail reagiert',
    'Ada a réagi à votre message :',
    'Ada ha reaccionado a tu mensaje:',
    'Ada reaccionó a través de Gmail',
    'A Ada le ha gustado tu mensaje',
    'Ada heeft gereageerd op je bericht:',
    'Ada heeft op uw bericht gereageerd',
    'Ada reagiu à sua mensagem:',
    'Ada zareagował(a) na Twoją wiadomość:',
    'Ada zareagowała na wiadomość:',
    'Ada さんがあなたのメッセージにリアクションしました:',
    'Ada reagerade på ditt meddelande:',
    'Ada 对你的邮件做出了反应:',
  ])('%j', (text) => expect(isReactionSentence(text)).toBe(true));

  it.each([
    'The lock reacted to your message: it opens now.',
    'We loved your message',
    'I liked your message',
    'Ada liked your message and will call at ten.',
    'Ada reacted to your message:\nturn it left',
    'Il tecnico ha reagito al tuo messaggio: arriva domani',
    'Der Server hat auf Ihre Nachricht reagiert, bitte neu starten',
    'Loved by all.',
  ])('not: %j', (text) => expect(isReactionSentence(text)).toBe(false));
});

describe('a mail taken back', () => {
  it.each([
    'Ada would like to recall the message, "The door".',
    'Ada would like to recall the message, “Re: [P3] The door”',
    'Ada möchte die Nachricht "The door" zurückrufen.',
    'Ada möchte die Nachricht „The door“ zurückrufen.',
    'Ada desidera richiamare il messaggio "The door".',
    'Ada souhaite rappeler le message « The door ».',
    'Ada desea recuperar el mensaje "The door".',
    "Ada wil het bericht 'The door' intrekken.",
    'Ada wil het bericht "The door" intrekken',
    'Ada gostaria de cancelar a mensagem "The door".',
    'Ada chce odwołać wiadomość „The door”.',
  ])('%j', (text) => expect(isRecallSentence(text)).toBe(true));

  it.each([
    'We would like to recall the message from the maker: return the lock.',
    'We would like to recall the message "Lock": return it.',
    'Wir möchten die Nachricht des Herstellers zurückrufen: bringen Sie das Schloss.',
    'Si desidera richiamare il messaggio del produttore: restituire la serratura.',
    'Ada would like to recall the message, "The door".\nThe code is 4711.',
  ])('not: %j', (text) => expect(isRecallSentence(text)).toBe(false));
});

describe('a read note in plain text', () => {
  it.each([
    'Your message\n\n   To: Ada\n   Subject: The door\n   Sent: Monday, May 5, 2025 10:23 AM\n\n was read on Monday, May 5, 2025 10:30 AM.\n',
    'Your message \n\n   To:\tAda\n   Subject:\tThe door\n   Sent:\t5/5/2025 10:23 AM (UTC+01:00)\n\n was deleted without being read on 5/6/2025.',
    'Ihre Nachricht\n\n   An: Ada\n   Betreff: The door\n   Gesendet: Montag, 5. Mai 2025 10:23\n\n wurde am Montag, 5. Mai 2025 10:30 gelesen.\n',
    'Il messaggio\n\n  A: Ada\n  Oggetto: The door\n  Inviato: lunedì 5 maggio 2025 10:23\n\n è stato letto il giorno lunedì 5 maggio 2025 10:30.',
    'Votre message\n\n   À : Ada\n   Objet : The door\n\n a été lu le lundi 5 mai 2025 10:30.',
    'Your message was read on Monday, May 5, 2025 10:30 AM.',
    'Ihre Nachricht wurde am Montag, 5. Mai 2025 10:30 gelesen.',
  ])('%j', (text) => expect(isReadNote(text)).toBe(true));

  it.each([
    'Your message was read on Monday, and the lock is ordered: it comes on 5 May.',
    'Your message was read.\nWe come tomorrow.',
    'Your message\n\n   To: Ada\n   Subject: The door\n\n was read on Monday, May 5, 2025.\n\nTurn it left.',
    'Your message\n\n   To: Ada\n   Subject: The door\n\n was read on Monday. Turn it left.',
    'Il messaggio è stato letto dal tecnico: arriva domani alle 10.',
    'Your message',
  ])('not: %j', (text) => expect(isReadNote(text)).toBe(false));
});
