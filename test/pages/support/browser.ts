import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian's package puts it. */
const CHROMIUM = '/usr/bin/chromium';

/** A container has no sandbox and no graphics of its own, and nothing here asks the network for anything. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts the browser that the tests of the pages look with. Throws what to install when there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? CHROMIUM;
  if (!existsSync(executablePath)) {
    throw new Error(
      `The tests of the pages need a Chromium, and there is none at ${executablePath}: ` +
        'apt-get install chromium, or say by CHROMIUM=PATH where it is.',
    );
  }
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
