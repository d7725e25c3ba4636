import { tableLines } from '../../src/evaluation/table.ts';
import type { DiscordFigures, Tally, Waits } from './discord.ts';

/** The figures as tables. */
export function discordLines(figures: DiscordFigures): string[] {
  return [
    ...waitLines(figures),
    '',
    ...tallyLines(figures),
    '',
    ...processLines(figures),
    '',
    ...suggestionLines(figures),
    '',
    ...previewLines(figures),
  ];
}

function waitLines({ passages, alone, atOnce }: DiscordFigures): string[] {
  const many = `${atOnce.count} at once, ${atOnce.rounds} times`;
  return tableLines(
    [
      `bot over ${passages.toLocaleString('en')} passages`,
      'questions',
      'p50 ms',
      'p99 ms',
      'p99.9 ms',
      'longest',
    ],
    [
      waitRow('acknowledged, one at a time', alone.acknowledged),
      waitRow(`acknowledged, ${many}`, atOnce.acknowledged),
      waitRow('answered, one at a time', alone.answered),
      waitRow(`answered, ${many}`, atOnce.answered),
    ],
  );
}

function waitRow(name: string, { questions, p50, p99, p999, longest }: Waits): string[] {
  return [
    name,
    questions.toLocaleString('en'),
    ...[p50, p99, p999, longest].map((value) => value.toFixed(1)),
  ];
}

function tallyLines({ drops, deliveries }: DiscordFigures): string[] {
  return tableLines(
    ['what came of it', 'questions', 'answers', 'notices', 'twice', 'lost'],
    [
      tallyRow(`sockets drop every second, ${drops.drops} times`, drops),
      tallyRow(
        `${deliveries.deliveries.toLocaleString('en')} deliveries, each question 1 to 3 times`,
        deliveries,
      ),
    ],
  );
}

function tallyRow(name: string, { asked, answers, notices, doubles, lost }: Tally): string[] {
  return [name, ...[asked, answers, notices, doubles, lost].map((count) => count.toLocaleString('en'))];
}

function processLines({ start, resident }: DiscordFigures): string[] {
  const [idle, after, later] = [resident.idle, resident.after, resident.later].map(
    (value) => value?.toFixed(0) ?? '–',
  );
  return tableLines(
    ['bot process', 'start to ready ms', 'memory MiB, idle → after all of it → a minute later'],
    [['npm start', start.toFixed(0), `${idle} → ${after} → ${later}`]],
  );
}

function suggestionLines({ suggestions }: DiscordFigures): string[] {
  return tableLines(
    ['suggestions for', 'first ms', 'p50 ms', 'p99 ms'],
    suggestions.map(({ documents, first, p50, p99 }) => [
      `${documents.toLocaleString('en')} documents`,
      ...[first, p50, p99].map((value) => value.toFixed(2)),
    ]),
  );
}

function previewLines({ preview }: DiscordFigures): string[] {
  if (typeof preview === 'string') return [`The preview was not measured. ${preview}`];
  const { questions, p50, p95, longest } = preview;
  return tableLines(
    ['preview, in a browser', 'questions', 'p50 ms', 'p95 ms', 'longest'],
    [['Enter to card', String(questions), ...[p50, p95, longest].map((value) => value.toFixed(0))]],
  );
}
