import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import type { ClaimCheck } from '../src/answering/claim.ts';
import { projectDir } from '../src/config.ts';
import { KnownError } from '../src/errors.ts';
import { claimRows, measureClaims, readClaims } from '../src/evaluation/claims.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

test('the shipped claims can be read, a third of each kind, each claim once', () => {
  const claims = readClaims(path.join(projectDir, 'data/evaluation/claims.jsonl'));
  for (const split of ['train', 'test'] as const) {
    const count = (verdict: string): number =>
      claims.filter((claim) => claim.split === split && claim.verdict === verdict).length;
    assert.ok(count('supported') >= 12);
    assert.equal(count('supported'), count('contradicted'));
    assert.equal(count('supported'), count('not-mentioned'));
  }
  assert.equal(new Set(claims.map(({ claim }) => claim)).size, claims.length);
});

test('a line with an unknown verdict is refused with its place', (t) => {
  const file = path.join(temporaryFolder(t), 'claims.jsonl');
  writeFileSync(file, '{"id":"a","claim":"It is so.","verdict":"perhaps","split":"test"}\n');
  assert.throws(
    () => readClaims(file),
    (error) => error instanceof KnownError && /:1: "verdict" must be one of/.test(error.message),
  );
});

test('counts how claims are judged, by split and by what they are', async () => {
  const verdicts = { yes: 'supported', no: 'contradicted', what: 'not-mentioned' } as const;
  const figures = await measureClaims(
    [
      { id: '1', claim: 'yes', verdict: 'supported', split: 'test' },
      { id: '2', claim: 'what', verdict: 'supported', split: 'test' },
      { id: '3', claim: 'no', verdict: 'not-mentioned', split: 'train' },
    ],
    {
      async checkClaim(claim): Promise<ClaimCheck> {
        const verdict = verdicts[claim as keyof typeof verdicts];
        return {
          claim,
          verdict,
          citations: [],
          related: [],
          missing: [],
          differing: [],
          generation: '',
          model: '',
          milliseconds: 0,
        };
      },
    },
  );
  assert.deepEqual(claimRows(figures), [
    ['train', 'not-mentioned', '0', '1', '0'],
    ['test', 'supported', '1', '0', '1'],
  ]);
});
