import { fileURLToPath } from 'node:url';
import { type BundlingOptions, type ICommandHooks, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { BuildOptions } from 'esbuild';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What is in the bundle in place of a package: nothing that is never called, and one copy of what came twice. */
const ALIAS: Record<string, string> = {
  // With a table of entities of its own; of htmlparser2, which brings it, we take the tokenizer alone.
  'dom-serializer': path('./not-bundled.ts'),
  // mailparser's own way with charsets: it is given decoded text only (shared/mail/reading/mail-parser.ts).
  'encoding-japanese': path('./not-bundled.ts'),
  'iconv-lite': path('./not-bundled.ts'),
  he: path('./not-bundled.ts'),
  'html-to-text': path('./not-bundled.ts'),
  'linkify-it': path('./not-bundled.ts'),
  tlds: path('./not-bundled.ts'),
  // mailparser imports its ESM side, mailsplit requires its CommonJS side.
  libmime: path('../node_modules/libmime/dist/cjs/libmime.js'),
  // The whole chain of places where credentials may be: Lambda gives them in the environment.
  '@aws-sdk/credential-provider-node': path('./bundled-credentials.ts'),
};

/**
 * How a function's entry becomes the one file Lambda runs, in esbuild's own words: the stack and the benchmarks build the
 * very same bundles from it. Why CommonJS, and why the modules' ESM side first: docs/decisions/002-bundle-format.md.
 */
export const BUNDLE = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // A package's ESM side first: what nobody uses falls out of the bundle.
  mainFields: ['module', 'main'],
  minify: true,
  // The thread that reads large mails is made of the bundle itself: in CommonJS, its own file has this name.
  define: { 'import.meta.filename': '__filename' },
  alias: ALIAS,
  sourcemap: true,
  // The maps give file and line, for the log (shared/aws/source-stack.ts); the sources themselves are in the repository.
  sourcesContent: false,
} satisfies BuildOptions;

/** Functions that serve pages, and those that read mail. */
const WITH_PAGES = ['online-desk', 'console'];
const WITH_MAIL = ['ingest-email', 'api'];

/** Packages that mail may need, as they stand beside a bundle that reads it: tables of half a megabyte, which few mails ever have loaded. */
const TABLES = ['iconv-lite', 'safer-buffer'];

/** The folders beside a function's bundle, by the place where they stand there: what its pages load, and the packages that are not in it. */
export function besides(name: string): Record<string, string> {
  const packages = WITH_MAIL.includes(name) ? TABLES : [];
  return {
    ...(WITH_PAGES.includes(name) && { assets: path('../functions/web/assets') }),
    ...Object.fromEntries(packages.map((each) => [`node_modules/${each}`, path(`../node_modules/${each}`)])),
  };
}

/** `BUNDLE` in the words of `NodejsFunction`, with the folders beside the function of this name. */
export function bundling(name: string): BundlingOptions {
  const folders = Object.entries(besides(name));
  return {
    target: BUNDLE.target,
    format: OutputFormat.CJS,
    mainFields: BUNDLE.mainFields,
    minify: BUNDLE.minify,
    define: BUNDLE.define,
    esbuildArgs: Object.fromEntries(Object.entries(ALIAS).map(([from, file]) => [`--alias:${from}`, file])),
    sourceMap: BUNDLE.sourcemap,
    sourcesContent: BUNDLE.sourcesContent,
    // The SDK is part of the bundle: the versions that were tested run, and a bundled SDK starts faster than the runtime's.
    externalModules: [],
    logLevel: LogLevel.WARNING,
    ...(folders.length > 0 && {
      commandHooks: afterwards((output) =>
        folders.flatMap(([to, from]) => [`mkdir -p "${output}/${to}"`, `cp -R "${from}/." "${output}/${to}"`]),
      ),
    }),
  };
}

/** Shell commands that run on this machine, as esbuild does, when the bundle is there. */
function afterwards(commands: (output: string) => string[]): ICommandHooks {
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_, output) => commands(output),
  };
}
