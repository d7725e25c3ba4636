import { stat } from 'node:fs/promises';
import path from 'node:path';
import { KnownError } from '../errors.ts';

/** What EMBEDDING_MODEL names: a folder, or a model of a hub at a branch, tag or commit (`null`: the one we pin, else main). */
export type ModelSetting =
  | { readonly kind: 'folder'; readonly folder: string; readonly id: string }
  | HubSetting;

export interface HubSetting {
  readonly kind: 'hub';
  /** `owner/name`. */
  readonly repository: string;
  readonly revision: string | null;
}

/**
 * Tells a folder from a hub model.
 *
 * `data/model` could be either: it is a folder when it or its first part exists under `baseDir`, so that a mistyped
 * folder is reported and not asked of the hub.
 *
 * @param baseDir relative folders start here
 * @throws KnownError `model` when it is neither
 */
export async function readModelSetting(model: string, baseDir: string): Promise<ModelSetting> {
  const folder = path.resolve(baseDir, model);
  if (await isFolder(folder)) return { kind: 'folder', folder, id: folderId(folder, baseDir) };
  // Hubs allow neither ".." nor "--" in names, which keeps folders of the cache apart.
  const hub = /^([\w-][\w.-]{0,95}\/[\w-][\w.-]{0,95})(?:@([\w-][\w./-]{0,95}))?$/.exec(model);
  const firstPart = path.resolve(baseDir, model.split(/[\\/]/)[0] ?? '');
  if (hub === null || /\.\.|--/.test(model) || (await isFolder(firstPart))) {
    throw new KnownError(
      'model',
      `The embedding model "${model}" is neither a folder nor a hub model. Set EMBEDDING_MODEL (or --model) to a folder ` +
        'with config.json, such as data/model, or to owner/name, such as Xenova/all-MiniLM-L6-v2',
    );
  }
  return { kind: 'hub', repository: hub[1]!, revision: hub[2] ?? null };
}

function folderId(folder: string, baseDir: string): string {
  const relative = path.relative(baseDir, folder);
  const isInside = relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  return isInside ? relative.replaceAll(path.sep, '/') : path.basename(folder);
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
