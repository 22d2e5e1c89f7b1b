import { describe, expect, it } from 'vitest';
import { priorityLine } from '../../../shared/mail/priority-line.ts';

describe('a priority that the text asks for, or says of this request', () => {
  it.each([
    'Hello,\nP1 server down',
    'P1 server down',
    'P1, server down',
    'Ciao Marco,\n\nP1 server fermo\n\nAnna',
    'Guten Tag,\nPrio 1 Kasse steht',
    'This is a P1: server down',
    'it is P1 now',
    'This is now P1.',
    'The server is down. Please raise it to P1.',
    'please raise it to P1',
    'Please raise this ticket to priority 1, all shops are closed.',
    'Can you raise it to P1?',
    'Could you please set the priority to 1?',
    'per favore alzatelo a P1',
    'Per favore alzate la priorità a 1',
    'È un P1.',
    'Questo è un P1: cassa ferma',
    'Si tratta di un P1.',
    'Bitte P1',
    'Bitte als P1 behandeln',
    'Bitte auf P1 setzen',
    'Bitte setzen Sie das auf P1.',
    'Das ist ein P1',
    'Das ist jetzt Prio 1',
    'Es ist P1',
    'C’est un P1',
    'Merci de passer en P1. Passez en P1 svp',
    'Por favor suban a P1',
    'Es un P1.',
    'The priority is 1.',
    'La priorità è 1',
    '🔥 P1\nserver',
    'P 1 server down',
    'P1!!!\nserver',
    '[P1] server down',
    'CRITICAL P1 server down',
    'P1 -\nserver down',
    'Please raise it from P3 to P1',
    'Please treat this as P1 because all tills are down',
    'P 1: server',
    'It is not working. This is a P1.',
    'P1 please',
  ])('%j', (text) => {
    expect(priorityLine(text)).toBe(1);
  });

  it.each([
    'This is not a P1.',
    'We had a P1 yesterday.',
    'P1 resolved, thanks',
    'The P1 of last week is back',
    'Is this a P1?',
    'I do not think this is a P1.',
    'Please do not raise it to P1.',
    'If it is a P1 we will call.',
    'How can I raise it to P1?',
    'Please close the P1.',
    'Please explain P1',
    'Please lower it, it was P1.',
    'Non è un P1.',
    'Se è un P1 vi chiamo.',
    'Das ist kein P1.',
    'Wenn das ein P1 ist, rufen wir an.',
    'Ce n’est pas un P1.',
    'No es un P1.',
    'P1: solved',
    'P1 red wire\nP2 blue wire',
    'This is P1 licence',
    'We use Entra P1.',
    'It was P1 last week.',
    'Our P1 and P2 tickets take too long.',
    'You told us: this is a P1?',
    'My address is P1 street',
    'Hello,\nplease renew our Entra P1 licences',
    'The priority is 10',
    'Please set P1.5',
    'Please see P1',
    'This will be a P1 soon',
    'Please make 1 copy',
    'bitte die P1 Liste',
    'We raised it to P1 last week.',
    'The port is P1.',
  ])('none in: %j', (text) => {
    expect(priorityLine(text)).toBeUndefined();
  });

  it.each(['please ', 'raise it ', 'this is ', 'is now a ', 'to ', '. ', 'P1 '])(
    'a line of nothing but %j costs little',
    (unit) => {
      expect(priorityLine(`${unit.repeat(20_000)}x`)).toBeUndefined();
    },
  );
});
