/** How servers open the subject of a report on a mail that failed for good. */
export const FAILURE_SUBJECTS = [
  // English
  ...['delivery status notification (failure)', 'delivery status notification (failed)'],
  ...['delivery status notification (undeliverable)', 'delivery status notification (bounce'],
  ...['delivery status notification(failure)', 'delivery status notification failure'],
  ...['delivery status notification - failure', 'delivery notification: delivery has failed'],
  ...['undeliverable', 'undeliverable mail', 'undeliverable message', 'undelivered', 'undelivered mail'],
  ...['undelivered message', 'undelivered mail returned to sender'],
  ...['delivery failure', 'delivery failed', 'delivery failure notice'],
  ...['delivery failure notification', 'delivery error', 'failure delivery'],
  ...['failure notice', 'failed mail', 'failed delivery', 'mail delivery failed'],
  ...['mail delivery failed: returning message to sender', 'mail delivery failure', 'mail delivery error'],
  ...['mail failure', 'mail error', 'mail system error'],
  ...['mail could not be delivered', 'mail not delivered', 'mail undeliverable'],
  ...['mail returned', 'message delivery failure', 'message delivery failed', 'message undeliverable'],
  ...['message not delivered', 'message delivery error', 'message could not be delivered'],
  ...['message status - undeliverable', 'non delivery notification', 'non-delivery notification'],
  ...['non delivery report', 'non-delivery report', 'non-delivery', 'nondelivery report', 'nondeliverable mail'],
  ...['non-deliverable', 'non deliverable', 'returned mail', 'returned e-mail', 'returned email', 'returned message'],
  ...['return mail', 'returned to sender', 'rejected mail', 'rejected message', 'rejected', 'user unknown'],
  ...['unknown user', 'unable to deliver', 'unable to deliver mail', 'could not send message'],
  ...['email delivery failure', 'e-mail delivery failure'],
  ...['automatically rejected mail', 'bounced mail', 'permanent delivery failure', 'permanent failure'],
  ...['your message could not be delivered', 'your mail could not be delivered', 'your email could not be delivered'],
  ...['your e-mail could not be delivered', 'your message was not delivered', "your message wasn't delivered"],
  ...['your message could not be sent', 'your mail was not delivered', 'your email was not delivered'],
  ...['sorry, your message could not be delivered', 'message you sent blocked by our bulk email filter'],
  ...['there was an error sending your mail', 'error sending mail', 'error delivering mail', 'email not delivered'],
  ...['failed notice', 'systems bounce', 'returned undeliverable mail'],
  ...['unknown address', 'message rejected', 'mail rejected', 'mail refused', 'nondeliverable', 'non-delivered mail'],
  ...['notification of delivery failure', 'smtp delivery failure', 'smtp error'],
  ...['postmaster notify: delivery error', 'error sending message'],
  // German
  ...['unzustellbar', 'unzustellbare nachricht', 'unzustellbare e-mail', 'nicht zustellbar', 'nicht zugestellt'],
  ...['zustellung fehlgeschlagen', 'fehler bei der zustellung', 'fehler bei der nachrichtenzustellung'],
  ...['fehler beim senden', 'zustellungsfehler', 'übermittlungsfehler', 'e-mail-zustellung fehlgeschlagen'],
  ...['mail konnte nicht zugestellt werden', 'unzustellbarkeitsbericht'],
  // French
  ...['non remis', 'non distribuable', 'non-remise', 'échec de la remise', 'échec de remise'],
  ...['échec de distribution', 'échec de livraison', 'message non distribué', 'message non délivré'],
  ...['message non remis', 'courrier non distribué', "notification d'échec", 'non délivré', 'erreur de livraison'],
  // Italian
  ...['non recapitabile', 'messaggio non recapitato', 'messaggio non recapitabile', 'messaggio non consegnato'],
  ...['messaggio non inviato', 'mancato recapito', 'mancata consegna', 'avviso di mancata consegna'],
  ...['avviso di mancato recapito', 'consegna fallita', 'invio fallito', 'consegna non riuscita'],
  ...['notifica di mancata consegna', 'notifica di mancato recapito', 'errore di consegna', 'errore consegna'],
  ...['errore nella consegna', 'impossibile recapitare', 'impossibile consegnare', 'posta non recapitabile'],
  ...['recapito non riuscito', 'anomalia messaggio', 'avviso di non accettazione'],
  // Spanish, Portuguese
  ...['no se puede entregar', 'no se pudo entregar', 'no entregado', 'no entregable', 'mensaje no entregado'],
  ...['entrega fallida', 'error de entrega', 'correo no entregado', 'error en la entrega'],
  ...['devolución de correo', 'mensaje devuelto', 'correo devuelto'],
  ...['não é possível entregar', 'não entregue', 'não foi possível entregar', 'falha na entrega', 'falha de entrega'],
  ...['mensagem não entregue', 'mensagem devolvida', 'erro de entrega'],
  ...['devolução de mensagem', 'email não entregue'],
  // Dutch, Scandinavian, Finnish
  ...['onbestelbaar', 'niet bezorgd', 'bezorging mislukt', 'niet afgeleverd', 'aflevering mislukt'],
  ...['bericht niet bezorgd', 'onbestelbare', 'kan inte levereras', 'olevererbart', 'ej levererat', 'leveransfel'],
  ...['kan ikke leveres', 'ikke leveret', 'ikke levert', 'leveringsfejl', 'uleverbar', 'kunne ikke leveres'],
  ...['leveringsfeil', 'ei voida toimittaa', 'toimitus epäonnistui', 'viestiä ei voitu', 'toimitusvirhe'],
  // Slavic languages, Hungarian, Romanian, Greek, Turkish
  ...['niedostarczalne', 'niedostarczone', 'nie dostarczono', 'niepowodzenie dostarczenia', 'zwrot wiadomości'],
  ...['nie można dostarczyć', 'nedoručitelné', 'nedoručené', 'nedoručeno', 'nedoručiteľné', 'nelze doručit'],
  ...['nebylo doručeno', 'ni mogoče dostaviti', 'nije moguće isporučiti', 'не доставлено', 'недоставлено'],
  ...['недоставленное сообщение', 'не удается доставить', 'ошибка доставки', 'сообщение не доставлено'],
  ...['kézbesíthetetlen', 'kézbesítési hiba', 'sikertelen kézbesítés', 'nelivrabil', 'nelivrat'],
  ...['imposibil de livrat', 'μη παραδοτέο', 'αποτυχία παράδοσης', 'teslim edilemedi', 'iletilemedi'],
  ...['teslim edilemeyen'],
  // Asia
  ...['配信不能', '配信失敗', '送信エラー', '未配信', '配信エラー', '配達不能', '配送失敗', 'メール配信エラー'],
  ...[
    'メールが送信できません',
    'メールを送信できません',
    'メッセージを配信できません',
    'メールが配信できません',
    '受信エラー',
  ],
  ...['送信できませんでした', '配信できません', 'メールが届きません', 'お届けできません', 'エラーメール'],
  ...['未传递', '无法传递', '未送达', '退信', '系统退信', '邮件投递失败', '投递失败', '無法傳遞', '退信通知'],
  ...['退回邮件', '退件通知', '郵件退回', '邮件退回', '信件無法', '郵件傳送失敗'],
  ...['배달되지 않음', '배달 못 함', '반송', '전송 실패'],
];

/** The same for a mail that is late, and for one that arrived. */
export const DELAY_SUBJECTS = [
  ...['warning: could not send message', 'warning: message', 'warning: mail delayed', 'delivery delayed', 'delayed'],
  ...['delayed mail', 'delivery status notification (delay)', 'delivery status notification (delayed)'],
  ...['mail delivery delayed', 'message delayed', 'delayed delivery', 'delivery delay', 'delivery has been delayed'],
  ...['delivery incomplete', 'mail delay', 'message delivery delayed', 'verzögert', 'zustellung verzögert'],
  ...['verzögerte zustellung', 'retardé', 'remise retardée', 'remise différée', 'ritardato', 'consegna ritardata'],
  ...['recapito ritardato', 'preavviso di mancata consegna'],
  ...['avviso di mancata consegna per superamento tempo massimo', 'retrasado', 'entrega retrasada', 'atrasado'],
  ...['entrega atrasada', 'vertraagd', 'försenat', 'forsinket', 'opóźnione', 'zpožděno', 'задержка', '配信遅延'],
];

export const ARRIVAL_SUBJECTS = [
  ...['delivered', 'relayed', 'delivery status notification (success)', 'delivery status notification (relay)'],
  ...['successful mail delivery', 'successful mail delivery report', 'mail delivered', 'zugestellt', 'übermittelt'],
  ...['remis', 'relayé', 'recapitato', 'consegnato', 'entregado', 'entregue', 'bezorgd', 'levererat', 'leveret'],
  ...['dostarczone', 'doručeno', 'доставлено', '配信済み', '已送达', '已传递'],
];

/** Of whichever outcome: the text says which. */
export const STATUS_SUBJECTS = [
  ...['delivery status notification', 'delivery status', 'delivery notification', 'delivery report'],
  ...['mail delivery status', 'mail delivery status report', 'mail delivery status notification'],
  ...['delivery problem', 'mail delivery problem', 'e-mail delivery problem', 'email delivery problem'],
  ...['mail status report', 'notice: mail delivery status', 'zustellbenachrichtigung'],
  ...['notifica sullo stato del recapito', 'notifica dello stato di consegna', 'notifica stato consegna'],
  ...['notificación de estado de entrega', 'notificação de status de entrega'],
];
