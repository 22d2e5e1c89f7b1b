import { Annotations, App } from 'aws-cdk-lib';
import { idleRegions } from '../shared/customer/idle-regions.ts';
import { LANGUAGES } from '../shared/language.ts';
import { WordsError } from '../shared/mail/templates/words/override.ts';
import { wordsFor } from '../shared/mail/templates/words/words.ts';
import { parseSettings, SettingsError } from './settings.ts';
import { SupportDesk } from './support-desk.ts';

const app = new App();
try {
  LANGUAGES.forEach(wordsFor);
  const deployment = parseSettings(app.node.tryGetContext('desk'));
  const desk = new SupportDesk(app, 'SupportDesk', {
    description: 'A support desk that keeps a promise about time',
    deployment,
  });
  for (const warning of idleRegions([], deployment)) Annotations.of(desk).addWarningV2('desk:idle-region', warning);
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof WordsError)) throw error;
  // The admin mends the file that is named; where in this program it showed is of no use to them.
  console.error(error.message);
  process.exit(1);
}
