import assert from 'node:assert/strict';
import test from 'node:test';
import {
  fitTrees,
  defaultTrees,
  meanOfTrees,
  withTrees,
  writtenTrees,
} from '../scripts/train/ranking/fit-trees.ts';
import type { Choice } from '../scripts/train/ranking/fit.ts';
import { seededRandom } from '../src/evaluation/random.ts';
import { asTreeModel, treeScore } from '../src/retrieval/boosted-trees.ts';

const features = ['height', 'weight', 'age'];

/** The right rival is tall or old, but not both: no weights can say it. */
function choices(seed: number, count: number): Choice[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const rivals = Array.from({ length: 6 }, (_, at) => {
      const isTall = random() < 0.5;
      const isOld = at === 0 ? !isTall : isTall;
      return Float64Array.of(isTall ? 1 : 0, random(), isOld ? 1 : 0);
    });
    return { rivals, right: new Set([0]), weight: 1 };
  });
}

function shareRight(of: readonly Choice[], scores: readonly (readonly number[])[]): number {
  const right = of.filter((_, at) => {
    const own = scores[at] ?? [];
    return own.every((score, rival) => rival === 0 || score < (own[0] ?? 0));
  });
  return right.length / of.length;
}

const flat = (of: readonly Choice[]): number[][] => of.map(({ rivals }) => rivals.map(() => 0));

test('fitted trees find what features say together, on choices that they did not see', () => {
  const [train, dev] = [choices(1, 300), choices(2, 100)];
  const trees = fitTrees(train, flat(train), [0, 1, 2], { ...defaultTrees, featureShare: 0.9 });
  assert.ok(shareRight(dev, withTrees(dev, flat(dev), trees)) > 0.95);
  assert.equal(shareRight(dev, flat(dev)), 0);
});

test('a seed gives the same trees again, another one others', () => {
  const train = choices(3, 60);
  const base = train.map(({ rivals }) => rivals.map(() => 0));
  const grow = (seed: number) => fitTrees(train, base, [0, 1, 2], { ...defaultTrees, trees: 5, seed });
  assert.deepEqual(grow(1), grow(1));
  assert.notDeepEqual(grow(1), grow(2));
});

test('trees of several seeds together add their mean, and survive their file', () => {
  const train = choices(4, 60);
  const base = train.map(({ rivals }) => rivals.map(() => 0));
  const grown = [1, 2].map((seed) => fitTrees(train, base, [0, 1, 2], { ...defaultTrees, trees: 5, seed }));
  const file: unknown = JSON.parse(JSON.stringify(writtenTrees(meanOfTrees(grown), features)));
  const model = asTreeModel('trees.json', file, features);
  for (const vector of train.flatMap(({ rivals }) => rivals)) {
    const mean = grown.reduce((sum, one) => sum + treeScore(one, vector), 0) / 2;
    assert.ok(Math.abs(treeScore(model, vector) - mean) < 1e-3);
  }
});
