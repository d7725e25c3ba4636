/** What the operating system reports when it cannot do something with a file. */
export interface SystemError extends Error {
  readonly code: string;
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string';
}

/**
 * Why a file could not be read, in words for the operator.
 *
 * @throws the error itself when it does not come from the operating system: it is a bug then
 */
export function reasonOf(error: unknown): string {
  if (!isSystemError(error)) throw error;
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return 'not readable: this user has no right to read it';
    case 'ENOENT':
      return 'vanished while the folder was read';
    case 'ELOOP':
      return 'replaced by a symbolic link while the folder was read';
    case 'ENAMETOOLONG':
      return 'its path is too long for this system';
    default:
      return `not readable (${error.code})`;
  }
}
