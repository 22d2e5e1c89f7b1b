/** "I am not here", as people tell their robot to say it. One of these and a cue make an absence. */
export const ABSENCE = [
  // English
  ...['out of the office', 'out of office', 'away from the office', 'away from my desk', 'away from my email'],
  ...['away from my e-mail', 'i am away', "i'm away", 'i will be away', "i'll be away", 'i am currently away'],
  ...['on vacation', 'on holiday', 'on annual leave', 'maternity leave', 'parental leave', 'paternity leave'],
  ...['sick leave', 'not in the office', 'no longer with', 'left the company', 'office is closed'],
  ...['offices are closed', 'limited access to my e', 'limited access to e'],
  // German
  ...['nicht im büro', 'nicht im haus', 'außer haus', 'bin ich im urlaub', 'ich bin im urlaub'],
  ...['ich befinde mich im urlaub', 'derzeit abwesend', 'bin abwesend', 'bin ich abwesend'],
  ...['bin ich derzeit abwesend', 'in den ferien', 'in elternzeit', 'im mutterschutz', 'nicht mehr im unternehmen'],
  ...['büro geschlossen', 'nicht an meinem arbeitsplatz', 'betriebsferien'],
  // French
  ...['absent du bureau', 'absente du bureau', 'je suis absent', 'je serai absent', 'actuellement absent'],
  ...['en congé', 'en vacances', 'absent(e)', 'hors du bureau', 'suis en deplacement', 'ne fais plus partie'],
  // Italian
  ...['fuori ufficio', 'fuori sede', "fuori dall'ufficio", 'sono assente', 'sarò assente', 'sono in ferie'],
  ...['sarò in ferie', 'assente dal', 'assente fino', 'sono in vacanza', 'assente per ferie'],
  ...['uffici resteranno chiusi', 'uffici rimarranno chiusi', 'ufficio resterà chiuso', 'ufficio rimarrà chiuso'],
  ...['chiusi per ferie', 'chiuso per ferie', 'in maternità', 'non sono in ufficio', 'non sarò in ufficio'],
  ...['non lavora più'],
  // Spanish, Portuguese
  ...['fuera de la oficina', 'fuera de oficina', 'estoy de vacaciones', 'estaré de vacaciones', 'estoy ausente'],
  ...['estaré ausente', 'estaré fuera', 'me encuentro de vacaciones', 'me encuentro fuera', 'fora do escritório'],
  ...['estou de férias', 'estarei de férias', 'estou ausente', 'estarei ausente', 'em férias'],
  // Dutch, Scandinavian, Finnish
  ...['niet aanwezig', 'ben ik afwezig', 'ik ben afwezig', 'niet op kantoor', 'met vakantie', 'op vakantie'],
  ...['op verlof', 'inte på kontoret', 'ej på kontoret', 'på semester', 'har semester', 'är ledig', 'föräldraledig'],
  ...['på ferie', 'ikke på kontoret', 'ikke til stede', 'på barsel', 'ute av kontoret', 'ute av kontor'],
  ...['er bortreist', 'olen lomalla', 'poissa toimistolta', 'olen poissa', 'en ole tavoitettavissa', 'vuosilomalla'],
  // Slavic languages, Hungarian, Romanian, Turkish
  ...['na urlopie', 'poza biurem', 'jestem nieobecn', 'będę nieobecn', 'mimo kancelář', 'mám dovolenou'],
  ...['na dovolené', 'nejsem v kanceláři', 'jsem nepřítom', 'na dovolenke', 'mimo kancelárie', 'na godišnjem'],
  ...['na dopustu', 'в отпуске', 'нахожусь в отпуске', 'отсутствую', 'буду отсутствовать', 'нет на рабочем месте'],
  ...['у відпустці', 'szabadságon vagyok', 'nem tartózkodom', 'házon kívül', 'în concediu', 'ofis dışında'],
  ...['izindeyim', 'yıllık izinde'],
  // Asia
  ...['不在にして', '不在です', '休暇中', '外出中', '休假', '不在办公室', '不在辦公室', '부재중', '휴가 중'],
  ...['휴가중'],
];

/** How a robot's owner begins, for whoever it will be. People thank as well, but at the end. */
export const THANKS = [
  ...['thank you for your e', 'thank you for your mail', 'thank you for your message', 'thanks for your e'],
  ...['thanks for your mail', 'thanks for your message', 'thank you for contacting', 'thank you for e'],
  ...['dank für ihre e', 'dank für ihre mail', 'dank für ihre nachricht', 'danke für ihre e', 'danke für ihre mail'],
  ...['danke für ihre nachricht', 'dank für deine nachricht', 'dank für deine mail', 'merci pour votre m'],
  ...['merci pour votre e', 'merci pour votre courriel', 'merci de votre m', 'votre message a bien'],
  ...['grazie per la mail', 'grazie per la tua', 'grazie per la sua', 'grazie per la vostra', "grazie per l'email"],
  ...["grazie per l'e-mail", 'grazie per il messaggio', 'grazie per il tuo', 'grazie per il suo'],
  ...['grazie per il vostro', 'grazie per aver', 'gracias por su m', 'gracias por su correo', 'gracias por tu m'],
  ...['gracias por tu correo', 'gracias por contactar', 'gracias por escribir', 'obrigado pela sua m'],
  ...['obrigado pelo seu', 'obrigada pel', 'obrigado pelo contacto', 'agradeço o seu', 'bedankt voor uw'],
  ...['bedankt voor je', 'dank voor uw', 'dank u voor uw', 'tack för ditt m', 'tack för din', 'tak for din m'],
  ...['takk for din e', 'kiitos viestist', 'dziękuję za wiadomość', 'dziękuję za e', 'děkuji za zprávu'],
  ...['děkuji za váš', 'ďakujem za správu', 'спасибо за ваше', 'спасибо за письмо', 'благодарю за ваше'],
  ...['köszönöm üzenetét', 'köszönöm levelét', 'vă mulțumesc pentru mesaj', 'メールありがとう', 'ご連絡ありがとう'],
  ...['您的邮件'],
];

/**
 * What they add, and a person who writes to somebody seldom: whom else to ask in urgent cases, what becomes of the mail. A
 * date of return is no cue, people give it too.
 */
export const ABSENCE_CUES = [
  ...['urgent matter', 'urgent case', 'urgent request', 'urgent issue', 'urgent inquir', 'urgent enquir'],
  ...['urgent question', 'if it is urgent', "if it's urgent", 'if this is urgent', 'if your request is urgent'],
  ...['if your matter', 'if you need immediate', 'if you require immediate', 'for immediate assistance'],
  ...['in my absence', 'limited access to', 'your email will', 'your e-mail will', 'your mail will'],
  ...['your message will', 'will not be forwarded', 'respond to your e', 'respond to your message'],
  ...['reply to your e', 'reply to your message', 'answer your e', 'answer your message', 'in case of emergency'],
  ...['for emergencies'],
  // German
  ...['in dringenden fällen', 'bei dringenden', 'in dringenden angelegenheiten', 'in meiner abwesenheit'],
  ...['während meiner abwesenheit', 'meine vertretung', 'nicht weitergeleitet', 'wird nicht gelesen'],
  ...['ihre nachricht wird', 'ihre e-mail wird', 'ihre mail wird', 'nach meiner rückkehr'],
  // French
  ...["en cas d'urgence", 'pour toute urgence', 'en mon absence', 'pendant mon absence', 'dès mon retour'],
  ...['à mon retour'],
  // Italian
  ...['per urgenze', 'per le urgenze', 'in caso di urgenz', 'per qualsiasi urgenza', 'per comunicazioni urgenti'],
  ...['per richieste urgenti', 'in mia assenza', 'durante la mia assenza', 'al mio rientro', 'al mio ritorno'],
  // Spanish, Portuguese
  ...['en caso de urgencia', 'para asuntos urgentes', 'para cualquier urgencia', 'a mi regreso', 'a mi vuelta'],
  ...['durante mi ausencia', 'en mi ausencia', 'em caso de urgência', 'assuntos urgentes', 'na minha ausência'],
  ...['durante a minha ausência'],
  // Dutch, Scandinavian, Finnish
  ...['voor dringende', 'bij dringende', 'in dringende gevallen', 'tijdens mijn afwezigheid', 'bij spoed'],
  ...['uw bericht wordt', 'uw e-mail wordt', 'vid brådskande', 'brådskande ärenden', 'ved hastende', 'haster det'],
  ...['hastesaker', 'kiireellisissä', 'poissa ollessani'],
  // Slavic languages, Hungarian, Romanian, Turkish
  ...['w pilnych sprawach', 'w sprawach pilnych', 'podczas mojej nieobecności', 'v naléhavých', 'v neodkladných'],
  ...['v urgentních', 'v súrnych', 'в срочных', 'по срочным', 'в случае срочн', 'sürgős esetben', 'pentru urgențe'],
  ...['acil durum'],
  // Asia
  ...['お急ぎの', '緊急の', '折り返し', '如有紧急', '如有急事', '긴급한', '급한 용무'],
];
