import { findDates } from './dates.ts';
import { countWords } from './line-shape.ts';

/** What a line of a web page is for, when it is not part of the article. */
export interface Furniture {
  /**
   * - `plain`: cannot be anything else ("Skip to main content", "3 min read")
   * - `list`: the heading of a list of other stories ("Related stories")
   * - `likely`: the same words could stand in an article about web pages ("Sign up for our newsletter")
   * - `stub`: a label whose value was lost ("Published on", "Copyright")
   * - `label`: one word of an interface ("Share", "Search"), an ordinary word anywhere else
   */
  readonly kind: 'plain' | 'list' | 'likely' | 'stub' | 'label';
  /** Names the rule that told. Two rules are better evidence of a web page than one rule twice. */
  readonly rule: string;
}

/** Tells page furniture by its words alone, in English and some other languages. `line` is on one line; `null`: not told. */
export function furnitureOf(line: string): Furniture | null {
  if (line.length > 700) return null;
  const trimmed = line.replace(/^[\s>•·|*–-]+|[\s|»›:→>…*]+$/gu, '');
  if (trimmed.length <= 60 && labels.test(trimmed)) return { kind: 'label', rule: trimmed.toLowerCase() };
  if (trimmed.length <= 40 && stubs.test(trimmed)) return { kind: 'stub', rule: 'stub' };
  const words = countWords(line);
  if (words <= 9 && storyLists.test(trimmed)) return { kind: 'list', rule: 'list' };
  if (words <= 14) {
    if (isShareLine(trimmed, words)) return { kind: 'plain', rule: 'share' };
    const rule = plainLines.findIndex((pattern) => pattern.test(trimmed));
    if (rule >= 0) return { kind: 'plain', rule: `plain ${rule}` };
    if (isDateLine(trimmed)) return { kind: 'likely', rule: 'date' };
  }
  const short = words <= 30 ? shortLikely.findIndex((pattern) => pattern.test(trimmed)) : -1;
  if (short >= 0) return { kind: 'likely', rule: `short ${short}` };
  const long = words <= 110 ? longLikely.findIndex((pattern) => pattern.test(trimmed)) : -1;
  return long >= 0 ? { kind: 'likely', rule: `long ${long}` } : null;
}

const stubs =
  /^(?:(?:published|posted|updated|last updated|last modified|first published)(?: on| at| by)?|(?:written )?by|copyright|date)$/iu;

/** "Published on 3 May 2021 at 10:15": a verb, a date, and a time at most. */
function isDateLine(line: string): boolean {
  const verb = /^(?:first )?(?:published|posted|(?:last )?updated|last modified)(?: on| at)?:?\s+/iu.exec(
    line,
  );
  if (verb === null) return false;
  const rest = line.slice(verb[0].length);
  const [date] = findDates(rest);
  if (date === undefined)
    return /^(?:\d{1,2}|an?|one|two) (?:minutes?|hours?|days?|weeks?|months?|years?) ago$/iu.test(rest);
  return (
    countWords(rest.slice(0, date.start)) <= 1 &&
    countWords(
      rest.slice(date.end).replace(/\d+|(?<!\p{L})(?:at|a\.?m\.?|p\.?m\.?|[A-Z]{2,4})(?!\p{L})/gu, ''),
    ) === 0
  );
}

const labels = new RegExp(
  `^(?:${[
    'share|tweet|e-?mail|print|save|comments?|reply|like|follow|copy( link)?|close|menu|main menu|home|search|more|next|previous|x',
    'log ?in|sign ?in|sign ?up|register|subscribe|my account|support us|donate|newsletters?|podcasts?|videos?|events|rss|tags|topics',
    'facebook|twitter|instagram|linkedin|pinterest|reddit|whatsapp|telegram|youtube|messenger|tiktok|bluesky|mastodon|threads',
    'about( us)?|contact( us)?|privacy( policy)?|terms( of (use|service))?|careers|corrections|advertise( with us)?|accessibility|sitemap|site map',
    'teilen|drucken|kommentare?|anmelden|suche|startseite|impressum|datenschutz|kontakt|abonnieren|merken',
    'del|skriv ut|kommentarer?|logg inn|søk|meny|abonner|personvern|om oss|hjem|dela|logga in|sök|meny',
    'paylaş|yazdır|yorumlar?|giriş( yap)?|ara|abone ol|ana ?sayfa|iletişim|künye',
    'поделиться|комментарии|войти|поиск|меню|подписаться|главная|контакты|о нас',
    'partager|imprimer|commentaires?|connexion|rechercher|accueil|compartir|imprimir|comentarios?|buscar|inicio|iniciar sesión',
  ].join('|')})$`,
  'iu',
);

const storyLists = new RegExp(
  `^(?:${[
    'related( (stories|articles|news|posts|content|topics|coverage|links|reading))?( from .*)?|popular( (now|stories|posts|articles|today|this week))?',
    'most (read|popular|viewed|shared|commented)( (stories|articles|now|today))?|trending( (now|stories|topics))?|recommended( (for you|stories|articles|reading))?',
    '(read|see) (more|also|next)( (on|about|from) .*)?|more (stories|news|articles|posts)( .*)?|more (from|on|in) .*|latest( (news|stories|posts|articles|headlines))?|recent (posts|stories|articles|comments)',
    "top stories|editor[’']?s[’']? picks?|you (may|might|will|could) also (like|be interested in|enjoy)|what to read next|read next|up next|keep reading|don[’']t miss|in case you missed it|from the web|around the web|from our partners|promoted stories|featured( stories)?",
    'les også|les mer|mer om( .*)?|siste nytt|mest lest|läs (också|mer|även)|mehr zum thema|lesen sie (auch|mehr)|das könnte sie auch interessieren|meistgelesen|verwandte artikel',
    'ilgili haberler|ayrıca okuyun|bunlar da ilginizi çekebilir|en çok okunanlar|son haberler|читайте также|похожие (статьи|материалы|новости)|по теме|самое читаемое|популярное',
    'à lire aussi|lire aussi|sur le même sujet|articles liés|les plus lus|lea también|te puede interesar|noticias relacionadas|lo más leído|leggi anche|leia também',
  ].join('|')})$`,
  'iu',
);

const plainLines: readonly RegExp[] = [
  /^(?:home|start|startseite|hjem|forsiden?|ana ?sayfa|главная|accueil|inicio)\s*[»›>→]\s*\S/iu,
  /^(?:proudly )?powered by \p{Lu}[\p{L}.]+$|^like (?:this|loading)$/iu,
  /^(?:skip|jump|go) (?:directly )?to (?:the )?(?:main |primary )?(?:content|navigation|search|footer|menu|sidebar|accessibility shortcuts)(?!\p{L})/iu,
  /^(?:zum inhalt springen|hopp til (?:hoved)?innhold(?:et)?|hoppa till innehåll|içeriğe (?:geç|atla)|перейти к (?:основному )?содержанию|aller au contenu|saltar al contenido|ir al contenido)/iu,
  /^(?:loader|loading\.*|please wait\.*|(?:please )?enable javascript.*|javascript is (?:disabled|required).*)$/iu,
  /^(?:advertise?ments?|sponsored(?: content| by)?|paid (?:content|post)|(?:story|article) continues (?:below|after)(?: (?:this |the )?advertise?ment)?|anzeige|werbung|annonse|annons|reklame|reklam|publicité|publicidad|anuncio|pubblicità|реклама)$/iu,
  /^\d{1,3}[ -]?min(?:ute)?s?\.?(?: read| reading time| lesezeit| lesetid| okuma süresi| de lecture| de lectura)$/iu,
  /^(?:reading time|estimated reading time|lesezeit|lesetid|okuma süresi|время чтения):?\s*(?:about |ca\. )?\d{1,3} ?(?:min\p{L}*|dk\p{L}*|мин\p{L}*)\.?$/iu,
  /^tagged(?: (?:with|as|in|under))?:?(?:$|[\s,:])/iu,
  /^\d[\d,.]* (?:shares?|comments?|retweets?)$/iu,
  /^(?:back to|return to|scroll to|go to) (?:the )?top$/iu,
  /^(?:click|tap) to share on\b|\(opens in (?:a )?new (?:window|tab)\)$/iu,
  /^(?:load|show|view|see) (?:more|all)(?: (?:comments|stories|articles|posts|news|results))?$/iu,
  /^(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment)(?: below)?$|^cancel reply$|^join the (?:conversation|discussion)$|^comments are closed\.?$|^comments? \(\d+\)$/iu,
  /^(?:schreiben sie einen kommentar|legg (?:inn|igjen) en kommentar|skriv en kommentar|yorum (?:yap|yaz|bırak)ın?|оставить комментарий|laisser un commentaire|deja (?:un comentario|una respuesta))$/iu,
  /^(?:accept|allow|reject|decline|manage) (?:all )?cookies?$|^cookie (?:settings|preferences|policy|notice)$/iu,
  /^(?:listen to|play|watch) (?:this |the )?(?:article|video|audio|episode|story)$|^listen \(?\d+ ?min(?:ute)?s?\)?$/iu,
  /^forgot(?:ten)? (?:your )?password\??$|^create (?:an|your) account$|^already (?:a subscriber|have an account)\?.*$/iu,
  /^(?:follow|find|like) (?:us|me) (?:on|at) .*$|^download (?:our|the) (?:free )?app\b.*$/iu,
];

const shortLikely: readonly RegExp[] = [
  /^(?:(?:also )?read|read (?:also|more|next)|les (?:også|mer)|läs (?:också|mer)|lesen sie (?:auch|mehr)|mehr dazu|ayrıca okuyun|читайте также|(?:à )?lire aussi|lea también|leggi anche)\s*:\s*\S.*[^.!]$/iu,
  /(?<!\p{L})subscribe (?:for free |now |today )?to (?:receive|get) new posts(?!\p{L})/iu,
  /^(?:click here )?(?:to )?(?:please )?(?:sign up|signup|subscribe|register|join)(?!\p{L}).{0,60}(?<!\p{L})(?:our|free|weekly|daily|morning|monthly|your inbox|[\p{Lu}]\p{L}+[’']s)(?!\p{L}).{0,60}(?:newsletters?|inbox|mailing list|e-?mails?|alerts|updates|briefings?|channel)(?!\p{L})/iu,
  /^get (?:our|the) (?:\p{L}+ ){0,4}(?:newsletter|stories|headlines|news)(?!\p{L}).*(?<!\p{L})(?:inbox|e-?mail|daily|weekly)(?!\p{L})|^(?:don[’']t miss (?:a|out)(?!\p{L}).*\bsubscribe\b)/iu,
  /^(?:abonnieren sie|melden sie sich|meld deg på|abonner på|prenumerera på|abone olun|подпишитесь|подписывайтесь|inscrivez-vous|abonnez-vous|suscríbete|suscríbase|iscriviti)(?!\p{L}).{0,80}(?:newsletter|nyhetsbrev|bülten|рассылк|канал|lettre|boletín)/iu,
  /^(?:support|donate to) \p{Lu}[\p{L} ]{1,40}:? (?:help|today|now|and)(?!\p{L}).{0,40}(?<!\p{L})(?:journalism|reporting|independent|free)(?!\p{L})/iu,
  /^for (?:more|the latest|breaking) (?:news|stories|information|updates|coverage)(?!\p{L}).*(?<!\p{L})(?:visit|see|go to|follow|click|subscribe)(?!\p{L})/iu,
  /^(?:do you want|would you like|want) to report an? (?:error|typo|mistake|correction)(?!\p{L})|^(?:report|spotted|found|see) an? (?:error|typo|mistake)(?: (?:or|in) .*)?[?!.]?(?: .*(?:click|let us know|contact|tell us).*)?$/iu,
  /^your e-?mail address will not be published\b|^required fields are marked\b|^save my name, e-?mail,? and website in this browser\b/iu,
  /^(?:deine|ihre) e-?mail-adresse wird nicht veröffentlicht|^e-?post(?:adressen)? (?:din )?vil ikke (?:bli )?publisert|^e-?posta (?:hesabınız|adresiniz) yayımlanmayacak|^ваш (?:адрес )?e-?mail не будет опубликован|^votre adresse e-?mail ne sera pas publiée/iu,
  /^(?:copyright|\(c\)|©)\s.*(?:\d{4}|all rights reserved|reserved\.?$)|(?:©|\(c\)|copyright)\s*(?:\d{4}[–-])?\d{4}\.?(?:\s.{0,60}all rights reserved\.?)?$|^all rights reserved\.?$|^alle rechte vorbehalten\.?$/iu,
  /^you can search using\b|^(?:type|enter) (?:a |your )?(?:keywords?|search terms?|e-?mail(?: address)?)(?!\p{L}).*|^search (?:for|this site|our site|the archive)(?!\p{L}).{0,30}$/iu,
  /^(?:this (?:article|story|post) (?:was|is) (?:tagged|filed|posted) (?:under|in)|filed under|posted in|tags:|categories:|category:|schlagwörter:|etiketler:|теги:|stikkord:)/iu,
  /^(?:netiquette|comment (?:policy|guidelines)|community (?:guidelines|standards))$/iu,
];

const longLikely: readonly RegExp[] = [
  /(?<!\p{L})(?:we|this (?:web ?)?site|our (?:web ?)?site|our partners|by (?:continuing|using|clicking))(?!\p{L}).{0,120}\bcookies\b/iu,
  /^(?:note: )?by (?:submitting|posting|leaving) (?:your |a )?comments?\b|\bcomments? (?:will be|are) (?:pre-?)?moderated\b/iu,
  /\byour comments?\b.{0,80}(?<!\p{L})(?:moderated|guidelines|published)(?!\p{L})/iu,
  /(?<!\p{L})(?:wir|diese (?:web)?seite)(?!\p{L}).{0,60}\bcookies\b|\bvi bruker (?:informasjonskapsler|cookies)(?!\p{L})|(?<!\p{L})(?:çerez|куки|cookie)\p{L}* (?:kullan|использ)/iu,
];

const shareStart =
  /^(?:share|tweet|click to share|teilen|del (?:på|artikkel|saken)|dela|paylaş|поделиться|partager|compartir|condividi)(?!\p{L})/iu;
const shareWords = new Set(
  `share tweet this that article story post page link link: on via by to with and or the a your friends copy copied email e-mail mail print save
  button close comment comments facebook twitter x linkedin pinterest reddit whatsapp telegram messenger bluesky mastodon threads instagram options
  icon click open new window in more follow us artikkel saken på diesen artikel auf facebook’ta`.split(/\s+/),
);

/** "Share this article Comments", "Share on Facebook": each word of it belongs to share buttons. */
function isShareLine(line: string, words: number): boolean {
  const start = words < 2 || words > 10 ? null : shareStart.exec(line);
  if (start === null) return false;
  return (
    line
      .slice(start[0].length)
      // Buttons side by side lose the space between them: "Share on FacebookShare on X".
      .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
      .toLowerCase()
      .split(/[\s,/|·]+/u)
      .every((word) => word === '' || shareWords.has(word) || /^\d+$/.test(word))
  );
}
