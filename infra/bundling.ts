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
  sourceMap: BUNDLE.sourcemap,
  sourcesContent: BUNDLE.sourcesContent,
  // The SDK is part of the bundle: the versions that were tested run, and a bundled SDK starts faster than the runtime's.
  externalModules: [],
  logLevel: LogLevel.WARNING,
};
