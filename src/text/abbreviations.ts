/**
 * What a full stop after a word says about the end of a sentence.
 *
 * - `title`: more always follows ("Dr. Smith", "e.g. this")
 * - `number`: a number follows ("No. 5", "Jan. 3"); before anything else the word is an ordinary one
 * - `either`: the stop may end the sentence as well ("Acme Inc. bought", "at Acme Inc. The")
 */
export type Abbreviation = 'title' | 'number' | 'either';

/**
 * The kind of abbreviation that `word`, written before a full stop and without it, is; `null` for an ordinary word.
 * Single letters and letters with stops between ("U.S", "Ph.D") are told by their shape, others by a list.
 */
export function abbreviationOf(word: string): Abbreviation | null {
  const lower = word.toLowerCase();
  if (titles.has(lower)) return 'title';
  const isCapital = /^\p{Lu}/u.test(word);
  if (isCapital && capitalTitles.has(lower)) return 'title';
  if (numbered.has(lower)) return 'number';
  if (eitherWay.has(lower)) return 'either';
  if (isCapital && capitalised.has(lower)) return 'either';
  if (/^\p{L}{1,3}(?:\.\p{L}{1,3})+$/u.test(word)) return 'either';
  return null;
}

/**
 * Words that begin sentences and seldom go on after an abbreviation: function words of the languages we read.
 * `name` narrows to those that are no part of a name either ("Robert F. De Niro" goes on, "plan B. The" does not).
 */
export function isSentenceStarter(word: string, name = false): boolean {
  return englishStarters.has(word) || (!name && otherStarters.has(word));
}

/** Abbreviations that close a list ("etc."): with a capital behind them, the sentence is over. */
export function isListEnd(word: string): boolean {
  return listEnds.has(word.toLowerCase());
}

/** Month names and short forms in small letters: "am 3. Oktober" and "17. mai" go on. */
export function isMonthName(word: string): boolean {
  return months.has(word.toLowerCase());
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Only with a capital: "Ms. Moe", but "laget av. Han". */
const capitalTitles = words(`
  mr mrs ms mx messrs mmes gen sen rep gov lt col sgt capt cpt cmdr maj adm brig cpl pvt rev hon pres msgr supt amb insp
  det fr hr dipl ing mag sra srta dña mme mlle doç yrd öğr op av sn fa
`);

const titles = words(`
  dr prof v vs cf eg viz e.g i.e a.k.a aka z.b d.h u.a s.o s.u f.eks bl.a m.a t.ex bzw vgl f.o.m p.ej напр bkz örn
  т.е т.к т.н см ул им пр наб г-н г-жа проф акад
`);

const numbered = words(`
  no nos nr nrs num fig figs eq eqs vol vols ch chap sec art arts par para p pp pg tel ext ca circa approx est kl jf bd abs
  kap str lnr § № pos op.cit tab ver c b d fl r jan feb mar apr jun jul aug sep sept oct nov dec okt des dez ene abr ago
  стр рис гл ст п д кв тел
`);

const eitherWay = words(`
  etc inc ltd corp co cos bros jr sr esq llc plc gmbh al dept univ assn ave blvd rd hwy st sq ste apt bldg govt intl natl ft mt
  usw osv mfl m.m dvs pga evt ev inkl exkl vb vd şti cad sok mah г гг др т.д т.п руб коп тыс млн млрд ph.d m.sc b.sc
`);

/** Only with a capital: "Sat. 5 May", but "that is where she sat. The". */
const capitalised = words(`
  mon tue tues wed thu thur thurs fri sat ariz ill del ore wash mass ind calif conn okla tenn kan md mich minn miss mont neb
  nev penn pa tex va vt wis wyo fla ga ala ark colo
`);

const listEnds = words('etc usw osv mfl m.m vb vd др т.д т.п');

const englishStarters = words(`
  The An He She It They We You I In On At By For From With Without But And Or So Yet If When While After Before Since
  Although Though Because As That This These Those There Here His Her Its Their Our My Your What Who Where Why How Which
  Then Now Today Yesterday Tomorrow Also However Moreover Meanwhile Later Earlier Still Thus Hence Once Some Many Most
  Several All Both Each Every Not One Two Three Another Other Such Under Over During Until Between Among Despite According
  Instead Perhaps Maybe Yes Let Please Does Did Is Are Was Were Has Have Had Would Could Should Last Next First Second
  Finally More Even Only Just Nor Neither Either Few Much Nobody Everyone Someone Additionally Furthermore Nevertheless
  Therefore Consequently Similarly Afterwards Eventually Recently Currently Asked Speaking Nearly About Almost Being To Of
  A
`);

const otherStarters = words(`
  Der Die Das Ein Eine Er Sie Es Wir Ich Im Am Aber Und Oder Doch Nach Bei Mit Für Von Zu Als Wenn Dann Dies Diese Dieser
  Det Den De Han Hun Vi Jeg På Men Og Da Når Etter Ved Til Som Hvis Dette Disse Ikke Även Och Men Hon När Efter
  Bu Bir O Ama Ve Ancak Onlar Biz Ben Şu Daha Sonra Fakat Çünkü
  Le La Les Un Une Il Elle Ils Elles Nous Vous Je Ce Cette Ces Mais Et Dans Pour Selon Après El Los Las Una Pero En Según
  Он Она Оно Они Это Эта Этот В На Но И А Мы Я Как По С К Из О Для При После Когда Если Также Однако
`);

const months = words(`
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept
  oct nov dec januar februar märz jänner mai juni juli oktober dezember januari februari mars maj augusti oktober mei maart
  desember ocak şubat nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık januari augustus
  января февраля марта апреля мая июня июля августа сентября октября ноября декабря helmikuuta tammikuuta maaliskuuta
  huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
  ledna února března dubna května června července srpna září října listopadu prosince
`);
