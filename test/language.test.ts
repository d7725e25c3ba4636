import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { projectDir } from '../src/config.ts';
import { foreignWords, transliterated } from '../src/text/foreign-words.ts';
import { guessLanguage } from '../src/text/language.ts';
import { openingOf } from '../src/text/question-openings.ts';
import { foreignQuestions } from './fixtures/foreign-questions.ts';

test('questions in other languages are recognised by their function words or their script', () => {
  const missed = foreignQuestions.filter(([language, question]) => guessLanguage(question) !== language);
  assert.deepEqual(missed, []);
  for (const [language, question] of [
    ['sv', 'Hur många svenskar bor i Oslo?'],
    ['nl', 'Hoeveel Russen hebben asiel aangevraagd in Noorwegen?'],
    ['it', 'Quanti russi hanno chiesto asilo in Norvegia?'],
    ['ja', 'ノルウェーに何人のロシア人が亡命を申請しましたか'],
    ['ko', '노르웨이에 망명을 신청한 러시아인은 몇 명입니까?'],
    ['el', 'Πόσοι Ρώσοι ζήτησαν άσυλο στη Νορβηγία;'],
    ['fa', 'چند نفر از روسیه به نروژ پناهنده شدند؟'],
  ])
    assert.equal(guessLanguage(question ?? ''), language, question);
});

test('a name alone is of no language, and foreign names do not make an English question foreign', () => {
  for (const name of [
    'Jens Stoltenberg',
    'Norge',
    'Столтенберг',
    'VG 2017',
    'Kim Jong Un?',
    '',
    '???',
    '2016',
  ])
    assert.equal(guessLanguage(name), null, name);
  for (const question of [
    'Who wrote Der Ring des Nibelungen?',
    'When did Charles de Gaulle leave Vichy?',
    'who is Kim and what did die Welt say',
    'Where is Москва?',
    'What does «Til ungdommen» mean?',
    'how old was Rustam in oslo',
  ])
    assert.equal(guessLanguage(question), 'en', question);
});

test('no English question of the sets at hand is taken for a foreign one', () => {
  const sets = [
    'data/evaluation/examples.jsonl',
    'data/evaluation/news/train.jsonl',
    'data/evaluation/news/dev.jsonl',
  ];
  const shared = ['squad-1.1', 'squad-2.0', 'selqa', 'xquad'].map(
    (name) => `../shared/data/dev/${name}/questions.jsonl`,
  );
  for (const file of [...sets, ...shared.filter((name) => existsSync(path.join(projectDir, name)))]) {
    const questions = readFileSync(path.join(projectDir, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { question: string }).question);
    const foreign = questions.filter((question) => !['en', null].includes(guessLanguage(question)));
    assert.ok(questions.length > 0);
    assert.deepEqual(foreign, [], file);
  }
});

test('countries, peoples, months and weekdays are carried over, inflected or not', () => {
  for (const [from, words] of Object.entries({
    no: {
      Tyskland: 'Germany',
      Norges: 'Norway',
      tyrkiske: 'Turkish',
      russere: 'Russian',
      fredag: 'Friday',
      tyskere: 'German',
    },
    de: {
      Norwegens: 'Norway',
      russischen: 'Russian',
      Türken: 'Turkish',
      Freitag: 'Friday',
      Oktober: 'October',
    },
    ru: { Норвегии: 'Norway', Россия: 'Russia', турецких: 'Turkish', октябре: 'October', пятницу: 'Friday' },
    tr: { Norveç: 'Norway', Ruslar: 'Russian', Kasım: 'November' },
    fr: { Norvège: 'Norway', russes: 'Russian' },
  }))
    for (const [word, english] of Object.entries(words))
      assert.equal(foreignWords(from, 'en').translate(word), english, `${from}: ${word}`);
  for (const word of ['Malik', 'Rustam', 'Stoltenberg', 'og', '', '2016'])
    assert.equal(foreignWords('no', 'en').translate(word), null, word);
  assert.equal(transliterated('Столтенберг'), 'Stoltenberg');
  assert.equal(transliterated('Stoltenberg'), 'Stoltenberg');
});

test('the way a question opens tells what it asks for', () => {
  for (const [language, question, english] of [
    ['no', 'Hvor mange kom?', 'How many'],
    ['no', 'Hvor er han?', 'Where'],
    ['de', 'Wie alt ist er?', 'How old'],
    ['tr', 'Rustam ne zaman geldi?', 'When'],
    ['tr', 'Norveç’e kaç kişi geldi?', 'How many'],
    ['ru', 'Сколько лет Рустаму?', 'How old'],
    ['zh', '有多少人？', 'How many'],
  ])
    assert.equal(openingOf(question ?? '', language ?? '')?.english, english, question);
  assert.equal(openingOf('Rustam', 'no'), null);
  assert.equal(openingOf('Hvor?', 'xx'), null);
});
