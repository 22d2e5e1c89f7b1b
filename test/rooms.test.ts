import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cyclesOf, filesOf, importsOf, readImports } from './support/imports.ts';
import { broken, ROOMS, roomOf } from './support/room-rules.ts';

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const files = ['shared', 'functions', 'infra'].flatMap(filesOf);
const imports = files.flatMap(importsOf);
const ofTheProject = imports.filter(({ to }) => /^(?:shared|functions|infra)\//.test(to));

describe('the rooms', () => {
  it('import downwards only', () => {
    expect(imports.flatMap(broken)).toEqual([]);
  });

  it('have no circle of imports, those of types included', () => {
    expect(cyclesOf(ofTheProject).map((way) => way.join(' → '))).toEqual([]);
  });

  it('are all there: the order has no room that was given up', () => {
    expect(ROOMS.filter((room) => !files.some((file) => isShared(file) && roomOf(file) === room))).toEqual([]);
  });

  it('stand in docs/architecture.md in the same order', () => {
    expect(readFileSync(at('docs/architecture.md'), 'utf8')).toContain(ROOMS.join(' → '));
  });

  it('each have a line in the layout of the README', () => {
    const layout = readFileSync(at('README.md'), 'utf8');
    const folders = new Set(files.filter((file) => isShared(file) && file.split('/').length > 2).map(roomOf));
    expect([...folders].filter((room) => !layout.includes(`| \`shared/${room}/\` |`))).toEqual([]);
  });
});

/** The checks above say nothing when the imports are not found, or the rules let everything pass. */
describe('the check of the rooms', () => {
  it('finds every way to import', () => {
    const text = [
      "import type { A } from './a.ts';",
      "import {\n  b,\n  type C,\n} from '../b.ts';",
      "export { d } from './d/e.ts';",
      "import 'side-effect';",
      "const lazy = () => import('./f.ts');",
      "/** A type of `typeof import('./g.ts')`. */",
    ].join('\n');
    expect(readImports('shared/sla/x.ts', text).map(({ to }) => to)).toEqual([
      'shared/sla/a.ts',
      'shared/b.ts',
      'shared/sla/d/e.ts',
      'side-effect',
      'shared/sla/f.ts',
      'shared/sla/g.ts',
    ]);
    expect(ofTheProject.filter(({ to }) => !existsSync(at(to)))).toEqual([]);
    expect(ofTheProject.length).toBeGreaterThan(files.length);
  });

  it.each([
    ['shared/sla/week.ts', 'shared/ticket/ticket.ts'],
    ['shared/mail/parse.ts', 'shared/customer/customer.ts'],
    ['shared/ticket/clock.ts', 'shared/use-cases/respond.ts'],
    ['shared/aws/table.ts', 'shared/intake/receive-mail.ts'],
    ['shared/attic/old.ts', 'shared/names.ts'],
    ['shared/sla/week.ts', 'shared/attic/old.ts'],
    ['shared/notify/post.ts', 'functions/http/app.ts'],
    ['shared/settings.ts', 'infra/settings.ts'],
    ['shared/notify/post.ts', 'shared/aws/mailer.ts'],
    ['shared/intake/receive-mail.ts', '@aws-sdk/client-s3'],
    ['shared/ticket/clock.ts', 'aws-cdk-lib'],
    ['functions/api/handler.ts', 'infra/outputs.ts'],
    ['functions/api/handler.ts', 'shared/aws/desk.ts'],
    ['functions/sweep/handler.ts', 'functions/escalate/handler.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(broken({ from, to })).toEqual([expect.stringMatching(`^${from} imports ${to}, but .+`)]);
  });

  it('finds a circle, and names the way around', () => {
    const way = (from: string, to: string) => ({ from, to });
    expect(cyclesOf([way('a', 'b'), way('b', 'c'), way('a', 'c')])).toEqual([]);
    expect(cyclesOf([way('z', 'a'), way('a', 'b'), way('b', 'c'), way('c', 'a')])).toEqual([['a', 'b', 'c', 'a']]);
    expect(cyclesOf([way('a', 'a')])).toEqual([['a', 'a']]);
  });
});

function isShared(file: string): boolean {
  return file.startsWith('shared/');
}
