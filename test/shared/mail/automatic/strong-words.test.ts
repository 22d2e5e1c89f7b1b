import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const read = (subject: string, text: string, fields = '') =>
  parseMail(
    Buffer.from(
      `${fields}From: Anna <anna@rossi.example>\nMessage-ID: <a@rossi.example>\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    ),
  );

describe('the words of a robot', () => {
  it.each([
    [
      'Till is down',
      'The till is down.\n\nAnna\n\n-- \nAutomatically generated footer. Please do not reply to this address.',
    ],
    [
      'Cassa ferma',
      'La cassa è ferma.\n\nMessaggio generato automaticamente. Si prega di non rispondere a questo indirizzo.',
    ],
    ['Server steht', 'Der Server steht.\n\nAutomatisch erstellt. Bitte antworten Sie nicht auf diese Adresse.'],
    ['Panne', 'Le serveur est en panne.\n\nMessage automatique, merci de ne pas répondre.'],
    [
      'Phishing',
      'I got this:\n\n"This is an automated message. Please do not reply to this email."\n\nPlease block it.',
    ],
    ['Our template', 'Please change it to:\n\nThis is an automated message. Please do not reply to this email.'],
    [
      'Order 4711',
      'The shop sends automatically generated orders. Please do not reply to this but to luca@rossi.example.',
    ],
    ['Automatic reply', 'We get this:\n\n"Automatic message, do not reply to this."\n\nPlease switch it off.'],
    ['Out of office broken', 'It does not start.\n\n-- \nAutomatic message, do not reply to this.'],
    ['Assente da domani', 'Sono assente da domani, ma la cassa è ferma. In mia assenza sentite Luca.'],
    ['Ferie', 'Saremo chiusi per ferie dal 10. Spegnete gli avvisi. Per urgenze rivolgersi a Luca.'],
    ['Urlaub', 'Ich bin im Urlaub, der Kalender zeigt es nicht. In dringenden Fällen hilft Bruno.'],
    ['Vacaciones', 'Gracias por su mensaje. Estaré de vacaciones y necesito que el servidor funcione.'],
    [
      'Congés',
      'Merci pour votre message. Je suis en vacances demain et la caisse est en panne. En cas d’urgence : Marc.',
    ],
    [
      'Out of office: the dates are wrong',
      'I am out of the office from Friday, please fix it. For urgent matters call Luca.',
    ],
    [
      'Abwesenheitsnotiz: geht nicht',
      'Die Notiz geht nicht. Ich bin ab Montag nicht im Büro. In dringenden Fällen hilft Bruno.',
    ],
    ['Risposta automatica da disattivare', 'La risposta automatica va disattivata: sono in ferie ma rientro domani.'],
    ['Risposta automatica', 'Vorrei la risposta automatica: Sono in ferie fino al 7.'],
    ['Réponse automatique', 'Merci de mettre en place une réponse automatique : je suis en congé du 3 au 7.'],
    ['Out of office', 'Please put this into my mailbox: I am out of the office until Monday.'],
    [
      'Vacation responder',
      'Thanks for your message. I am on vacation next week: please set up the vacation responder.',
    ],
  ])('of a person are not strong: %s', async (subject, text) => {
    const { hint } = await read(subject, text);
    expect(hint === false || !hint.isStrong).toBe(true);
  });

  it.each([
    ['Automatic reply: Your printer', 'I am out of the office until Monday.'],
    ['Risposta automatica: La stampante', 'Sono in ferie fino al 7.'],
    ['Abwesenheitsnotiz', 'Ich bin derzeit nicht im Büro.'],
    ['Automatic reply', 'This is an automatic message. Do not reply to this email.'],
    ['Urlaub', 'Vielen Dank für Ihre Nachricht. Ich bin im Urlaub. In dringenden Fällen hilft Bruno.'],
    ['Out of office: The till does not work', 'I am out of the office. If you need help, please contact Luca.'],
    ['Automatic reply: x', 'I am out of the office. Please do not hesitate to send us a mail if you need help.'],
    ['Abwesenheitsnotiz: x', 'Ich bin derzeit nicht im Büro. Bitte richten Sie Ihre Anfrage an Bruno.'],
    ['Fuori sede: x', 'Sono assente fino al 7. Se avete bisogno potete contattare Luca.'],
    ['Away from my mail', 'This is an automatic reply. I am on holiday until Monday.'],
  ])('in subject and text are: %s', async (subject, text) => {
    expect(await read(subject, text)).toMatchObject({ hint: { isStrong: true } });
  });
});

/** What Exchange generates is its note of absence, and whatever one of its rules passes on. */
describe('a mail that a rule generated', () => {
  const RULE =
    'Auto-Submitted: auto-generated\nReferences: <one@rossi.example>\nIn-Reply-To: <one@rossi.example>\nX-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\n';

  it.each([
    ['Re: ordine', 'Sono in ferie da domani e la cassa è ferma. In mia assenza chiamate Luca.'],
    ['Re: Auftrag', 'Ich bin ab morgen im Urlaub und die Kasse steht. In dringenden Fällen hilft Bruno.'],
    ['Re: commande', 'Je suis en vacances demain et la caisse est en panne. En cas d’urgence, appelez Marc.'],
    ['Out of office: calendar is wrong', 'The calendar is wrong.'],
    ['Fuori ufficio: non parte', 'Il messaggio fuori ufficio non parte. Sono in ferie da lunedì.'],
    ['Abwesenheitsnotiz geht nicht', 'Die Notiz geht nicht, ich bin im Urlaub.'],
    ['FW: Automatic reply: x', 'I am out of the office'],
    ['Automatic reply: broken since Monday', 'It answers everybody. Can you mend it?'],
  ])('is a request, whatever its words: %s', async (subject, text) => {
    expect(await read(subject, text, RULE)).toMatchObject({
      autoReply: false,
      generated: 'Auto-Submitted: auto-generated',
      bounce: false,
    });
  });

  it.each([
    ['Automatic reply: Re: Help', 'I am out of the office until Monday.'],
    ['Automatische Antwort: Re: Hilfe', 'Bis 7.12. erreichen Sie Herrn Maier unter 0123.'],
    ['[EXT] Risposta automatica: Re: Help', 'Sono in ferie.'],
    ['自動応答: プリンター', '休暇中です。'],
  ])('answers, when the mail system says so before the subject: %s', async (subject, text) => {
    expect(await read(subject, text, RULE)).toMatchObject({
      autoReply: 'Auto-Submitted: auto-generated',
      generated: false,
    });
  });
});
