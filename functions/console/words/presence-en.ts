import type { PresenceWords } from './presence-shape.ts';

export const presenceEn: PresenceWords = {
  onIt: (name) => `${name} looks at it`,
  writesIt: (name) => `${name} is writing`,
  looks: (name) => `${name} looks at this ticket, too.`,
  writes: (name) => `${name} is writing an answer.`,
  answered: (name) => `${name} has answered since you opened this page.`,
  customerWrote: 'The customer has written since you opened this page.',
  read: 'Read it: your text is kept',
};
