/** Words that English shares with a neighbour: they tell nothing. */
const shared = new Set(
  'a i an am as at bad come de die do fast for had has hat he her in is kind man me men no on or over so sin son ten under war was were will'.split(
    ' ',
  ),
);

/**
 * The commonest function words of languages in Latin script, lower-cased; written down from knowledge of the languages,
 * not counted in any text. What several share counts for each. Order settles ties.
 */
const table: Readonly<Record<string, string>> = {
  en: `the of and to in is was were are be been being am did does do done has have had who what when where why how which whose whom
many much long old that this these those for with from by on at as it its he she they his her their there not no or but if than
after before about into during between under over can could will would should may might must more most any some all we you my your our
me him them us so up out off only also just then now here because while until since against within without through per via
die hat man war fast gift kind art bad not will so an in was am men over under for at also her ten tot son sin come as do no are me
same other another each every both own such very too get got give make made take took tell say said says name year people time first last`,
  no: `bor heter født kommer døde sier gjør skjedde jobber år og er på som til av med det den har ikke om hva hvem hvor når hvorfor hvordan hvilken hvilke hvilket mange mye fra ble blir ved etter
hadde skal kan kom eller seg sitt sine hun han vi jeg dere ifølge mot nå hvis også bare kva kven korleis kvar eit ein frå ikkje kor blei vart
søkte var et en de noen flere både dette disse deres`,
  da: `bor hedder født år og er på som til af med det den har ikke om hvad hvem hvor hvornår hvorfor hvordan hvilken hvilke hvilket mange meget fra blev bliver ved efter
havde skal kan kom eller sig sit sine hun han vi jeg ifølge mod nu hvis også kun nogen flere både dette disse deres var et en de`,
  sv: `bor heter född år och är på som till av med det den har inte om vad vem var när varför hur vilken vilka vilket många mycket från blev blir vid efter
hade ska kan kom eller sig sitt sina hon han vi jag enligt mot nu också bara någon flera både detta dessa deras att för ett en de`,
  de: `lebt leben heißt hieß geboren starb sagte sagt wohnt arbeitet kommt liegt der das und ist wie viele viel wann wer wo warum welche welcher welches welchen wurde wurden haben sind nicht ein eine einen einem einer von mit
für auf aus bei nach zu zum zur im den dem des es sie er wir ich ihr sich auch oder aber über unter vor seit bis durch gegen wieviel wieviele
weshalb wieso woher wohin wem wen wessen gibt gab kam kamen hatte hatten waren werden wird kann laut`,
  nl: `het een van wie wat wanneer waar waarom hoe hoeveel welke zijn werd werden op met voor aan door naar niet bij uit dat te heeft hebben
de en er ook maar dan nog volgens tegen`,
  tr: `yaşıyor doğdu öldü adı kişinin ve bir bu ne kim kaç nerede nereye nereden neden niçin nasıl hangi için ile mi mı mu mü kadar sonra önce olarak göre daha çok var yok
değil oldu olan kimdir nedir zaman kişi tarafından kime kimin kac nasil nicin icin hakkında gibi ise ama veya etti yaptı kimler neler`,
  fr: `né née vit âge habite est-il le la les des du un une est et qui que quoi quand où pourquoi comment combien quel quelle quels quelles dans pour avec sur par au aux ce
cette ont était été sont pas ne se sa ses il elle ils de en à selon`,
  es: `vive nació tiene murió edad años el la los las de del que qué quién quiénes cuándo cuando dónde donde cuánto cuántos cuántas cuántos cómo por para con en un una es son fue fueron
se su sus al lo y según cuál hay quien cuantos`,
  it: `il lo la gli le di del della che chi quando dove quanti quante quanto perché con per un una è sono nel nella da al alla ha hanno stato quale`,
  pt: `o os um uma de da dos das que quem quando onde quantos quantas quanto como por para com em na é foi foram são ao à não qual quais`,
  pl: `kto co kiedy gdzie ile dlaczego jak jest się na w z nie ilu który która które był była było przez dla od`,
  fi: `kuka mikä milloin missä miksi miten kuinka monta ja oli ei että mitä ovat ketkä mistä`,
  ru: `в во на и не что как кто где когда сколько почему это этот эта эти из за с со к ко по у о об от до для при или но а же ли бы был была было были
есть его её их он она они мы вы я ты который которая которые какой какая какие году год лет такой такая`,
  uk: `в у на і й та не що як хто де коли скільки чому це цей ця ці з із за до по о об від для при або але а же чи був була було були є його її їх він вона
вони ми ви я ти який яка які році рік років`,
  ar: `في من على إلى عن ما ماذا متى أين كم عدد هل هو هي الذين الذي التي عام`,
  id: `apa siapa kapan di berapa mana yang dan dengan untuk mengapa bagaimana dari adalah`,
};

/** Words that ask, of the languages above. */
export const questionWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    en: 'who what when where why how which whose whom',
    no: 'hva hvem hvor når hvorfor hvordan hvilken hvilke hvilket',
    da: 'hvad hvem hvor hvornår hvorfor hvordan hvilken hvilke hvilket',
    sv: 'vad vem när varför hur vilken vilka vilket',
    de: 'wie wann wer wo warum welche welcher welches wieviel wieviele',
    nl: 'wie wat wanneer waar waarom hoe hoeveel welke',
    tr: 'ne kim kaç nerede nereye nereden neden niçin nasıl hangi kimdir nedir',
    fr: 'qui quand où pourquoi comment combien quel quelle quels quelles',
    es: 'qué quién quiénes cuándo dónde cuánto cuántos cuántas cómo cuál',
    it: 'chi quando dove quanti quante perché quale',
    pt: 'quem quando onde quantos quantas qual',
    pl: 'kto kiedy gdzie ile dlaczego ilu',
    fi: 'kuka mikä milloin missä miksi kuinka',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/** Of them, those that are no name, and ask alone: "Hvor bor Rustam?". */
export const plainQuestionWords: ReadonlySet<string> = new Set(
  `hvem hvor hvorfor hvordan hvilken hvilke hvilket hvornår hvad varför vilken vilka vilket wann warum welche welcher welches wieviel wieviele
wanneer waarom hoeveel welke kaç nerede nereye nereden niçin nasıl hangi kimdir nedir quién quiénes cuándo dónde cuánto cuántos cuántas cuál
combien pourquoi quelle quelles quels quanti kiedy gdzie dlaczego milloin missä miksi kuinka`.split(/\s+/),
);

/** Letters that a language writes and English does not; some share theirs with others. */
export const ownLetters: Readonly<Record<string, RegExp>> = {
  no: /[æøå]/i,
  da: /[æøå]/i,
  sv: /[åäö]/i,
  de: /[äöüß]/i,
  tr: /[çşğıöüİ]/,
  fr: /[éèêàçùîôœ]/i,
  es: /[ñáéíóú¿¡]/i,
  it: /[àèéìòù]/i,
  pt: /[ãõáéçâê]/i,
  pl: /[ąęłńśżź]/i,
  fi: /[äö]/i,
};

let byWord: ReadonlyMap<string, readonly string[]> | undefined;

/** Which languages a function word belongs to. */
export function functionWords(): ReadonlyMap<string, readonly string[]> {
  if (byWord !== undefined) return byWord;
  const made = new Map<string, string[]>();
  for (const [language, list] of Object.entries(table)) {
    for (const word of new Set(list.split(/\s+/))) {
      if (shared.has(word)) continue;
      const known = made.get(word);
      if (known === undefined) made.set(word, [language]);
      else known.push(language);
    }
  }
  byWord = made;
  return made;
}
