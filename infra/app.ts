import { Annotations, App } from 'aws-cdk-lib';
import { idleRegions } from '../shared/customer/idle-regions.ts';
import { LANGUAGES } from '../shared/language.ts';
import { WordsError } from '../shared/mail/templates/words/override.ts';
import { wordsFor } from '../shared/mail/templates/words/words.ts';
import { deskStacks } from './desk-stacks.ts';
import { SettingsError } from './settings.ts';
import { stagesOf } from './stages.ts';

const app = new App();
try {
  LANGUAGES.forEach(wordsFor);
  const context = { desk: app.node.tryGetContext('desk'), stages: app.node.tryGetContext('stages') };
  for (const stage of stagesOf(context)) {
    const { desk } = deskStacks(app, stage);
    for (const warning of idleRegions([], stage.deployment)) {
      Annotations.of(desk).addWarningV2('desk:idle-region', warning);
    }
  }
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof WordsError)) throw error;
  // The admin mends the file that is named; where in this program it showed is of no use to them.
  console.error(error.message);
  process.exit(1);
}
