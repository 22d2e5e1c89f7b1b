import { describe, expect, it } from 'vitest';
import { describeError } from '../../../../shared/customer/import/import.ts';
import { importCustomers } from '../../../../shared/customer/import/import-customers.ts';
import { memoryDesk } from '../../../support/memory-desk.ts';

const { settings } = memoryDesk();

/** What is read of who sees the company's page, or the errors as an admin sees them. */
function read(text: string, format: 'csv' | 'yaml' = 'csv') {
  const result = importCustomers(text, { existing: [], settings, format });
  return result.ok ? result.records.map(({ portal }) => portal) : result.errors.map(describeError);
}

const row = (cell: string) => read(`id,name,contacts,plan,portal_contacts\nacme,Acme,acme.example,basic,"${cell}"`);

describe('the contacts of a company’s page', () => {
  it('are addresses, each once, in any case of letters, of any domain', () => {
    expect(row('Boss@Acme.example; laura@studio.example boss@acme.example')).toEqual([
      { contacts: ['boss@acme.example', 'laura@studio.example'] },
    ]);
  });

  it('are nobody where a file does not say', () => {
    expect(row('')).toEqual([undefined]);
    expect(read('id,name,contacts,plan\nacme,Acme,acme.example,basic')).toEqual([undefined]);
  });

  it.each([
    '- {id: acme, name: Acme, contacts: acme.example, plan: basic, portal: {contacts: [boss@acme.example]}}',
    '- {id: acme, name: Acme, contacts: acme.example, plan: basic, portal_contacts: boss@acme.example}',
    '[{"id": "acme", "name": "Acme", "contacts": ["acme.example"], "plan": "basic", "portal": {"contacts": ["boss@acme.example"]}}]',
  ])('are nested or not in YAML, and in JSON, which is YAML: %s', (text) => {
    expect(read(text, 'yaml')).toEqual([{ contacts: ['boss@acme.example'] }]);
  });

  it('are people: no domain, nothing of ours, nothing that nobody reads, and no list of hundreds', () => {
    expect(row('acme.example')).toEqual([
      'line 2, portal_contacts: "acme.example" is no mail address; write it as anna@acme.example',
    ]);
    expect(row('help@support.example')).toEqual([
      "line 2, portal_contacts: help@support.example is the desk's own address; give the customer's",
    ]);
    expect(row('noreply@acme.example')).toEqual([
      "line 2, portal_contacts: noreply@acme.example is read by nobody; give a person's",
    ]);
    const many = Array.from({ length: 21 }, (_, number) => `a${number}@acme.example`).join(' ');
    expect(row(many)).toEqual(['line 2, portal_contacts: are more than 20; name fewer']);
  });
});
