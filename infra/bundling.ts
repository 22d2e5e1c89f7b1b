import { fileURLToPath } from 'node:url';
import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { BuildOptions } from 'esbuild';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What is in the bundle in place of a package: nothing that is never called, and one copy of what came twice. */
const ALIAS: Record<string, string> = {
  he: path('./not-bundled.ts'),
  'html-to-text': path('./not-bundled.ts'),
  'linkify-it': path('./not-bundled.ts'),
  tlds: path('./not-bundled.ts'),
  // mailparser imports its ESM side, mailsplit requires its CommonJS side.
  libmime: path('../node_modules/libmime/dist/cjs/libmime.js'),
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
  // The maps give file and line; the sources themselves are in the repository.
  sourcesContent: false,
} satisfies BuildOptions;

/** Run with this, Node reads the source map, so that a stack trace in the log names the files of this repository. */
export const NODE_OPTIONS = '--enable-source-maps';

/** `BUNDLE` in the words of `NodejsFunction`. */
export const bundling: BundlingOptions = {
  target: BUNDLE.target,
  format: OutputFormat.CJS,
  mainFields: BUNDLE.mainFields,
  minify: BUNDLE.minify,
  define: BUNDLE.define,
  esbuildArgs: Object.fromEntries(Object.entries(ALIAS).map(([name, file]) => [`--alias:${name}`, file])),
  sourceMap: BUNDLE.sourcemap,
  sourcesContent: BUNDLE.sourcesContent,
  // The SDK is part of the bundle: the versions that were tested run, and a bundled SDK starts faster than the runtime's.
  externalModules: [],
  logLevel: LogLevel.WARNING,
};
