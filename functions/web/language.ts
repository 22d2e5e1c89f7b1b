import { LANGUAGES, type Language } from '../../shared/language.ts';

/**
 * The language of a page: what its address asks for (`?lang=`), the ticket's, the first that the browser prefers and we speak, else the
 * desk's own.
 */
export function languageOf(given: {
  asked?: string | undefined;
  ticket?: Language | undefined;
  accepts?: string | undefined;
  otherwise: Language;
}): Language {
  return known(given.asked) ?? given.ticket ?? preferred(given.accepts) ?? given.otherwise;
}

function known(name: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === name);
}

/** Accept-Language (RFC 9110, section 12.5.4): tags with weights, `it-CH` is Italian. */
function preferred(header = ''): Language | undefined {
  const wishes = header
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().split(';');
      const weight = parameters
        .map((each) => /^\s*q=([\d.]{1,5})\s*$/.exec(each)?.[1])
        .find((each) => each !== undefined);
      return { language: known(tag.toLowerCase().split('-')[0]), weight: weight === undefined ? 1 : Number(weight) };
    });
  const spoken = wishes.filter(({ language, weight }) => language !== undefined && weight > 0);
  return spoken.sort((one, other) => other.weight - one.weight)[0]?.language;
}
