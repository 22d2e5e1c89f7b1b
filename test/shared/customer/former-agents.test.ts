import { expect, it } from 'vitest';
import { formerAgentSchema } from '../../../shared/customer/agent.ts';
import { asFormer, isOfFormer } from '../../../shared/customer/former-agents.ts';

const ada = { id: 'ada', addresses: ['ada@support.example'] };

it('who was removed before addresses were kept is there, and nobody’s address is theirs', () => {
  const old = formerAgentSchema.parse({ id: 'ada', serial: 0 });
  expect(isOfFormer([old], [], 'ada@support.example')).toBe(false);
  const later = asFormer({ ...ada, serial: 1 }, old);
  expect(later.serial).toBe(1);
  expect(isOfFormer([later], [], 'Ada@Support.example')).toBe(true);
});

it('no address is kept in words', () => {
  expect(JSON.stringify(asFormer(ada, undefined))).not.toContain('support.example');
});

it('an address that is an agent’s now is no former one’s', () => {
  expect(isOfFormer([asFormer(ada, undefined)], [{ ...ada, name: 'Ada' }], 'ada@support.example')).toBe(false);
});
