import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openTable } from '../../../shared/aws/table.ts';
import { wordTable } from '../../../shared/aws/word-table.ts';
import { findTickets } from '../../../shared/search/find-tickets.ts';
import type { WordStore } from '../../../shared/ticket/word-store.ts';
import { MOST_FOUND } from '../../../shared/use-cases/search.ts';
import { deskOf } from '../../support/stories.ts';
import { type Measurement, median, progress } from '../report.ts';
import { type Asked, serveWords } from './serve-words.ts';
import { seeded, type Tickets, ticketsOf, VOCABULARY_WORDS, wordsOf } from './tickets.ts';

const SIZES = [2_000, 20_000, 200_000];
const QUESTIONS = 100;
const BEGINNING = 4;

/** What a search costs: read units, calls and time through the client of AWS, from a table on loopback whose keys are simulated. */
export async function measureSearch(): Promise<Measurement> {
  const rows: string[][] = [];
  const notes: string[] = [];
  for (const size of SIZES) {
    progress(`searches among ${size} tickets`);
    const tickets = ticketsOf(size);
    const table = await serveWords(tickets);
    const client = new DynamoDBClient({
      endpoint: table.url,
      region: 'eu-south-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    });
    const words = wordTable(openTable(client, 'Tickets'), deskOf().log);
    for (const [name, ask] of Object.entries(QUESTION)) {
      rows.push([String(size), name, ...(await measure(words, table.read, questions(tickets, ask)))]);
    }
    const { entries, bytes } = table.stored();
    notes.push(
      `${size} tickets: ${entries} entries, ${(entries / size).toFixed(1)} and ${Math.round(bytes)} bytes a ticket.`,
    );
    client.destroy();
    await table.close();
  }
  return {
    title: 'A search by words',
    headings: ['tickets', 'asked', 'read units', 'most', 'calls', 'time', 'most', 'found', 'partial'],
    rows,
    notes: [
      ...notes,
      `The mean of ${QUESTIONS} questions each, words drawn from a ticket; of calls and times the median. Each ticket that is shown is a read unit more, ${MOST_FOUND} at most.`,
    ],
  };
}

/** What is asked of the words of a ticket: frequent ones more often, as somebody asks who knows what stands in it. */
const QUESTION: Record<string, (words: string[]) => string> = {
  'a word': ([one = '']) => one,
  'a word, and how another begins': ([one = '', other = '']) => `${one} ${other.slice(0, BEGINNING)}`,
  'three words': (words) => words.slice(0, 3).join(' '),
};

function questions(tickets: Tickets, ask: (words: string[]) => string): string[] {
  const chance = seeded(7);
  return Array.from({ length: QUESTIONS }, () => {
    const own = [...wordsOf(tickets, Math.floor(chance() * tickets.size))];
    const drawn = own.sort(() => chance() - 0.5).map((number) => VOCABULARY_WORDS[number] ?? '');
    return ask(drawn);
  });
}

async function measure(words: WordStore, read: () => Asked, asked: readonly string[]): Promise<string[]> {
  const found: (Asked & { time: number; count: number; isPartial: boolean })[] = [];
  // The first calls open connections.
  await findTickets(words, asked[0] ?? '', MOST_FOUND);
  for (const question of asked) {
    read();
    const began = performance.now();
    const { tickets, isPartial } = await findTickets(words, question, MOST_FOUND);
    found.push({ ...read(), time: performance.now() - began, count: tickets.length, isPartial });
  }
  const all = (of: 'units' | 'calls' | 'time' | 'count') => found.map((each) => each[of]);
  const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const ms = (time: number) => `${Math.round(time)} ms`;
  return [
    mean(all('units')).toFixed(1),
    String(Math.max(...all('units'))),
    String(median(all('calls'))),
    ms(median(all('time'))),
    ms(Math.max(...all('time'))),
    mean(all('count')).toFixed(1),
    `${found.filter(({ isPartial }) => isPartial).length} %`,
  ];
}
