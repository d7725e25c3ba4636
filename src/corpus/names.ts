/** Patterns of people's names as bylines write them, in scripts with capitals. All need the `u` flag. */

const particle = '(?:van|von|der|den|de|del|della|da|dos|di|la|le|du|bin|ibn|al|el|ter|af|av|y|zu)';
const namePart = "(?:\\p{Lu}\\.(?:\\s?\\p{Lu}\\.)*|\\p{Lu}(?:[’']\\p{Lu})?[\\p{L}\\p{M}’'-]*)";
const between = '(?:\\s*,\\s*(?:and\\s+)?|\\s+(?:and|og|och|und|ve|et|y|и|&|with)\\s+)';

/** A person: two to five parts, each with a capital, and small words between ("Ludwig van der Berg"). */
export const personName = `(?!The\\s)${namePart}(?:\\s+(?:${particle}\\s+){0,2}${namePart}){1,4}`;

/** Up to five people: "Ann Lee, Bo Strand and Cem Öz". */
export const peopleNames = `${personName}(?:${between}${personName}){0,4}`;

// No `i` flag anywhere near these: it would make a capital of every letter.
const bylineWords =
  '(?:(?:(?:Written|Reported|Story|Words|Text|Posted) )?[Bb]y|BY|Authors?|AUTHOR|Von|Av|Af|Par|Por|Di|Door|Yazan|Autor(?:in)?|Auteur|Forfatter|Skrevet av|Tekst|Автор|Текст)';

/** "By ", "Von ", "Author: ": what stands before a name, up to the name's capital. */
export const bylineStart = new RegExp(`^${bylineWords}(?:\\s*:)?\\s+(?=\\p{Lu})`, 'u');

/** The separator behind a name and what may follow: a publisher, a date, a place. */
const wholeByline = new RegExp(
  `^(?:${peopleNames}|\\p{Lu}[\\p{L}\\p{N}&’'.-]{1,30}(?:\\s+\\p{Lu}[\\p{L}&’'.-]*){0,3})\\s*(?:$|[,|/·•–—(-]|\\bfor\\b|\\bin\\b)`,
  'u',
);

/** Whether a line is a byline: such a word, and a name up to the end or a separator. "By the river" and "Von der Leyen wins" are none. */
export function isByline(line: string): boolean {
  const start = bylineStart.exec(line);
  return start !== null && wholeByline.test(line.slice(start[0].length));
}

const nameOnly = new RegExp(`^${peopleNames}$`, 'u');

/** Words that newspapers, agencies and stations carry in their names, and people hardly ever. */
const mediaWords =
  /^The\s|(?<!\p{L})(?:News|Times|Post|Press|Gazette|Observer|Herald|Tribune|Journal|Courier|Review|Magazine|Today|Daily|Weekly|Agency|Radio|TV|Media|Star|Guardian|Independent|Chronicle|Bulletin|Zeitung|Avis|Gazetesi|Haber|Monde|Figaro|Reuters|AFP|AP|BBC)(?!\p{L})/u;

/** What people are at a paper: no part of their names, and no publisher. */
export const jobTitle =
  /(?<!\p{L})(?:correspondent|reporter|editor|staff|writer|columnist|contributor|journalist|professor|director|senior|special)(?!\p{L})/iu;

/** Where the names at the head of a byline end: before ", The Gazette", behind ", Bo Strand". */
export function endOfNames(text: string): number {
  const names = peopleAtStart.exec(text)?.[0];
  if (names === undefined) return 0;
  let end = 0;
  for (const part of names.split(/(?=\s*,)/u)) {
    if (end > 0 && (mediaWords.test(part.replace(/^\s*,\s*/u, '')) || jobTitle.test(part))) break;
    end += part.length;
  }
  return end;
}

const peopleAtStart = new RegExp(`^${peopleNames}`, 'u');

/** Whether a text is one or more names and nothing else. */
export function isNames(text: string): boolean {
  return nameOnly.test(text);
}
