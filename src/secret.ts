/** The form of a Discord bot token: its owner's id, a time and a signature. */
const tokenForm = /\b[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,40}\b/g;

/** Stands in the place of what nobody may read. */
export const blot = '[secret]';

/** The text without anything in the form of a bot's token, wherever it was put by mistake. */
export function withoutTokens(text: string): string {
  return text.replace(tokenForm, blot);
}
