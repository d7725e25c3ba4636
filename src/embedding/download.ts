import { KnownError } from '../errors.ts';
import type { ModelSetting } from './model-setting.ts';

/** How far the download of one file has come. `totalBytes` is `null` where the hub does not say. */
export interface DownloadProgress {
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
}

export interface DownloadOptions {
  readonly cacheDir: string;
  readonly hubUrl: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** Where a hub model lies once it is downloaded. */
export interface DownloadedModel {
  readonly folder: string;
  readonly id: string;
}

/**
 * Makes sure that a hub model is in the cache.
 *
 * @throws KnownError `download`
 */
export async function downloadModel(
  setting: Extract<ModelSetting, { kind: 'hub' }>,
  options: DownloadOptions,
): Promise<DownloadedModel> {
  throw new KnownError(
    'download',
    `Cannot download ${setting.repository} from ${options.hubUrl} into ${options.cacheDir}: not written yet. Set EMBEDDING_MODEL=data/model`,
  );
}
