import type { RecordedRequest } from './contract.ts';

export interface Recorder {
  readonly requests: readonly RecordedRequest[];
  readonly violations: readonly string[];
  record(request: RecordedRequest, violations: readonly string[]): void;
}

/** Keeps the latest requests, and what they broke; a preview may run for weeks. */
export function createRecorder(kept: number): Recorder {
  const requests: RecordedRequest[] = [];
  const violations: string[] = [];
  return {
    requests,
    violations,
    record(request, broken) {
      requests.push(request);
      if (requests.length > kept) requests.shift();
      for (const violation of broken) violations.push(`${request.method} ${request.path}: ${violation}`);
      violations.splice(0, Math.max(0, violations.length - kept));
    },
  };
}

/** A path as it may be shown: the interaction's token opens its replies for fifteen minutes. */
export function withoutToken(path: string, token: string | null): string {
  return token === null ? path : path.replace(token, 'interaction-token');
}
