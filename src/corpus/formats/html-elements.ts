/**
 * What elements mean for layout and for boilerplate. Names and class words are those of the HTML standard and of
 * common practice on the web, not of any one site.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements that never have an end tag. */
export const voidElements = words(
  'area base basefont br col embed frame hr img input link meta param source track wbr',
);

/** Elements whose content is no text of the page: code, drawings, what is shown when something fails, what is struck out. */
export const textlessElements = words(
  'script style template svg math canvas iframe object audio video map select datalist noembed noframes title del s strike',
);

/** Elements that begin and end a line of their own. Everything else runs on within its line. */
export const blockElements = words(
  'address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html label legend li main menu nav noscript ol optgroup option p pre ' +
    'search section summary table tbody td textarea tfoot th thead tr ul xmp',
);

/** Opening one of these ends an open one of `ends`, unless one of `within` lies between. */
export const impliedEnds: ReadonlyMap<
  string,
  { readonly ends: ReadonlySet<string>; readonly within: ReadonlySet<string> }
> = new Map([
  ['li', { ends: words('li'), within: words('ul ol menu dir table') }],
  ['dt', { ends: words('dt dd'), within: words('dl table') }],
  ['dd', { ends: words('dt dd'), within: words('dl table') }],
  ['td', { ends: words('td th'), within: words('tr table') }],
  ['th', { ends: words('td th'), within: words('tr table') }],
  ['tr', { ends: words('tr'), within: words('table') }],
  ['tbody', { ends: words('thead tbody tfoot'), within: words('table') }],
  ['tfoot', { ends: words('thead tbody tfoot'), within: words('table') }],
  ['option', { ends: words('option'), within: words('select datalist') }],
]);

const furnitureElements = words('nav aside form button dialog menu noscript textarea fieldset search');
const furnitureRoles = words(
  'navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist',
);

/** Elements whose classes are looked at; on smaller ones a class names an effect, on larger ones a whole page. */
const classedElements = words('div section ul ol dl li p table header footer figure details span');

const furnitureWords = words(
  'nav navbar navigation menu submenu breadcrumb breadcrumbs share sharing social cookie cookies consent gdpr ' +
    'newsletter newsletters subscribe subscription signup related recommended recommendations trending sidebar promo ' +
    'promos promotion advert adverts advertisement advertising ad ads adsense sponsored pagination pager toolbar ' +
    'popup modal overlay paywall skip masthead tags taglist editsection noprint',
);
const commentWords = words('comment comments commentlist disqus respond');
/** An aside with one of these is part of what the page says. */
const remarkWords = words(
  'note notice warning tip caution important info example callout admonition hint infobox',
);

/** Why an element is taken for boilerplate; a page's comments may be longer than the page without being it. */
export type Furniture = 'furniture' | 'comments';

/**
 * Says whether an element looks like menus, forms, advertising and the like.
 *
 * @param isInArticle whether it lies in `main` or `article`, where a header holds the headline and not the menu
 */
export function furnitureOf(
  name: string,
  attributes: ReadonlyMap<string, string>,
  isInArticle: boolean,
): Furniture | null {
  const role = attributes.get('role')?.toLowerCase();
  if (role !== undefined && furnitureRoles.has(role) && !(role === 'banner' && isInArticle))
    return 'furniture';
  if (attributes.get('aria-hidden') === 'true' && blockElements.has(name)) return 'furniture';
  const classes = classWords(attributes);
  if (name === 'aside' && classes.some((word) => remarkWords.has(word))) return null;
  if (furnitureElements.has(name)) return 'furniture';
  if (!isInArticle && (name === 'header' || name === 'footer')) return 'furniture';
  if (name === 'footer') return 'furniture';
  if (!classedElements.has(name)) return null;
  if (classes.some((word) => commentWords.has(word))) return 'comments';
  return classes.some((word) => furnitureWords.has(word)) ? 'furniture' : null;
}

/** Whether a browser would not draw the element at all. */
export function isHidden(attributes: ReadonlyMap<string, string>): boolean {
  const hidden = attributes.get('hidden');
  if (hidden !== undefined && hidden.toLowerCase() !== 'until-found') return true;
  return /(?:^|;)\s?(?:display\s?:\s?none|visibility\s?:\s?hidden)/i.test(attributes.get('style') ?? '');
}

/** `articleShare-tools nav_main` → article, share, tools, nav, main. */
function classWords(attributes: ReadonlyMap<string, string>): string[] {
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.slice(0, 1_000);
  return names
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}
