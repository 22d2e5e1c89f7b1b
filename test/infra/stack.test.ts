/**
 * What the stack is meant to do for users and operators, a file a subject. They are one test file, so that the stack is
 * synthesized once: that and loading the CDK take seconds, the questions none.
 */
import './stack/alarms.ts';
import './stack/first-deploy.ts';
import './stack/functions.ts';
import './stack/http-api.ts';
import './stack/mail.ts';
import './stack/nag.ts';
import './stack/pinned.ts';
import './stack/placeholders.ts';
import './stack/queues-and-timers.ts';
import './stack/changes.ts';
import './stack/restored.ts';
import './stack/rights.ts';
import './stack/stages.ts';
import './stack/storage.ts';
