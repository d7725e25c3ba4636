export type DocumentField = 'author' | 'publisher' | 'published';

/** A question about the documents themselves rather than about what they say. */
export type DocumentQuestion =
  | {
      readonly asks: DocumentField;
      readonly about: string;
      /** It names a document by its title or not at all: "the author of Hamlet" may be what a document tells. */
      readonly byTitle?: true;
    }
  | { readonly asks: 'mentions'; readonly about: string }
  | { readonly asks: 'list' };

const work =
  '(?:articles?|documents?|texts?|pieces?|pages?|reports?|stor(?:y|ies)|write-ups?|files?|posts?|papers?|news items?)';
const have =
  '(?: do you (?:have|know|hold|use|search|cover)| are (?:there|indexed|available|loaded|included)| can (?:you|i) \\S+| have you)';

const authorOf =
  /^(?:who|what|which (?:person|journalist|reporter|writer))(?:'s|’s| is| was| are| were)? the (?:name of the )?(?:author|writer)s? of (.+)$/i;
const publisherOf = /^(?:who|what)(?:'s|’s| is| was) the publisher of (.+)$/i;

const authorPatterns = [
  new RegExp(
    `^who(?:'s|’s)? (?:wrote|authored|penned|reported|is behind|wrote up) (.*\\b${work}\\b.*)$`,
    'i',
  ),
  authorOf,
  new RegExp(`^(?:by whom|by who) (?:is|was|were) (.*\\b${work}\\b.*?) written$`, 'i'),
  new RegExp(`^which (?:journalist|author|reporter|writer|person) wrote (.*\\b${work}\\b.*)$`, 'i'),
  new RegExp(`^who (?:is|was) (.*\\b${work}\\b.*?) (?:written )?by$`, 'i'),
];
const publisherPatterns = [
  new RegExp(
    `^(?:who|which \\S+|what \\S+) (?:published|posted|printed|ran|released) (.*\\b${work}\\b.*)$`,
    'i',
  ),
  publisherOf,
  /^(?:who|what)(?:'s|’s| is| was) the source of (.+)$/i,
  new RegExp(`^where (?:was|is|were) (.*\\b${work}\\b.*?) (?:first )?(?:published|posted|from)$`, 'i'),
];
const publishedPatterns = [
  new RegExp(
    `^(?:when|what (?:date|day|year)|on (?:what|which) (?:date|day)|in (?:what|which) year) (?:was|is|were) (.*\\b${work}\\b.*?) (?:published|written|posted|dated|released|printed|from)$`,
    'i',
  ),
  new RegExp(`^when did (.*\\b${work}\\b.*?) (?:appear|come out|get published)$`, 'i'),
  new RegExp(
    `^(?:what(?:'s|’s| is| was) )?(?:the )?(?:publication |publishing )?date (?:of|on) (.*\\b${work}\\b.*)$`,
    'i',
  ),
  new RegExp(`^how old is (.*\\b${work}\\b.*)$`, 'i'),
];
/** These may also go with a title alone. */
const byTitlePatterns = [
  ['author', authorOf],
  ['publisher', publisherOf],
] as const;
const mentionPatterns = [
  new RegExp(
    `^(?:in )?(?:which|what|how many)(?: of (?:the|your|these))? (?:${work}) (?:that )?(?:mentions?|mentioned|names?|talks? about|discuss(?:es)?|refers? to|covers?|(?:is|are) (?:there )?(?:about|on)|deals? with|contains?|says? (?:something|anything) about|do you have (?:about|on)|have something (?:about|on)) (.+)$`,
    'i',
  ),
  new RegExp(
    `^(?:is|are) there (?:an? |any |some )?(?:${work}) (?:about|on|that (?:mentions?|names?|discuss(?:es)?)) (.+)$`,
    'i',
  ),
  new RegExp(
    `^do (?:any of )?(?:the|your|these) (?:${work}) (?:mention|name|discuss|cover|talk about|refer to) (.+)$`,
    'i',
  ),
  new RegExp(
    `^in (?:which|what)(?: of (?:the|your|these))? (?:${work}) (?:is|are|was|were|does|do) (.+?) (?:mentioned|named|discussed|covered|appear|referred to)$`,
    'i',
  ),
  new RegExp(`^(?:where|which (?:${work})) (?:is|are|was|were) (.+?) (?:mentioned|named)(?: in)?$`, 'i'),
  /^(?:who|what) mentions (.+)$/i,
];
const listPatterns = [
  new RegExp(`^(?:which|what|how many)(?: of the)? ${work}${have}$`, 'i'),
  new RegExp(`^(?:list|show|name)(?: me)?(?: all| the| your| every)* ${work}$`, 'i'),
  new RegExp(`^what (?:are|is) (?:the|your|these) ${work} about$`, 'i'),
];
const fieldPatterns: readonly (readonly [DocumentField, readonly RegExp[]])[] = [
  ['published', publishedPatterns],
  ['author', authorPatterns],
  ['publisher', publisherPatterns],
];
/** The work itself, not a part of another name: "the story about the mill", not "the paper mill". */
const endsInWork = new RegExp(
  `\\b${work}(?=$|[,"“”„«»']| (?:about|on|of|titled|called|named|entitled|with|regarding|concerning|that|which|from|by|in|where|mentioning|saying)\\b)`,
  'i',
);
const aboutWork = new RegExp(
  `^.*?\\b${work}\\b\\s*(?:(?:that (?:is|was)|which (?:is|was)) )?(?:about|on|of|titled|called|named|entitled|with the title|regarding|concerning|that (?:covers|mentions|discusses|describes))?\\s*`,
  'i',
);

/** Recognises a question about authors, publishers, dates, mentions or the list of documents; `null` for any other. */
export function readDocumentQuestion(question: string): DocumentQuestion | null {
  // Longer than anything these patterns are meant for; a pasted page is a question about content.
  if (question.length > 300) return null;
  const text = question
    .replace(/\s+/g, ' ')
    .replace(/^(?:please|so|and|ok(?:ay)?)[, ]+/i, '')
    .replace(/[\s?.!]+$/u, '')
    .trim();
  if (listPatterns.some((pattern) => pattern.test(text))) return { asks: 'list' };
  const mention = firstGroup(mentionPatterns, text);
  if (mention !== null) return { asks: 'mentions', about: mention };
  for (const [asks, patterns] of fieldPatterns) {
    const found = firstGroup(patterns, text);
    if (found !== null && endsInWork.test(found)) return { asks, about: subjectOf(found) };
  }
  for (const [asks, pattern] of byTitlePatterns) {
    const found = firstGroup([pattern], text);
    if (found !== null) return { asks, about: found, byTitle: true };
  }
  return null;
}

/** "the article about the old ferry" → "the old ferry"; "the ferry story" → "ferry". */
function subjectOf(phrase: string): string {
  const after = phrase.replace(aboutWork, '').trim();
  if (after !== '') return after;
  return phrase
    .replace(new RegExp(`\\b${work}\\b`, 'gi'), ' ')
    .replace(/^\s*(?:the|this|that|these|an?)\b/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function firstGroup(patterns: readonly RegExp[], text: string): string | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1]?.trim();
    if (found !== undefined && found !== '') return found;
  }
  return null;
}
