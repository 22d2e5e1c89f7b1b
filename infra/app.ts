import { App } from 'aws-cdk-lib';
import { LANGUAGES } from '../shared/language.ts';
import { WordsError } from '../shared/mail/templates/words/override.ts';
import { wordsFor } from '../shared/mail/templates/words/words.ts';
import { parseSettings, SettingsError } from './settings.ts';
import { SupportDesk } from './support-desk.ts';

const app = new App();
try {
  LANGUAGES.forEach(wordsFor);
  new SupportDesk(app, 'SupportDesk', {
    description: 'A support desk that keeps a promise about time',
    deployment: parseSettings(app.node.tryGetContext('desk')),
  });
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof WordsError)) throw error;
  // The admin mends the file that is named; where in this program it showed is of no use to them.
  console.error(error.message);
  process.exit(1);
}
