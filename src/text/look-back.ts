/** The last characters before a place: what bears on it stands close by, and a whole text is not searched for each place in it. */
export function lookBack(text: string, at: number, length: number): string {
  return text.slice(Math.max(0, at - length), at);
}
