import { devNull } from 'node:os';
import { REGION } from './resources.ts';

/** Region and made-up credentials of whatever asks the emulators. */
export const SDK_IDENTITY = {
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  // The user's own profile has no say here.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
};

/** Variables of a user's shell that would lead the AWS SDK past the endpoints and credentials it is given here. */
const STRAYS = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
];

/** Turns this process to the local desk: sets its variables and drops those of the user that would contradict them. */
export function enterEnvironment(env: Record<string, string>): void {
  for (const name of STRAYS) delete process.env[name];
  Object.assign(process.env, env);
}
