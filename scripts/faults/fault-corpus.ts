import { textDocument } from '../../src/evaluation/text-document.ts';
import type { SourceDocument } from '../../src/index/build.ts';

const keepers = [
  'Ada Moe',
  'Ben Ruud',
  'Cora Lind',
  'Dag Vik',
  'Eva Holm',
  'Finn Aas',
  'Gro Berg',
  'Hans Eide',
];
const harbours = ['Lindvik', 'Skarvik', 'Aldermouth', 'Tornes', 'Ockham', 'Vardal', 'Holmsund', 'Brekke'];

/**
 * Twenty-four invented notes whose every statement differs from version to version, so that no answer from one can be taken for
 * one from another. Some have a passage of digits alone, which no model embeds.
 */
export function faultCorpus(version: number): SourceDocument[] {
  return Array.from({ length: 24 }, (_, at) => {
    const keeper = keepers[(at + version * 3) % keepers.length] ?? '';
    const harbour = `${harbours[at % harbours.length] ?? ''} ${'abcdefgh'[Math.floor(at / 8)] ?? ''}`;
    return textDocument(`note-${at}.txt`, `The lighthouse at ${harbour}`, [
      `${keeper} kept the lighthouse at ${harbour} from ${1800 + version} to ${1850 + at + version}.`,
      `Its lamp was lit ${version * 100 + at} times a year, and ${keeper} wrote the number down each time.`,
      ...(at % 10 === 0 ? [`${version} ${at} 31337`] : []),
    ]);
  });
}

/** An answer, an abstention, and a passage that only its words find. */
export const questions = ['Who kept the lighthouse at Skarvik a?', 'Where was the keeper born?', '31337'];
