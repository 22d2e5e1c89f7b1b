import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { context, deskContext } from './committed-settings.ts';

const APP = fileURLToPath(new URL('../../infra/app.ts', import.meta.url));

/** Runs the app as the CDK's command line does, with changed settings; without the functions' code, which takes long. */
function runApp(changes: Record<string, unknown>, outdir?: string) {
  const json = JSON.stringify({
    ...context,
    desk: {},
    'aws:cdk:bundling-stacks': [],
    stages: { prod: deskContext(changes) },
  });
  const env = { ...process.env, CDK_CONTEXT_JSON: json, ...(outdir && { CDK_OUTDIR: outdir }) };
  return spawnSync(process.execPath, [APP], { encoding: 'utf8', env });
}

it('an admin with a wrong setting reads the mend and no stack trace', () => {
  const { status, stdout, stderr } = runApp({ supportAddress: 'help' });
  expect(stderr).toBe(
    'cdk.json: context.stages.prod.supportAddress: expected a mail address such as help@example.com\n',
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

it('an admin whose holiday region adds nothing is warned, and deploys all the same', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'desk-app-'));
  try {
    const defaults = { ...(deskContext().defaults as object), holidayRegion: 'IT-FI' };
    expect(runApp({ defaults }, outdir).status).toBe(0);
    const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    const written = files.map((name) => readFileSync(join(outdir, name), 'utf8')).join();
    expect(written).toContain(
      "the holiday region of the desk's defaults: IT-52-FI adds nothing to the holidays of IT; use IT",
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
