import { describe, expect, it } from 'vitest';
import { guessLanguage } from '../../../shared/mail/language/guess.ts';

describe('the language of a mail', () => {
  it.each([
    ['it', 'Buongiorno, da stamattina la stampante non funziona più. Grazie, Marta'],
    ['en', 'Hello, since this morning the printer is not working. Thanks, Mark'],
    ['de', 'Guten Tag, seit heute Morgen geht der Drucker nicht mehr. Viele Grüße'],
    ['fr', 'Bonjour, depuis ce matin nous ne pouvons pas imprimer. Merci, Marie'],
    ['es', 'Hola, desde esta mañana la impresora no funciona. Gracias, María'],
    ['pt', 'Olá, desde hoje de manhã a impressora não funciona. Obrigado, João'],
    ['nl', 'Goedemorgen, sinds vanochtend doet de printer het niet. Groet, Jan'],
    ['pl', 'Dzień dobry, od rana drukarka nie działa. Pozdrawiam, Anna'],
    ['ro', 'Bună ziua, imprimanta nu mai merge de azi dimineață. Mulțumesc'],
    ['cs', 'Dobrý den, od rána nám nejde tiskárna. Děkuji, Jana'],
    ['ru', 'Здравствуйте, с утра не работает принтер. Спасибо, Иван'],
    ['ja', '今朝からプリンターが動きません。よろしくお願いします。'],
    ['zh', '你好，打印机今天早上不能工作。谢谢。'],
    ['ko', '안녕하세요, 프린터가 작동하지 않습니다.'],
  ])('is %s', (language, text) => {
    expect(guessLanguage(text, [])).toBe(language);
  });

  it('is what a field says when the text tells nothing', () => {
    expect(guessLanguage('SRV01 500', [undefined, 'it-IT, en;q=0.8'])).toBe('it');
    expect(guessLanguage('SRV01 500', [])).toBeUndefined();
  });

  it('is that of the text when a field says something else', () => {
    expect(guessLanguage('Buongiorno, la stampante non funziona. Grazie', ['en-US'])).toBe('it');
  });
});
