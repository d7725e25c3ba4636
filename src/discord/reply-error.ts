/** What should have been the first response did not get through in time, and there is no other. */
export class UnheardError extends Error {
  constructor(options: ErrorOptions) {
    super('The first response did not get through', options);
    this.name = 'UnheardError';
  }
}

/** A handler went on talking after its time was over. */
export class ClosedError extends Error {
  constructor() {
    super('This interaction has been answered in another way');
    this.name = 'ClosedError';
  }
}
