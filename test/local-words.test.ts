import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../src/discord/language.ts';
import { localDate, localPercent } from '../src/discord/local-words.ts';
import { cardWords } from '../src/discord/words/card.ts';

test('a date is written as readers of each language write it, as far as it is known', () => {
  assert.deepEqual(
    languages.map((language) => localDate('2017-01-13', language)),
    ['13 January 2017', '13. januar 2017', '13 Ocak 2017', '13 января 2017 г.', '13. Januar 2017'],
  );
  assert.equal(localDate('2017-01', 'no'), 'januar 2017');
  assert.equal(localDate('2017', 'ru'), '2017');
});

test('a date that is none comes back inert', () => {
  assert.equal(localDate('**soon**', 'en'), '\\*\\*soon\\*\\*');
  assert.equal(localDate('2017-13-45', 'de'), '2017-13-45');
  assert.ok(localDate('x'.repeat(500), 'en').length <= 40);
});

test('a probability is never certain', () => {
  assert.equal(localPercent(0.994, 'en'), '> 99%');
  assert.equal(localPercent(0.931, 'tr'), '%93');
  assert.equal(localPercent(0.931, 'de'), '93\u00A0%');
  assert.equal(localPercent(0.001, 'en'), '< 1%');
});

test('documents are counted by the grammar of each language', () => {
  assert.deepEqual(
    [1, 2, 5, 11, 21, 22, 105].map((count) => cardWords.ru.documents(count)),
    [
      '1 документ',
      '2 документа',
      '5 документов',
      '11 документов',
      '21 документ',
      '22 документа',
      '105 документов',
    ],
  );
  assert.equal(cardWords.en.documents(1), '1 document');
  assert.equal(cardWords.no.documents(2), '2 dokumenter');
});

test('labels are short enough for a phone, in every language', () => {
  for (const language of languages) {
    const words = cardWords[language];
    const labels = [
      words.followUp,
      words.share,
      words.helpful,
      words.notHelpful,
      words.dismiss,
      words.rephrase,
      words.showAll,
      words.passage(10),
      words.passage(null),
      words.openSource,
    ];
    for (const label of labels) assert.ok(label.length <= 34, label);
    assert.equal(new Set(labels).size, labels.length, language);
  }
});
