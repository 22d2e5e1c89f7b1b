import { App } from 'aws-cdk-lib';
import { parseSettings, SettingsError } from './settings.ts';
import { SupportDesk } from './support-desk.ts';

const app = new App();
try {
  new SupportDesk(app, 'SupportDesk', {
    description: 'A support desk that keeps a promise about time',
    deployment: parseSettings(app.node.tryGetContext('desk')),
  });
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  // The admin mends cdk.json; where in this program it showed is of no use to them.
  console.error(error.message);
  process.exit(1);
}
