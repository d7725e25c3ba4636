import type { Answerer } from '../answering/answer.ts';
import type { ClaimVerdict } from '../answering/claim.ts';
import { readJsonLines, refuseDuplicateIds } from './json-lines.ts';

/** A statement about a folder of documents, with what they say about it. */
export interface LabelledClaim {
  readonly id: string;
  readonly claim: string;
  readonly verdict: ClaimVerdict;
  /** The rules were made with `train` in view, and not with `test`. */
  readonly split: 'train' | 'test';
}

/** How often claims that are `verdict` were judged each way. */
export interface ClaimFigures {
  readonly split: LabelledClaim['split'];
  readonly verdict: ClaimVerdict;
  readonly judged: Readonly<Record<ClaimVerdict, number>>;
}

const verdicts = ['supported', 'contradicted', 'not-mentioned'] as const;
const splits = ['train', 'test'] as const;

/** @throws KnownError `usage` naming file and line when a line does not hold what it must */
export function readClaims(file: string): LabelledClaim[] {
  const lines = readJsonLines(file);
  refuseDuplicateIds(lines);
  return lines.map((line) => {
    const verdict = verdicts.find((name) => name === line.text('verdict'));
    const split = splits.find((name) => name === line.text('split'));
    if (verdict === undefined) throw line.problem(`"verdict" must be one of ${verdicts.join(', ')}.`);
    if (split === undefined) throw line.problem(`"split" must be one of ${splits.join(', ')}.`);
    return { id: line.text('id'), claim: line.text('claim'), verdict, split };
  });
}

/** Checks every claim and counts, in rows by split and true verdict. */
export async function measureClaims(
  claims: readonly LabelledClaim[],
  answerer: Pick<Answerer, 'checkClaim'>,
): Promise<ClaimFigures[]> {
  const counts = new Map<string, Record<ClaimVerdict, number>>();
  for (const { claim, verdict, split } of claims) {
    const row = counts.get(`${split} ${verdict}`) ?? { supported: 0, contradicted: 0, 'not-mentioned': 0 };
    row[(await answerer.checkClaim(claim)).verdict] += 1;
    counts.set(`${split} ${verdict}`, row);
  }
  return splits.flatMap((split) =>
    verdicts.flatMap((verdict) => {
      const judged = counts.get(`${split} ${verdict}`);
      return judged === undefined ? [] : [{ split, verdict, judged }];
    }),
  );
}

/** The confusion table, row by row; what stands outside "not mentioned" and the diagonal is a false verdict. */
export function claimRows(figures: readonly ClaimFigures[]): string[][] {
  return figures.map(({ split, verdict, judged }) => [
    split,
    verdict,
    ...verdicts.map((name) => String(judged[name])),
  ]);
}
