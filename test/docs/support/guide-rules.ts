import { HELP } from '../../../infra/cli/help.ts';
import { type GuideStep, simpleCommands } from './deploy-guide.ts';

/**
 * Calls of the AWS CLI that the guide makes, and the options that it gives them; each as its page in the AWS CLI Command Reference has it
 * (https://docs.aws.amazon.com/cli/latest/reference/<service>/<operation>.html). `--query` and `--output` go with each.
 */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'cloudformation describe-stacks': ['--stack-name'],
  'cognito-idp admin-create-user': ['--user-pool-id', '--username', '--user-attributes'],
  'dynamodb describe-table': ['--table-name'],
  'dynamodb update-table': ['--table-name', '--deletion-protection-enabled'],
  's3 ls': [],
  'ses get-send-quota': [],
  'sesv2 create-email-identity': ['--email-identity'],
  'sesv2 get-account': [],
  'sesv2 get-email-identity': ['--email-identity'],
  'sesv2 put-account-details': [
    ...['--production-access-enabled', '--mail-type', '--website-url', '--contact-language'],
    '--use-case-description',
  ],
  'sns list-subscriptions-by-topic': ['--topic-arn'],
};
const OF_EACH = ['--query', '--output'];

/** https://docs.aws.amazon.com/cdk/v2/guide/cli.html */
const CDK = ['synth', 'bootstrap', 'diff', 'deploy'];

/** What has to be done before what, by titles; whoever leads mail here first has customers whom nobody can answer. */
const BEFORE: readonly (readonly [string, string])[] = [
  ['Settings', 'Preflight'],
  ['Preflight', 'Deploy'],
  ['Deploy', 'DNS'],
  ['Deploy', 'People'],
  ['DNS', 'Preflight again'],
  ['Alarms', 'Preflight again'],
  ['Production access', 'Preflight again'],
  ['People', 'Preflight again'],
  ['Preflight again', 'Live'],
  ['Live', 'MX'],
  ['MX', 'A test mail'],
  ['A test mail', 'Smoke'],
];

/** What a reader of the guide would stumble on, one line each. `outputs`: those of the two stacks; `stacks`: their names. */
export function problemsOf(steps: readonly GuideStep[], { outputs }: { outputs: readonly string[] }): string[] {
  const titles = steps.map(({ title }) => title);
  const at = (title: string) => titles.findIndex((each) => each.startsWith(title));
  const order = BEFORE.flatMap(([first, then]) => {
    if (at(first) < 0 || at(then) < 0) return [`there is no step ${at(first) < 0 ? first : then}`];
    return at(first) < lastOf(titles, then) && at(first) < at(then) ? [] : [`${then} comes before ${first}`];
  });
  const isMade = steps.findIndex(({ commands }) => commands.some((line) => /npx cdk deploy/.test(line)));
  const said = steps.flatMap(({ title, commands, shows }, index) => [
    ...(shows ? [] : [`${title}: nothing shows that it has worked`]),
    ...commands.flatMap((line) =>
      [
        ...simpleCommands(line).flatMap((command) => wrongIn(command, outputs)),
        ...(line.includes('output ') && index < isMade ? [`an output before the deploy: ${line}`] : []),
      ].map((problem) => `${title}: ${problem}`),
    ),
  ]);
  return [...order, ...said];
}

function lastOf(titles: readonly string[], title: string): number {
  return titles.findLastIndex((each) => each.startsWith(title));
}

function wrongIn(command: string, outputs: readonly string[]): string[] {
  const words = command.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const options = words.filter((word) => /^--\w/.test(word));
  const [program, second = '', third = ''] = words;
  switch (program) {
    case 'output':
      return outputs.includes(second) ? [] : [`there is no output ${second}`];
    case 'npx':
      return second === 'cdk' && CDK.includes(third)
        ? wrongStacks(words.slice(3))
        : [`no command of the CDK: ${command}`];
    case 'aws': {
      const known = CALLS[`${second} ${third}`];
      if (!known) return [`no known call of AWS: ${second} ${third}`];
      return options.flatMap((each) =>
        [...known, ...OF_EACH].includes(each) ? [] : [`${second} ${third} takes no ${each}`],
      );
    }
    case 'npm':
      return second === 'run' && third === 'desk' ? wrongOfDesk(words.slice(4), options) : [];
    default:
      return [];
  }
}

/** The stacks are the two of the stage, which the variable names. */
function wrongStacks(words: readonly string[]): string[] {
  return words
    .filter((word) => !['-q', '"$DESK"', '"$DESK-State"'].includes(word))
    .map((word) => `no stack of the stage: ${word}`);
}

/** A command of ours and its options stand in the help. */
function wrongOfDesk(words: readonly string[], options: readonly string[]): string[] {
  const names = words.filter((word) => /^[a-z-]+$/.test(word)).slice(0, 2);
  const lines = HELP.split('\n');
  const isNamed = [names.join(' '), names[0] ?? ''].find((name) =>
    lines.some((line) => line.startsWith(`  ${name} `) || line.trim() === name),
  );
  if (isNamed === undefined) return [`desk has no command ${names.join(' ')}`];
  return options.flatMap((option) =>
    HELP.includes(`${option} `) || HELP.includes(`${option}]`) ? [] : [`desk ${isNamed} takes no ${option}`],
  );
}
