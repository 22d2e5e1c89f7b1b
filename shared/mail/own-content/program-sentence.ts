/** Sentences that a mail program writes in its user's name, each the whole of a text; in NFC, any case. */

const REACTIONS = [
  // English is the one that says how: `Ada liked your message`; and the one that telephones send: `Loved "The door"`.
  '(?!(?:i|we|you|they) )[^.?!]{1,80} (?:(?:has )?reacted (?:to (?:your message|an? message)|via gmail)|(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|celebrated|hearted|was surprised by|was saddened by) your message)',
  '(?:liked|loved|disliked|emphasi[sz]ed|laughed at|questioned) [“"].{1,200}[”"]',
  '[^.?!]{1,80} ha (?:reagito (?:al (?:tuo |suo |vostro )?messaggio|tramite gmail|con gmail)|messo [“"«]?mi piace[”"»]? al (?:tuo )?messaggio)',
  '[^.?!]{1,80} (?:hat (?:auf (?:ihre|deine|eure) nachricht|über gmail|mit gmail|via gmail) reagiert|gefällt (?:ihre|deine) nachricht)',
  '[^.?!]{1,80} a (?:réagi (?:à (?:votre|ton) message|via gmail|avec gmail)|(?:aimé|adoré) (?:votre|ton) message)',
  '[^.?!]{1,80} (?:reaccionó|ha reaccionado) (?:a (?:tu|su) mensaje|al mensaje|(?:a través de|desde|con|mediante) gmail)',
  'a [^.?!]{1,80} le (?:gusta|gustó|ha gustado|encanta|encantó|ha encantado) (?:tu|su) mensaje',
  '[^.?!]{1,80} heeft (?:gereageerd (?:op (?:je|jouw|uw|het) bericht|via gmail)|(?:op (?:je|jouw|uw) bericht|via gmail) gereageerd)',
  '[^.?!]{1,80} reagiu (?:(?:à|a) (?:sua |tua )?mensagem|(?:pelo|via|através do|usando o) gmail)',
  '[^.?!]{1,80} zareagował(?:a|\\(a\\))? (?:na (?:twoją |państwa |pana |pani )?wiadomość|(?:przez|za pomocą|w) gmaila?)',
  '.{1,80}(?:メッセージに(?:対して)?リアクション(?:を)?(?:しました|送信しました|追加しました)|gmail ?(?:で|から|を使用して)リアクションしました)',
  '[^.?!]{1,80} (?:reagerade på (?:ditt|ert) meddelande|reagerede på din (?:besked|meddelelse|mail)|reagerte på meldingen din|reagoval(?:a|\\(a\\))? na (?:vaši|tvoji) zprávu)',
  '.{1,80}(?:对(?:你|您)的(?:邮件|消息)(?:做|作)出了?(?:反应|回应)|메시지에 반응(?:했습니다|을 보냈습니다))',
];

/** What Outlook writes when somebody takes a mail back: the quoted subject ends the sentence. */
const RECALLS = recalls([
  ['would like to recall the message,?'],
  ['(?:möchte|würde gerne?) die nachricht', 'zurückrufen'],
  ['(?:desidera|vorrebbe) richiamare il messaggio'],
  ['(?:souhaite(?:rait)?|voudrait) rappeler le message'],
  ['(?:desea|quiere|desearía|querría) (?:recuperar|retirar) el mensaje'],
  ['wil(?: graag)? het bericht', 'intrekken'],
  ['(?:gostaria de|deseja|quer) (?:cancelar|recuperar|recolher|fazer o recall d)[ao]? ?a? mensagem'],
  ['(?:chce|chciał(?:a|by|aby)?) (?:odwołać|wycofać) wiadomość'],
]);

const REACTION = whole(REACTIONS);
const RECALL = whole(RECALLS);

/** `Ada reacted to your message:`, as Outlook writes it for whoever has none, Gmail's `reacted via Gmail`, and their kin. */
export function isReactionSentence(text: string): boolean {
  return isSentence(text, REACTION);
}

/** `Ada would like to recall the message, "The door".` */
export function isRecallSentence(text: string): boolean {
  return isSentence(text, RECALL);
}

/** A quoted subject, in the quotation marks of any language. */
function recalls(sentences: readonly [before: string, after?: string][]): string[] {
  const subject = `["“”„«»'‘’‚‹›][^\\n]{1,200}["“”„«»'‘’‚‹›]`;
  return sentences.map(
    ([before, after]) => `[^.?!:]{1,80} ${before} ?${subject}${after === undefined ? '' : ` ${after}`}`,
  );
}

function whole(sentences: readonly string[]): RegExp {
  return new RegExp(`^(?:${sentences.join('|')})\\s*[:：.。!]*$`, 'iu');
}

/** True for a text that is this sentence, with an address or a picture around it, and nothing else. */
function isSentence(text: string, sentence: RegExp): boolean {
  const lines = text
    .normalize('NFC')
    .replace(/<https?:[^<>]*>|https?:\/\/(?:www\.)?google\.com\/gmail\/\S*|\[[^\]\n]{0,80}\]/gi, '')
    .split('\n')
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
  const [line = ''] = lines;
  return (
    lines.length === 1 && line.length < 300 && sentence.test(line.replace(/[*_]|\p{Emoji_Presentation}/gu, '').trim())
  );
}
