import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../src/evaluation/random.ts';
import { treeScore, type Tree } from '../src/retrieval/boosted-trees.ts';

const featureCount = 6;
const random = seededRandom(5);

function treeOf(levels: number): Tree {
  const nodes = 2 ** levels - 1;
  return {
    features: Array.from({ length: nodes }, () => Math.floor(random() * featureCount)),
    // Few values, so that features are often at a threshold.
    thresholds: Array.from({ length: nodes }, () => Math.floor(random() * 4) / 4),
    leaves: Array.from({ length: nodes + 1 }, () => random() - 0.5),
  };
}

/** As it is described: left where the feature is at most the threshold, level by level. */
function leafOf({ features, thresholds, leaves }: Tree, row: Float64Array): number {
  let node = 0;
  while (node < features.length)
    node = (row[features[node] ?? 0] ?? 0) <= (thresholds[node] ?? 0) ? 2 * node + 1 : 2 * node + 2;
  return leaves[node - features.length] ?? 0;
}

for (const levels of [[4], [2], [1, 3], [4, 5], []])
  test(`adds up the leaves of trees of ${levels.join(' and ') || 'no'} levels`, () => {
    const trees = levels.flatMap((count) => Array.from({ length: 20 }, () => treeOf(count)));
    for (let asked = 0; asked < 50; asked += 1) {
      const row = Float64Array.from({ length: featureCount }, () => Math.floor(random() * 5) / 4);
      const expected = trees.reduce((sum, tree) => sum + leafOf(tree, row), 0.25);
      assert.equal(treeScore({ bias: 0.25, trees }, row), expected);
    }
  });

test('scores with what was added to a list of trees since', () => {
  const trees = [treeOf(4)];
  const row = new Float64Array(featureCount);
  treeScore({ bias: 0, trees }, row);
  trees.push(treeOf(4));
  assert.equal(
    treeScore({ bias: 0, trees }, row),
    trees.reduce((sum, tree) => sum + leafOf(tree, row), 0),
  );
});
