import { Tokenizer } from 'htmlparser2';

/** What the reader of a page is told, in the order of the page. Names are in lower case. */
export interface TagEvents {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

export interface TagOptions {
  /** Only these attributes are kept; a tag may carry a million others. */
  readonly attributes: ReadonlySet<string>;
  /** XML: no raw text elements, self-closing tags close. */
  readonly xml?: boolean;
}

/**
 * Reads HTML or XML into tags and text, in one pass and without a stack of its own: time and memory grow with the
 * size of the page, whatever its nesting. (htmlparser2's `Parser` moves its whole stack on every tag: 7 s for a
 * page nested 100,000 deep.) Entities are decoded; comments and declarations are passed over.
 */
export function readTags(source: string, options: TagOptions, events: TagEvents): void {
  let name = '';
  let attributes = new Map<string, string>();
  let attribute: string | null = null;
  let value: string[] = [];

  const opened = (): void => {
    events.open(name, attributes);
  };
  const tokenizer = new Tokenizer(
    { xmlMode: options.xml ?? false, decodeEntities: true },
    {
      onopentagname(start, end) {
        name = source.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname(start, end) {
        const found = source.slice(start, end).toLowerCase();
        attribute = options.attributes.has(found) && !attributes.has(found) ? found : null;
        value = [];
      },
      onattribdata(start, end) {
        if (attribute !== null) value.push(source.slice(start, end));
      },
      onattribentity(codePoint) {
        if (attribute !== null) value.push(String.fromCodePoint(codePoint));
      },
      onattribend() {
        if (attribute !== null) attributes.set(attribute, value.join(''));
        attribute = null;
      },
      onopentagend: opened,
      onselfclosingtag() {
        opened();
        if (options.xml === true) events.close(name);
      },
      onclosetag(start, end) {
        events.close(source.slice(start, end).toLowerCase());
      },
      ontext(start, end) {
        events.text(source.slice(start, end));
      },
      ontextentity(codePoint) {
        events.text(String.fromCodePoint(codePoint));
      },
      oncdata(start, end, endOffset) {
        if (options.xml === true) events.text(source.slice(start, end - endOffset));
      },
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(source);
  tokenizer.end();
}
