import { KnownError } from '../errors.ts';

/** One of several processes that share the servers; see `sharded.ts`. */
export interface ShardPlace {
  readonly id: number;
  readonly count: number;
}

/** Where this process is one that `runSharded` started: which. */
export function shardPlace(environment: Readonly<Record<string, string | undefined>>): ShardPlace | null {
  if (environment['SHARDING_MANAGER'] === undefined) return null;
  const [id, count] = [Number(environment['SHARDS']), Number(environment['SHARD_COUNT'])];
  if (Number.isInteger(id) && Number.isInteger(count) && id >= 0 && id < count) return { id, count };
  throw new KnownError(
    'settings',
    'SHARDING_MANAGER is set, but this process is not one that --sharded started. Take it out of the environment.',
  );
}

/** What a process is told when it should end. */
export const stopMessage = 'footnote-stop';
