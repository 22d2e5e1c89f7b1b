import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { deskStage, doors, resources } from './template.ts';

const RESTORED = { tickets: 'Tickets-restored-20261129T090000Z', people: 'People-restored-20261129T090000Z' };

type Output = { Value: unknown; Export?: { Name: unknown } };

const stacksOf = (restored: object) => {
  const { state, desk } = deskStage({ restored });
  return { state: Template.fromStack(state), desk: Template.fromStack(desk) };
};
const before = stacksOf({});
const after = stacksOf(RESTORED);

/** Every place in the templates of the functions and of what they may do that names a table. */
function tablesNamed(desk: Template): string {
  const environments = resources('AWS::Lambda::Function', desk).map(([, { Properties }]) => Properties.Environment);
  const policies = resources('AWS::IAM::Policy', desk).map(([, { Properties }]) => Properties.PolicyDocument);
  return JSON.stringify([environments, policies]);
}

describe('a desk that is given restored tables', () => {
  it('works on them: every function by name and rights, indexes too, and on no other', () => {
    const text = tablesNamed(after.desk);
    expect(text).not.toMatch(/Fn::ImportValue":"[^"]*(Tickets83B11BB2|PeopleE38C8D03)/);
    const named = resources('AWS::Lambda::Function', after.desk).flatMap(([, { Properties }]) => {
      const { Variables = {} } = (Properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
      return 'TICKET_TABLE' in Variables ? [Variables] : [];
    });
    expect(named).toHaveLength(doors.length);
    for (const { TICKET_TABLE, PEOPLE_TABLE } of named) {
      expect([TICKET_TABLE, PEOPLE_TABLE]).toEqual([RESTORED.tickets, RESTORED.people]);
    }
    // Whoever tells targets looks into no index.
    expect(text.split(`table/${RESTORED.tickets}/index/*`).length - 1).toBe(doors.length - 1);
    // The reader of the stream asks who is told outside; the console notes, too, when an agent is away.
    expect(text.split(`table/${RESTORED.people}"`).length - 1).toBe(doors.length + 2);
  });

  it('keeps those that its stack made as they are', () => {
    expect(after.state.findResources('AWS::DynamoDB::GlobalTable')).toEqual(
      before.state.findResources('AWS::DynamoDB::GlobalTable'),
    );
  });

  it('can be deployed in one go, and back: no export goes that the desk of before imports', () => {
    const exportsOf = (state: Template) =>
      Object.values(state.findOutputs('*') as Record<string, Output>).flatMap(({ Export, Value }) =>
        Export ? [[Export.Name, Value]] : [],
      );
    expect(exportsOf(after.state)).toEqual(expect.arrayContaining(exportsOf(before.state)));
    expect(exportsOf(before.state)).toHaveLength(exportsOf(after.state).length);
  });

  it('says their names to the commands', () => {
    const { Tables } = after.state.findOutputs('Tables') as Record<string, Output>;
    expect(Tables?.Value).toBe(`${RESTORED.tickets},${RESTORED.people}`);
  });

  it('may be given one of the two', () => {
    const { desk } = stacksOf({ people: RESTORED.people });
    expect(tablesNamed(desk)).toContain(RESTORED.people);
    expect(tablesNamed(desk)).toMatch(/Fn::ImportValue":"[^"]*Tickets83B11BB2/);
  });
});
