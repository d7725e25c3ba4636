import type { Problem } from './inspector.ts';

/** A refusal in Discord's form. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Documented limits that were broken; empty for refusals of another kind. */
  readonly violations: readonly string[];

  constructor(
    status: number,
    body: { readonly message: string; readonly code: number; readonly errors?: unknown },
    violations: readonly string[] = [],
  ) {
    super(body.message);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
    this.violations = violations;
  }
}

export const notFound = (): ApiError => new ApiError(404, { message: '404: Not Found', code: 0 });
export const unauthorized = (): ApiError => new ApiError(401, { message: '401: Unauthorized', code: 0 });
export const unknownInteraction = (): ApiError =>
  new ApiError(404, { message: 'Unknown interaction', code: 10062 });
export const alreadyAcknowledged = (): ApiError =>
  new ApiError(400, { message: 'Interaction has already been acknowledged.', code: 40060 });
export const unknownWebhook = (): ApiError => new ApiError(404, { message: 'Unknown Webhook', code: 10015 });
export const unknownMessage = (): ApiError => new ApiError(404, { message: 'Unknown Message', code: 10008 });
export const unknownCommand = (): ApiError =>
  new ApiError(404, { message: 'Unknown application command', code: 10063 });
export const tokenExpired = (): ApiError =>
  new ApiError(401, { message: 'Invalid Webhook Token', code: 50027 });
export const invalidJson = (): ApiError =>
  new ApiError(400, { message: 'The request body contains invalid JSON.', code: 50109 });

/** 40094, 30032 and their like: a limit with a code of its own. */
export function overLimit(status: number, code: number, message: string): ApiError {
  return new ApiError(status, { message, code }, [message]);
}

/** 50035: what is wrong with a body, each problem at its place in a tree. */
export function invalidForm(problems: readonly Problem[]): ApiError {
  const errors: Branch = {};
  for (const { path, code, message } of problems) {
    let branch = errors;
    for (const key of path) {
      const next = branch[String(key)];
      const below: Branch = isBranch(next) ? next : {};
      branch[String(key)] = below;
      branch = below;
    }
    const known = branch['_errors'];
    branch['_errors'] = [...(Array.isArray(known) ? known : []), { code, message }];
  }
  return new ApiError(
    400,
    { message: 'Invalid Form Body', code: 50035, errors },
    problems.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`),
  );
}

type Leaf = { readonly code: string; readonly message: string };
type Branch = { [key: string]: Branch | readonly Leaf[] };

function isBranch(value: Branch | readonly Leaf[] | undefined): value is Branch {
  return value !== undefined && !Array.isArray(value);
}
