import type { SplitterSettings } from '../corpus/chunk.ts';
import type { ModelDescription } from '../embedding/embed.ts';
import type { Collected } from './collect.ts';
import { sha256Of } from './files.ts';
import type { DenseSettings } from './hnsw.ts';
import { isSameModel, type Manifest } from './manifest.ts';

interface Settings {
  readonly model: ModelDescription;
  readonly splitter: SplitterSettings | null;
  readonly dense: DenseSettings;
}

type Content = Pick<Collected, 'passageBytes' | 'keys'> & {
  readonly documentList: Uint8Array;
  readonly lexical: Uint8Array;
};

/**
 * Whether a build would write the generation that is there already. All but the vectors is made anew in each build and
 * compared by its bytes, so that a change to how Footnote reads or splits counts too; the vectors follow from the rest.
 */
export function isUnchanged(
  manifest: Manifest,
  { model, splitter, dense }: Settings,
  content: Content,
): boolean {
  const { files } = manifest;
  const bytes: readonly [string | undefined, Uint8Array][] = [
    [files.documents?.sha256, content.documentList],
    [files.passages?.sha256, content.passageBytes],
    [files.embedded?.sha256, content.keys],
    [files.lexical?.sha256, content.lexical],
  ];
  return (
    isSameModel(manifest.model, model) &&
    manifest.splitter?.targetWords === splitter?.targetWords &&
    manifest.splitter?.maxWords === splitter?.maxWords &&
    manifest.splitter?.overlapSentences === splitter?.overlapSentences &&
    manifest.dense.M === dense.M &&
    manifest.dense.efConstruction === dense.efConstruction &&
    manifest.dense.ef === dense.ef &&
    bytes.every(([before, now]) => before === sha256Of(now))
  );
}
