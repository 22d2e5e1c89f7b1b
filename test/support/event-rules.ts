import { isDeepStrictEqual } from 'node:util';
import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Service, serve } from '../../infra/local/serve.ts';

const ARN = 'arn:aws:events:eu-west-1:000000000000:rule';

type Target = { Id: string; Arn: string };
type Rule = { pattern: { source?: string[] }; targets: Map<string, Target> };
type Body = {
  Name?: string;
  Rule?: string;
  EventBusName?: string;
  EventPattern?: string;
  Targets?: Target[];
  Ids?: string[];
  Entries?: { Source: string; DetailType: string; Detail: string; EventBusName?: string }[];
};

export type EventRules = Service & {
  /** Names of the rules that are there. */
  rules(): string[];
  /** Events that a rule could not hand on, since its queue does not let it. */
  dropped(): number;
  /** What the next `PutTargets` says of its targets. */
  refuseTargets(ErrorCode: string): void;
};

/**
 * EventBridge as far as rules go, as its API Reference documents PutRule, PutTargets, RemoveTargets, DeleteRule and PutEvents, each with its errors: targets
 * that are refused are named in an answer that is a 200; a rule that has targets is not deleted, and one that is not there is, again and again. What comes
 * to the bus goes to queues whose policy lets the rule put something there, and to others silently not (Amazon EventBridge User Guide, "Using
 * resource-based policies"). Patterns are looked at by `source` alone.
 */
export async function startEventRules(given: {
  bus: string;
  sqs: SQSClient;
  urlOf: (queue: string) => string;
}): Promise<EventRules> {
  const { bus, sqs, urlOf } = given;
  const rules = new Map<string, Rule>();
  let dropped = 0;
  let refusal: string | undefined;

  const lets = async (QueueUrl: string, { Arn }: Target, rule: string) => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    const { Statement = [] } = JSON.parse(Attributes?.Policy ?? '{}') as { Statement?: Record<string, unknown>[] };
    const wanted = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: Arn,
      Condition: { ArnEquals: { 'aws:SourceArn': `${ARN}/${bus}/${rule}` } },
    };
    return Statement.some((each) => isDeepStrictEqual(each, wanted));
  };

  const handOn = async (event: { source: string; 'detail-type': string; detail: unknown }) => {
    for (const [name, { pattern, targets }] of rules) {
      if (pattern.source && !pattern.source.includes(event.source)) continue;
      for (const target of targets.values()) {
        const QueueUrl = urlOf(target.Arn.split(':').at(-1) ?? '');
        if (await lets(QueueUrl, target, name))
          await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
        else dropped += 1;
      }
    }
  };

  const calls: Record<string, (body: Body) => object | Promise<object>> = {
    PutRule({ Name = '', EventPattern = '' }) {
      if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Name)) throw new Refusal('ValidationException', `Name ${Name}`);
      rules.set(Name, { pattern: patternOf(EventPattern), targets: rules.get(Name)?.targets ?? new Map() });
      return { RuleArn: `${ARN}/${bus}/${Name}` };
    },
    PutTargets({ Rule = '', Targets = [] }) {
      const rule = ruleOf(Rule);
      const ErrorCode = refusal;
      refusal = undefined;
      if (ErrorCode === undefined) for (const target of Targets) rule.targets.set(target.Id, target);
      const FailedEntries = ErrorCode === undefined ? [] : Targets.map(({ Id: TargetId }) => ({ TargetId, ErrorCode }));
      return { FailedEntryCount: FailedEntries.length, FailedEntries };
    },
    RemoveTargets({ Rule = '', Ids = [] }) {
      const rule = ruleOf(Rule);
      for (const id of Ids) rule.targets.delete(id);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    DeleteRule({ Name = '' }) {
      if ((rules.get(Name)?.targets.size ?? 0) > 0)
        throw new Refusal('ValidationException', "Rule can't be deleted since it has targets.");
      rules.delete(Name);
      return {};
    },
    async PutEvents({ Entries = [] }) {
      for (const { Source: source, DetailType, Detail } of Entries)
        await handOn({ source, 'detail-type': DetailType, detail: JSON.parse(Detail) });
      return { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: String(index) })) };
    },
  };
  function ruleOf(name: string): Rule {
    const rule = rules.get(name);
    if (!rule) throw new Refusal('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
    return rule;
  }

  const service = await serve(async (request) => {
    const call = (request.headers.get('x-amz-target') ?? '').replace('AWSEvents.', '');
    const body = JSON.parse(await request.text()) as Body;
    try {
      const named = body.Entries ? body.Entries.map(({ EventBusName }) => EventBusName) : [body.EventBusName];
      if (named.some((each) => each !== bus))
        throw new Refusal('ResourceNotFoundException', `Event bus ${named} does not exist.`);
      const answer = calls[call];
      if (!answer) throw new Refusal('UnknownOperationException', call);
      return Response.json(await answer(body), { headers: TYPE });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return Response.json({ __type: error.type, message: error.message }, { status: 400, headers: TYPE });
    }
  });
  return {
    ...service,
    rules: () => [...rules.keys()],
    dropped: () => dropped,
    refuseTargets: (code) => {
      refusal = code;
    },
  };
}

const TYPE = { 'content-type': 'application/x-amz-json-1.1' };

class Refusal extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

function patternOf(text: string): Rule['pattern'] {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('InvalidEventPatternException', 'Event pattern is not valid.');
  }
}
