/** The commonest words of mail in each language; a word may belong to several. */
const WORDS: Record<string, string> = {
  it: 'il lo la gli le un una di del della che non è sono per con come ho ha buongiorno salve grazie cordiali saluti questo anche abbiamo mi vi si nel alla più perché',
  en: "the a an and of to is are was were not for with this that have has i we you it our your please thanks thank hello hi dear regards on in can't don't my",
  de: 'der die das und ist nicht ich wir sie ein eine einen mit für auf von zu den dem des haben habe hallo guten danke bitte grüße grüßen sehr geehrte im es auch wird',
  fr: "le la les un une des et est pas je nous vous pour avec que qui dans sur du au ce cette bonjour merci cordialement avez c'est j'ai être mon",
  es: 'el la los las un una de y es no que por para con en su se hola gracias saludos buenos días estoy tengo mi lo como pero más está',
  pt: 'o a os as um uma de e é não que por para com em no na se olá obrigado obrigada bom dia estou tenho meu minha mas mais está você cumprimentos',
  nl: 'de het een en is niet ik wij we u dat die voor met op van te zijn hebben heb hallo goedemorgen bedankt graag groet vriendelijke er ook maar',
  pl: 'i w nie się na jest że z do to dzień dobry witam proszę dziękuję pozdrawiam mam jak od po czy ale już mi co są',
  ro: 'și si nu este sunt că pentru cu în la de un o am ați bună ziua mulțumesc salut vă rog mai din pe acest această',
  cs: 'a je se na že v to s z do pro jsem není ale jak dobrý den děkuji prosím pozdravem mám od po už také by',
  sv: 'och är att det inte jag vi ni en ett för med på av till den som har hej tack vänliga hälsningar kan om',
  da: 'og er at det ikke jeg vi en et for med på af til den som har hej tak venlig hilsen kan om dig',
  fi: 'ja on ei se että en ole oli kun mutta hei kiitos terveisin ystävällisin minä me te voi jos tämä',
  tr: 've bir bu için ile değil ama çok merhaba teşekkürler saygılarımla ben biz siz var yok gibi daha olarak lütfen',
  hu: 'és a az nem hogy egy is van ez köszönöm üdvözlettel kérem de meg már csak tisztelt jó napot',
  ru: 'и в не на я что с по это как мы вы для из у от за здравствуйте спасибо добрый день пожалуйста уважением но так',
  uk: 'і в не на я що з по це як ми ви для із у від за дякую добрий день будь ласка повагою але та є',
};

/** The languages of a word. */
export const STOP_WORDS: ReadonlyMap<string, readonly string[]> = index();

function index(): Map<string, string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, words] of Object.entries(WORDS)) {
    for (const word of words.split(' ')) languages.set(word, [...(languages.get(word) ?? []), language]);
  }
  return languages;
}
