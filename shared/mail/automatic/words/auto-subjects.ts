/**
 * How robots open a subject, as the mail programs of each language write it (Exchange, Gmail, Notes, GroupWise, vacation).
 * Only whole openings, for people write about replies and offices too.
 */
export const ROBOT_SUBJECTS = [
  // English
  ...['automatic reply', 'automatic response', 'automated reply', 'automated response', 'auto reply', 'auto-reply'],
  ...['autoreply', 'auto response', 'auto-response', 'autoresponse', 'auto answer', 'automatic answer'],
  ...['out of office', 'out of the office', 'out-of-office', 'ooo', 'oof', 'out of office autoreply'],
  ...['out of office auto-reply', 'out of office auto reply', 'out of office reply', 'out of office response'],
  ...['out of office message', 'out of office notification', 'out of office notice', 'out-of-office reply'],
  ...['vacation reply', 'vacation response', 'vacation message', 'vacation notice', 'vacation auto-reply'],
  ...['vacation autoreply', 'vacation responder', 'away message', 'absence notification'],
  // German
  ...['automatische antwort', 'automatische rückantwort', 'autom. antwort', 'automatisierte antwort', 'autoantwort'],
  ...['auto-antwort', 'abwesenheitsnotiz', 'abwesenheitsnachricht', 'abwesenheitsmeldung', 'abwesenheitsmitteilung'],
  ...['abwesenheitsbenachrichtigung', 'abwesenheitsantwort', 'abwesenheitsinfo', 'abwesenheitsassistent'],
  ...['urlaubsnotiz', 'automatische abwesenheitsnotiz', 'nicht im büro', 'nicht im hause'],
  ...['automatische eingangsbestätigung'],
  // French
  ...['réponse automatique', 'réponse auto', 'réponse automatisée', "message d'absence", "réponse d'absence"],
  ...['absence du bureau', 'absent du bureau', 'absente du bureau', "notification d'absence", "avis d'absence"],
  ...['en dehors du bureau', 'hors du bureau', "message automatique d'absence"],
  // Italian
  ...['risposta automatica', 'risposta automatizzata', 'risponditore automatico', 'fuori sede', 'fuori ufficio'],
  ...["fuori dall'ufficio", 'avviso di assenza', 'messaggio di assenza', 'notifica di assenza', 'assenza dal lavoro'],
  ...["assenza dall'ufficio", 'autorisposta'],
  // Spanish, Catalan, Portuguese
  ...['respuesta automática', 'autorrespuesta', 'auto respuesta', 'fuera de la oficina', 'fuera de oficina'],
  ...['aviso de ausencia', 'ausente de la oficina', 'resposta automàtica', 'fora del despatx', "fora de l'oficina"],
  ...['resposta automática', 'fora do escritório', 'ausência temporária', 'aviso de ausência'],
  ...['ausente do escritório'],
  // Dutch
  ...['automatisch antwoord', 'automatische reactie', 'afwezigheidsbericht', 'afwezigheidsmelding'],
  ...['afwezigheidsassistent', 'niet op kantoor', 'buiten kantoor'],
  // Swedish, Danish, Norwegian, Finnish, Icelandic
  ...['autosvar', 'automatiskt svar', 'automatsvar', 'frånvaromeddelande', 'frånvarobesked', 'inte på kontoret'],
  ...['ej på kontoret', 'automatisk svar', 'ikke til stede', 'ikke på kontoret', 'fraværsmeddelelse'],
  ...['fraværsassistent', 'fraværsmelding', 'automaattinen vastaus', 'automaattivastaus', 'poissaoloviesti'],
  ...['poissaoloilmoitus', 'sjálfvirkt svar'],
  // Polish, Czech, Slovak, Slovenian, Croatian, Serbian, Bulgarian, Russian, Ukrainian
  ...['automatyczna odpowiedź', 'odpowiedź automatyczna', 'autoodpowiedź', 'poza biurem'],
  ...['informacja o nieobecności', 'automatická odpověď', 'automatická odpoveď', 'mimo kancelář', 'mimo kancelárie'],
  ...['odpověď v nepřítomnosti', 'samodejni odgovor', 'automatski odgovor', 'аутоматски одговор'],
  ...['автоматичен отговор', 'автоматический ответ', 'автоответ', 'автоматична відповідь', 'нет на работе'],
  // Hungarian, Romanian, Turkish, Greek, Baltic
  ...['automatikus válasz', 'házon kívül', 'răspuns automat', 'otomatik yanıt', 'otomatik cevap', 'ofis dışında'],
  ...['αυτόματη απάντηση', 'εκτός γραφείου', 'automatinis atsakymas', 'automātiskā atbilde', 'automaatvastus'],
  // Asia and the Near East
  ...['自動応答', '自動返信', '自動回答', '不在通知', '不在のお知らせ', '自动答复', '自动回复', '自動回覆'],
  ...['自動答覆', '外出通知', '자동 회신', '자동회신', '자동 응답', '자동응답', '부재중', 'תשובה אוטומטית'],
  ...['מענה אוטומטי', 'מחוץ למשרד', 'رد تلقائي', 'رد آلي', 'خارج المكتب', 'پاسخ خودکار', 'trả lời tự động'],
  ...['ตอบกลับอัตโนมัติ', 'balasan otomatis', 'jawapan automatik'],
];

/** Openings that people use for themselves as well: they count only when the text says the same. */
export const AWAY_SUBJECTS = [
  ...['away', 'i am away', "i'm away", 'on vacation', 'i am on vacation', "i'm on vacation", 'i am on holiday'],
  ...["i'm on holiday", 'ferien', 'vacation', 'on holiday', 'holiday', 'on leave', 'annual leave'],
  ...['i am out of office', 'i am out of the office', "i'm out of the office", "i'm out of office"],
  ...['away from my mail', 'away from the office', 'away from office', 'currently away', 'currently out of office'],
  ...['maternity leave', 'parental leave', 'not in the office', 'absence', 'absent', 'auto', 'thank you for your'],
  ...['thanks for your', 'abwesend', 'abwesenheit', 'ich bin im urlaub', 'im urlaub', 'urlaub', 'außer haus'],
  ...['elternzeit', 'mutterschutz', 'absente', 'congés', 'en congé', 'en congés', 'vacances', 'en vacances'],
  ...['assente', 'assenza', 'ferie', 'in ferie', 'chiusura estiva', 'chiusura aziendale', 'ausente', 'ausencia'],
  ...['vacaciones', 'de vacaciones', 'férias', 'ausência', 'afwezig', 'afwezigheid', 'vakantie', 'niet aanwezig'],
  ...['frånvaro', 'frånvarande', 'semester', 'fravær', 'på ferie', 'poissa', 'lomalla', 'nieobecność', 'nieobecny'],
  ...['urlop', 'nepřítomnost', 'dovolená', 'dovolenka', 'neprítomnosť', 'szabadság', 'szabadságon', 'concediu'],
  ...['отпуск', 'в отпуске', 'отсутствую', 'izinde'],
];

/** What Exchange puts before the subject that it answers: a mail system's own words, and no person's. */
export const SYSTEM_REPLY_SUBJECTS = [
  ...['automatic reply', 'automatische antwort', 'réponse automatique', 'risposta automatica', 'respuesta automática'],
  ...['resposta automática', 'resposta automàtica', 'automatisch antwoord', 'autosvar', 'automatiskt svar'],
  ...['automatisk svar', 'automaattinen vastaus', 'automatyczna odpowiedź', 'odpowiedź automatyczna'],
  ...['automatická odpověď', 'automatická odpoveď', 'samodejni odgovor', 'automatski odgovor', 'автоматичен отговор'],
  ...['автоматический ответ', 'автоматична відповідь', 'automatikus válasz', 'răspuns automat', 'otomatik yanıt'],
  ...['αυτόματη απάντηση', 'automatinis atsakymas', 'automātiskā atbilde', 'automaatvastus', '自動応答', '自動返信'],
  ...['自动答复', '自動回覆', '자동 회신', 'תשובה אוטומטית', 'رد تلقائي', 'trả lời tự động', 'ตอบกลับอัตโนมัติ'],
  ...['balasan otomatis'],
];
