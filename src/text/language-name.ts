/**
 * What a language is called in another; the code itself where the runtime knows no name for it.
 *
 * @param code ISO 639-1 @param locale of the reader
 */
export function languageName(code: string, locale: string): string {
  if (!/^[a-z]{2,3}$/.test(code)) return code;
  return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
}
