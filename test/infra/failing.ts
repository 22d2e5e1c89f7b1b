import { powertoolsLog } from '../../shared/aws/log.ts';

/** Logs a failure. Bundled by `source-stack.test.ts`. */
function fail(): never {
  throw new TypeError('it is broken');
}

try {
  fail();
} catch (error) {
  powertoolsLog().error('it failed', { error });
}
