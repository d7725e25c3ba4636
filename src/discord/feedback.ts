/** Votes on answers, kept on the operator's machine and nowhere else. */

export type Vote = 'helpful' | 'not-helpful';
export type Reason = 'wrong-passage' | 'missing' | 'outdated' | 'irrelevant' | 'other';

export interface Feedback {
  /** Id of the answer. */
  readonly answer: string;
  readonly generation: string;
  readonly vote: Vote;
  readonly reason: Reason | null;
  /** Kept only with a reason, where the modal has said so. */
  readonly question: string | null;
  readonly comment: string | null;
}

export interface FeedbackSummary {
  readonly helpful: number;
  readonly notHelpful: number;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
}

export interface FeedbackStore {
  /** One vote a person and answer: a later one takes the place of an earlier. @param user Discord's id, kept as a keyed hash */
  readonly record: (user: string, feedback: Feedback) => Promise<void>;
  readonly summary: () => Promise<FeedbackSummary>;
}
