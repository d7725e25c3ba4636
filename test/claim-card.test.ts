import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClaimCheck } from '../src/answering/claim.ts';
import { withinLimits } from '../src/discord/blocks.ts';
import type { AnswerView } from '../src/discord/card.ts';
import { claimCard } from '../src/discord/claim-card.ts';
import { languages } from '../src/discord/language.ts';
import { readQuestion } from '../src/discord/question-text.ts';
import { cardLibrary, citeWords, partsOf } from './fixtures/card-library.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';
import { openapiCheck, skipWithoutOpenapi } from './fixtures/openapi.ts';

const library = cardLibrary([
  {
    path: 'a.md',
    text: 'The bridge cost 40,000 crowns. It was built in 1911.',
    metadata: { title: 'Bridge' },
  },
]);
const view: AnswerView = { language: 'en', asker: '1', visibility: 'private', library, document: null };

function checkOf(given: Partial<ClaimCheck> = {}): ClaimCheck {
  return {
    claim: 'The bridge cost 13 crowns.',
    verdict: 'contradicted',
    citations: [citeWords(library, 0, 'The bridge cost 40,000 crowns.')],
    related: [],
    missing: [],
    differing: [{ claim: '13', document: '40,000' }],
    generation: 'g1',
    model: 'm',
    milliseconds: 1,
    ...given,
  };
}

test('a claim in another language is said to be unchecked, in every language', () => {
  const unread = checkOf({
    verdict: 'not-mentioned',
    citations: [],
    differing: [],
    missing: ['kroner'],
    language: { question: 'no', documents: 'en' },
  });
  for (const language of languages) {
    const [, , verdict = ''] = partsOf(claimCard(unread, { ...view, language }).components).texts;
    assert.equal(verdict.split('\n').length, 2, verdict);
    assert.ok(!verdict.includes('kroner'));
  }
  const [, , english = ''] = partsOf(claimCard(unread, view).components).texts;
  assert.match(english, /The text seems to be in Norwegian; the documents are in English/);
});

test('a contradicted claim shows what it says beside what the document says', () => {
  const card = claimCard(checkOf(), view);
  assert.deepEqual(partsOf(card.components).texts, [
    '-# Claim',
    '**The bridge cost 13 crowns.**',
    '## The documents say otherwise.\nThe claim says **13**, the document **40,000**.',
    '**[1] Bridge**\n> The bridge cost 40,000 crowns.',
    '-# Only words and figures were compared, not meaning. Read the passages before you rely on this.',
    '-# Quoted, nothing added · 1 document · indexed <t:1795168800:R>',
  ]);
  assert.equal(readQuestion(card.components), 'The bridge cost 13 crowns.');
});

test('a claim that no sentence decides says so, and does not say that the documents leave it out', () => {
  const said = languages.map((language) => {
    const { texts } = partsOf(
      claimCard(checkOf({ verdict: 'not-mentioned', citations: [] }), { ...view, language }).components,
    );
    return texts[2]?.split('\n')[0];
  });
  assert.deepEqual(said, [
    '## No sentence was found that says this or the opposite.',
    '## Fant ingen setning som sier dette eller det motsatte.',
    '## Bunu ya da tersini söyleyen bir cümle bulunamadı.',
    '## Не нашлось предложения, где сказано это или обратное.',
    '## Es fand sich kein Satz, der das oder das Gegenteil sagt.',
  ]);
});

test('a claim that is not mentioned says which words are missing, and calls passages related', () => {
  const check = checkOf({
    verdict: 'not-mentioned',
    citations: [],
    differing: [],
    related: [citeWords(library, 0, 'It was built in 1911.')],
    missing: ['lamps', 'Ida'],
  });
  const { texts, labels } = partsOf(claimCard(check, view).components);
  assert.equal(
    texts[2],
    '## No sentence was found that says this or the opposite.\nNo word of “lamps”, “Ida” in these passages.',
  );
  assert.equal(texts[3], '**Related, not an answer**');
  assert.equal(labels[0], 'Passage');
  assert.doesNotMatch(texts.join(), /Quoted/);
});

test('the three verdicts look apart, and each language has its own words for them', () => {
  for (const language of languages) {
    const cards = (['supported', 'contradicted', 'not-mentioned'] as const).map((verdict) =>
      claimCard(checkOf({ verdict }), { ...view, language }),
    );
    assert.equal(new Set(cards.map((card) => /"accent_color":\d+/.exec(JSON.stringify(card))?.[0])).size, 3);
    assert.equal(new Set(cards.map((card) => partsOf(card.components).texts[2]?.split('\n')[0])).size, 3);
  }
});

test('hostile claims and documents do nothing and break no limit', () => {
  const ours = /^(?:bold|heading|subtext|quote|<t:1795168800:R>)$/;
  for (const foreign of hostileTexts) {
    const metadata = { title: foreign, publisher: foreign, published: foreign, basedOn: foreign };
    const hostile = cardLibrary([{ path: foreign === '' ? 'a' : foreign, text: `x ${foreign}`, metadata }]);
    const citation = { ...citeWords(hostile, 0, 'x'), quote: foreign, end: 2 + foreign.length };
    const citations = [citation, citation, { ...citation, start: 1 }, citation];
    for (const [at, verdict] of (['supported', 'contradicted', 'not-mentioned'] as const).entries()) {
      const check = checkOf({
        claim: foreign,
        verdict,
        citations,
        related: citations,
        missing: [foreign, foreign, foreign, foreign],
        differing: [0, 1, 2, 3].map(() => ({ claim: foreign, document: foreign })),
      });
      const language = languages[(at * 2) % languages.length] ?? 'en';
      const card = claimCard(check, { ...view, language, library: hostile });
      assert.deepEqual(withinLimits(card), [], JSON.stringify(foreign.slice(0, 60)));
      for (const content of partsOf(card.components).texts)
        assert.deepEqual(
          interpret(content).active.filter((kind) => !ours.test(kind)),
          [],
          JSON.stringify({ foreign: foreign.slice(0, 60), content }),
        );
    }
  }
});

test('the card is valid under the official description', { skip: skipWithoutOpenapi }, async () => {
  const check = await openapiCheck();
  assert.ok(check !== null);
  for (const language of languages) {
    const { components } = claimCard(checkOf(), { ...view, language });
    const body = { components, flags: 1 << 15, allowed_mentions: { parse: [] } };
    assert.deepEqual(check('PATCH', '/webhooks/1/token/messages/@original', body), []);
  }
});
