import { MOST_FILES } from '../most-files.ts';
import type { PageWords } from './shape.ts';

export const en: PageWords = {
  name: 'English',
  locale: 'en-GB',
  skip: 'Skip to the content',
  newRequest: 'New request',
  findRequest: 'Find my request',
  privacy: 'Privacy',
  problem: 'Problem',
  optional: 'optional',
  count: { left: '{} characters left', over: '{} characters too many' },
  priority: {
    1: { name: 'Critical' },
    2: { name: 'Moderate' },
    3: { name: 'Minimal' },
    4: { name: 'No impact' },
  },
  file: {
    uploads: {
      sending: 'sending',
      done: 'attached',
      failed: 'could not be sent: choose it again',
      remove: 'Remove',
      tooLarge: ({ upload }) => `not attached: it is larger than ${upload / 1e6} MB. Send a smaller one`,
      tooMany: ({ files }) => `not attached: ${files} files at most. Remove another one, and choose it again`,
      empty: 'not attached: it is empty. Look at it, and choose it again',
      refused: 'not attached: we cannot take this file. Send it by email, or as a ZIP',
      later: 'not attached: too many files came of late. Wait ten minutes, and choose it again',
      expired: 'not attached: this page was open for too long. Send the form, and choose it on the page that comes',
    },
    errors: {
      heading: 'There is a problem',
      name: 'Enter your name',
      email: 'Enter an email address such as anna@example.com',
      number: 'Enter the number of the request, such as T-4F7K2M9Q',
      subject: 'Enter a subject',
      text: 'Write what happened',
      priority: 'Choose how large the impact is',
      tooLong: (most) => `Write at most ${most} characters`,
      textTooLong: (most) => `Write at most ${most.toLocaleString('en-GB')} characters: send what is longer as a file`,
      isCut: 'What you wrote is so long that only its beginning is shown here',
      filesTooLarge: ({ together }) =>
        `The files are larger than ${together / 1e6} MB together: send fewer, or send them by email`,
      tooManyFiles: ({ files }) => `Send ${files} files at most`,
      attachAgain: (names) => `Attach these again: ${names}`,
      fileGone: (name) => `Choose the file ${name} again: it did not arrive whole`,
      expired: 'This page was open for a long time. Look it over and send it again',
      again: 'This was sent already. If you have changed something, or ask again, send it once more',
    },
  },
  failure: {
    otherMethod: {
      title: 'This does not work here',
      text: 'The page takes no requests of this kind. Open it in a browser.',
    },
    notFound: { title: 'There is nothing here', text: 'The address is not complete, or the page is gone.' },
    tooMany: {
      title: 'Too much at once',
      text: (mail) => `Many requests came from your network. Wait ten minutes, or write to ${mail}: no email is lost.`,
    },
    tooLarge: {
      title: 'That is too large',
      text: `Without scripts, all files together may have ${MOST_FILES.together / 1e6} MB. Send fewer, or send them by email.`,
    },
    unreadable: { title: 'This did not arrive whole', text: 'Go back, load the page again and send it once more.' },
    crossSite: { title: 'This came from another site', text: 'Open the page on this site and send it from there.' },
    busy: {
      title: 'One moment',
      text: 'The desk cannot take this just now. Send it again in a moment: nothing happens twice.',
    },
    broken: {
      title: 'Something went wrong on our side',
      text: (mail) => `It has been logged. If it is urgent, write to ${mail}: no email is lost.`,
    },
  },
};
