import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const NOTHING = { autoReply: false, generated: false, bounce: false, list: false, noReply: false };
const read = (fields: string) => {
  const head = `${fields}\nFrom: Anna Rossi <anna@rossi.example>\nMessage-ID: <a@rossi.example>\nSubject: Question`;
  return parseMail(Buffer.from(`${head}\n\nWhat does it cost?\n`.replaceAll('\n', '\r\n')));
};

describe('a mail of a list', () => {
  it.each([
    'Sender: owner-all@rossi.example\nPrecedence: bulk',
    'Sender: "All" <users-request@rossi.example>\nPrecedence: junk',
    'Sender: users-bounces+help=desk.example@rossi.example\nX-Precedence: bulk',
    'X-Listprocessor-Version: 8',
    'X-MLName: users',
    'X-Lyris-Message-Id: <a>',
    'Feedback-ID: 1:spring:news:rossi\nPrecedence: bulk',
    'X-CSA-Complaints: complaints@eco.example\nPrecedence: bulk',
  ])('is a ticket without acknowledgement: %s', async (fields) => {
    expect(await read(fields)).toMatchObject({ ...NOTHING, list: expect.any(String) });
  });
});

describe("a person's mail", () => {
  it.each([
    'X-CSA-Complaints: complaints@eco.example',
    'X-Abuse-Reports-To: abuse@provider.example',
    'Feedback-ID: 1:2:rossi',
    'X-Loop: help@rossi.example',
    'X-Loop: rossi.example',
    'X-Auto-Response-Suppress: OOF',
    'Auto-Submitted: "no"',
    'Auto-Submitted: No, human',
    'Auto-Submitted: (typed) no',
    'Sender: owner-all@rossi.example',
    'Delivered-To: autoresponder-team@rossi.example',
    'X-FC-MachineGenerated: false',
    'X-POST-MessageClass: 1; Personal',
  ])('is one with what its provider adds: %s', async (fields) => {
    expect(await read(fields)).toMatchObject(NOTHING);
  });
});

describe('an automatic reply', () => {
  it.each(['Delivered-To: Autoresponder', 'X-FC-MachineGenerated: true', 'X-POST-MessageClass: 9; Autoresponder'])(
    'is known by %s',
    async (field) => {
      expect(await read(field)).toMatchObject({ ...NOTHING, autoReply: expect.stringContaining(': ') });
    },
  );
});
