import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { BuildOptions } from 'esbuild';

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
  // Words in many languages stay as they are: escaped, they are up to three times as long.
  charset: 'utf8',
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
  // Not as `charset`: this version of the construct takes it and does not pass it on.
  esbuildArgs: { '--charset': BUNDLE.charset },
  sourceMap: BUNDLE.sourcemap,
  sourcesContent: BUNDLE.sourcesContent,
  // The SDK is part of the bundle: the versions that were tested run, and a bundled SDK starts faster than the runtime's.
  externalModules: [],
  logLevel: LogLevel.WARNING,
};
