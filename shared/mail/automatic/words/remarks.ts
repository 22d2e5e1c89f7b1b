/** What servers speak of below the address that failed; beginnings of words. What has none of them, a person wrote. */
export const SERVER_REMARKS = [
  ...['message', 'mail', 'recipient', 'address', 'server', 'administrator', 'deliver', 'postmaster', 'sender', 'smtp'],
  ...['attempt', 'retr', 'error', 'reason', 'diagnos', 'contact', 'host', 'transcript', 'report', 'unknown', 'reject'],
  ...['quota', 'account', 'user', 'original', 'returned', 'attached', 'mta', 'system', 'subject', 'permanent'],
  ...['nobody of that name', 'not found', 'invalid', 'refused', 'spam', 'blocked', 'denied', 'timeout', 'timed out'],
  ...['nachricht', 'empfänger', 'adresse', 'postfach', 'zustell', 'fehler', 'absender', 'benutzer', 'grund:'],
  ...['messaggio', 'destinatari', 'indirizzo', 'casella', 'consegna', 'recapit', 'errore', 'mittente', 'utente'],
  ...['courrier', 'courriel', 'destinataire', 'erreur', 'expéditeur', 'boîte', 'livraison', 'remise'],
  ...['mensaje', 'correo', 'buzón', 'entrega', 'dirección', 'usuario', 'mensagem', 'caixa', 'endereço', 'usuário'],
  ...['bericht', 'postvak', 'adres', 'bezorg', 'ontvanger', 'gebruiker', 'meddeland', 'mottagar', 'modtager'],
  ...['wiadomoś', 'odbiorc', 'zpráv', 'příjemc', 'сообщени', 'получател', 'адрес', '受信', '宛先', '配信', '送信'],
  ...['收件', '邮件', '郵件', '메일', '수신'],
];

/** What a person asks for, of people: these go before the words above. */
export const PERSONS_REQUESTS = [
  ...['please look', 'please have a look', 'please repair', 'please fix', 'please mend', 'please open', 'please help'],
  ...['please unblock', 'please whitelist', 'please investigate', 'please advise', 'please check your', 'please stop'],
  ...['please let me know', 'please let us know', 'please see to', 'please remove', 'please delete', 'can you'],
  ...['could you', 'our users', 'our firewall', 'our filter', 'your greylisting', 'your filter', 'your firewall'],
  ...['per favore', 'potete', 'potreste', 'vi preghiamo di sistemare', 'vi prego', 'sistemate', 'risolvete', 'aprite'],
  ...['controllate', 'fateci sapere', 'i nostri utenti', 'bitte schauen', 'bitte beheben', 'bitte öffnen'],
  ...['bitte freischalten', 'bitte schalten sie', 'bitte kümmern', 'bitte prüfen sie ihr', 'bitte um', 'können sie'],
  ...['unsere benutzer', 'unserer firewall', 'merci de corriger', 'merci de débloquer', 'merci de regarder'],
  ...["s'il vous plaît", 'pouvez-vous', 'nos utilisateurs', 'por favor, revis', 'por favor revis', 'pueden ustedes'],
  ...['podrían', 'por favor, corrij', 'kunt u', 'kijk hier', 'graag oplossen'],
];

/** Before the address of somebody who helps, which is none that failed. */
export const CONTACT_TEXTS = [
  ...['contact', 'assistance', 'for help', 'further help', 'more information', 'questions', 'send mail to'],
  ...['send a mail to', 'send an email to', 'write to', 'report this to', 'mail the administrator', 'forward this'],
  ...['kontakt', 'wenden sie sich', 'fragen', 'hilfe', 'schreiben sie', 'assistenza', 'contatt', 'scriv', 'rivolg'],
  ...['domande', 'informazioni', 'assistance', "d'aide", 'écri', 'renseignements', 'ayuda', 'dirija', 'escrib'],
  ...['preguntas', 'contate', 'contacte', 'ajuda', 'dúvidas', 'vragen', 'hulp', 'kontakta', 'pomoc', 'обратитесь'],
  ...['お問い合わせ', '联系'],
];
