/** "This is an automatic reply": said of itself, at the start of a sentence, and of nothing else. */
export const SELF_DECLARED = [
  ...['this is an automatic reply', 'this is an automatic response', 'this is an automated reply'],
  ...['this is an automated response', 'this is an auto reply', 'this is an auto-reply', 'this is an autoreply'],
  ...['this is an auto response', 'this is an auto-response', 'this is an autoresponse'],
  ...['this is an auto-generated reply', 'this is an auto-generated response'],
  ...['this is an automatically generated reply', 'this is an automatically generated response'],
  ...['this is a vacation message', 'this is an automatically generated auto', 'this is an automatic out'],
  ...['this is an automated out', 'this reply was automatically', 'this reply has been automatically'],
  ...['this response was automatically', 'this is an autoresponder', 'this is an auto responder'],
  ...['this is an automatic vacation', 'this is an automated vacation', 'this is an automatic away'],
  ...['automatic reply:', 'automated response:', 'this is an automatic acknowledg'],
  ...['this is an automated acknowledg', 'this is an automatic confirmation', 'dies ist eine automatische antwort'],
  ...['dies ist eine automatisch generierte antwort', 'dies ist eine automatisch erstellte antwort'],
  ...['dies ist eine automatische abwesenheits', 'diese antwort wurde automatisch'],
  ...['das ist eine automatische antwort', 'dies ist eine automatische empfangs'],
  ...['dies ist eine automatische eingangs', 'hierbei handelt es sich um eine automatische antwort'],
  ...['ceci est une réponse automatique', "ceci est un message automatique d'absence"],
  ...['cette réponse est automatique', "il s'agit d'une réponse automatique", 'réponse automatique :'],
  ...['cette réponse a été générée automatiquement', 'questa è una risposta automatica'],
  ...['la presente è una risposta automatica', 'il presente è un messaggio automatico di assenza'],
  ...['questa è una risposta generata automaticamente', 'questo è un risponditore automatico'],
  ...['messaggio di risposta automatica', 'esta es una respuesta automática', 'ésta es una respuesta automática'],
  ...['este es un mensaje de respuesta automática', 'respuesta automática:', 'esta é uma resposta automática'],
  ...['esta resposta é automática', 'resposta automática:', 'dit is een automatisch antwoord'],
  ...['dit is een automatische reactie', 'dit is een automatisch gegenereerd antwoord'],
  ...['detta är ett automatiskt svar', 'detta är ett autosvar', 'det här är ett autosvar'],
  ...['det här är ett automatiskt svar', 'dette er et automatisk svar', 'dette er et autosvar'],
  ...['dette er en automatisk svar', 'dette er en autosvar', 'tämä on automaattinen vastaus'],
  ...['to jest automatyczna odpowiedź', 'jest to automatyczna odpowiedź', 'toto je automatická odpověď'],
  ...['toto je automatická odpoveď', 'это автоматический ответ', 'данное письмо является автоматическим ответом'],
  ...['це автоматична відповідь', 'ovo je automatski odgovor', 'ez egy automatikus válasz'],
  ...['acesta este un răspuns automat', 'bu otomatik bir yanıttır', 'αυτή είναι αυτόματη απάντηση'],
  ...['このメールは自動返信', '本メールは自動返信', 'これは自動返信', '自動返信メールです', '这是一封自动回复'],
  ...['此邮件为自动回复', '這是自動回覆', '이 메일은 자동'],
  // Receipts of mail programs, without the structure of RFC 8098.
  ...['this is a return receipt for', 'this is a receipt for the mail', 'dies ist eine empfangsbestätigung für'],
  ...['dies ist eine lesebestätigung', 'questa è una ricevuta di ritorno per', 'questa è una conferma di lettura'],
  ...['ceci est un accusé de réception pour', 'esto es un acuse de recibo'],
];

/** "This mail was made by a machine": orders and alarms say so too, so it needs a second sign. */
export const MACHINE_MADE = [
  ...['automatically generated', 'automatic message', 'automated message', 'automated email', 'automated e-mail'],
  ...['auto-generated', 'generated automatically', 'automatic email', 'automatic e-mail', 'system generated'],
  ...['system-generated', 'automatisch erstellt', 'automatisch generiert', 'automatisch erzeugt'],
  ...['automatisch versendet', 'automatisch versandt', 'automatische nachricht', 'automatische e-mail'],
  ...['message automatique', 'généré automatiquement', 'envoyé automatiquement', 'messaggio automatico'],
  ...['generato automaticamente', 'generata automaticamente', 'inviata automaticamente', 'inviato automaticamente'],
  ...['email automatica', 'mensaje automático', 'generado automáticamente', 'enviado automáticamente'],
  ...['correo automático', 'mensagem automática', 'gerado automaticamente', 'gerada automaticamente'],
  ...['automatisch gegenereerd', 'automatisch bericht', 'automatiskt genererat', 'automatisk genereret'],
  ...['automatisk generert', 'wygenerowana automatycznie', 'automaticky generov', 'сформировано автоматически'],
  ...['отправлено автоматически', '自動送信', '自動配信', '自动发送', '系统自动'],
];

/** "Nobody reads answers to this": the sender takes no mail. */
export const DO_NOT_REPLY = [
  ...['do not reply to this', "don't reply to this", 'do not respond to this', 'not reply to this e'],
  ...['mailbox is not monitored', 'address is not monitored', 'inbox is not monitored', 'unmonitored mailbox'],
  ...['unattended mailbox', 'replies to this email will not', 'bitte antworten sie nicht auf diese'],
  ...['nicht auf diese e-mail', 'auf diese e-mail nicht', 'ne pas répondre à ce', 'merci de ne pas répondre'],
  ...['non rispondere a questa', 'non rispondere a questo', 'si prega di non rispondere'],
  ...['preghiamo di non rispondere', 'no responda a este', 'no responder a este', 'por favor, no responda'],
  ...['não responda a este', 'não responda este', 'niet op deze e-mail', 'niet op dit bericht te'],
  ...['svara inte på detta', 'går inte att svara', 'ikke svare på denne', 'besvar ikke denne', 'ikke besvar'],
  ...['nie odpowiada', 'neodpovídejte', 'neodpovedajte', 'не отвечайте на', 'ne válaszoljon', '返信しないで'],
  ...['返信いただけません', '送信専用', '请勿回复', '请不要回复', '請勿回覆'],
];

/** How the prose of a feedback loop begins (RFC 5965, appendix B). */
export const LOOP_TEXTS = [
  ...[
    'this is an email abuse report',
    'this is an e-mail abuse report',
    'this is an abuse report',
    'email abuse report',
  ],
  ...[
    'this is a spam report',
    'this is a feedback loop',
    'this is a feedback report',
    'this is an automated complaint',
  ],
  ...[
    'this is an automated abuse',
    'this is an automated spam',
    'this is an automatic complaint',
    'this email was reported',
  ],
  ...['this e-mail was reported', 'this message was reported as', 'the attached message was reported as'],
  ...['the following message was reported as', 'a user reported', 'a user has reported', 'a user of ours'],
  ...['one of our users', 'a recipient has', 'a recipient reported', 'a subscriber has', 'a member has'],
];

/** How a read receipt begins in the words of the mail programs (RFC 8098 leaves them free). */
export const RECEIPT_TEXTS = [
  ...['this is a return receipt for', 'this is a receipt for the mail', 'this is a read receipt for'],
  ...['note: this return receipt only', 'your message was read on', 'your message was displayed on'],
  ...[
    'the message sent on',
    'the message that you sent',
    'your mail has been displayed',
    'your message has been displayed',
  ],
  ...['your message has been read', 'this receipt verifies', 'dies ist eine empfangsbestätigung für'],
  ...['dies ist eine lesebestätigung', 'ihre nachricht wurde gelesen', 'die nachricht, die sie'],
  ...['questa è una ricevuta di ritorno per', 'questa è una ricevuta di lettura', 'questa è una conferma di lettura'],
  ...['il messaggio inviato il', 'il suo messaggio è stato letto', 'il tuo messaggio è stato letto'],
  ...['ceci est un accusé de réception pour', 'ceci est un accusé de lecture', 'votre message a été lu'],
  ...[
    'este es un acuse de recibo',
    'esto es un acuse de recibo',
    'este es un acuse de lectura',
    'su mensaje fue leído',
  ],
  ...[
    'este é um recibo de',
    'a sua mensagem foi lida',
    'dit is een ontvangstbevestiging',
    'dit is een leesbevestiging',
  ],
  ...['uw bericht is gelezen', 'to jest potwierdzenie', 'detta är ett läskvitto', 'dette er en kvittering'],
];
