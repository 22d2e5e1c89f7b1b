import { startDynamo } from '../../../infra/local/emulators/dynamo.ts';
import { enterEnvironment } from '../../../infra/local/environment.ts';
import { DYNOXIDE, startDynoxide } from '../../support/dynoxide.ts';
import { allCases, runCases } from '../matrix/run.ts';
import { wireWorld } from './world.ts';

/** One of so many equal parts of the matrix on the wire, in a process of its own; tells its parent each result. */

/** Cases at a time: few enough that no request waits for another case's work. */
const SIDE_BY_SIDE = 16;

const [part = 0, parts = 1] = process.argv.slice(2).map(Number);
const dynamo = await (DYNOXIDE ? startDynoxide() : startDynamo());
enterEnvironment({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
});
const make = () => wireWorld(dynamo.url);
const cases = (await allCases(make)).filter((_, index) => index % parts === part);
const results = await runCases(cases, make, SIDE_BY_SIDE);
const told = results.map(({ flow, ...result }) => ({ ...result, flow: flow.name }));
await new Promise((resolve) => process.send?.(told, resolve));
await dynamo.close();
// Killed runs wait for ever, and hold connections.
process.exit();
