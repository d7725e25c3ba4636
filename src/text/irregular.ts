/**
 * Base of each English form that suffix stripping cannot reach: "fled" -> "flee", "children" -> "child", "eight" -> "8",
 * "centre" -> "center". Forms that are more often another word ("wound", "lives", "bit") are left out on purpose.
 */
export function irregularStems(): ReadonlyMap<string, string> {
  if (bases !== undefined) return bases;
  const made = new Map<string, string>();
  for (const row of `${VERBS}|${PLURALS}|${SPELLINGS}|${NUMBERS}`.split('|')) {
    const [base = '', ...forms] = row.trim().split(/\s+/);
    for (const form of forms) made.set(form, base);
  }
  bases = made;
  return made;
}

let bases: ReadonlyMap<string, string> | undefined;

/** Each row: the base, then its forms. */
const VERBS = `arise arose arisen|awake awoke awoken|bear bore borne|beat beaten|become became|begin began begun|bend bent|
bind bound|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn burnt|buy bought|catch caught|
choose chose chosen|cling clung|come came|creep crept|deal dealt|die died dies dying|dig dug|draw drew drawn|dream dreamt|drink drank drunk|
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown|
forbid forbade forbidden|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|
get got gotten|give gave given|go went gone goes|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|
kneel knelt|know knew known|lay laid|lead led|lean leant|leap leapt|learn learnt|leave left|lend lent|lie lied lies lain lying|light lit|
lose lost|make made|mean meant|meet met|mistake mistook mistaken|overcome overcame|overtake overtook overtaken|
oversee oversaw overseen|overthrow overthrew overthrown|pay paid|prove proven|rebuild rebuilt|ride rode ridden|ring rang rung|
rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|shake shook shaken|shine shone|shoot shot|
show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|speed sped|
spell spelt|spend spent|spin spun|spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung|
strike struck stricken|strive strove striven|swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken|
teach taught|tear tore torn|tell told|think thought|throw threw thrown|tie tied ties tying|undergo underwent undergone|
understand understood|undertake undertook undertaken|uphold upheld|wake woke woken|wear wore worn|weave wove woven|weep wept|
win won|withdraw withdrew withdrawn|withhold withheld|withstand withstood|write wrote written|rewrite rewrote rewritten`;

const PLURALS = `man men|child children|foot feet|tooth teeth|goose geese|mouse mice|ox oxen|wife wives|knife knives|
wolf wolves|half halves|thief thieves|shelf shelves|loaf loaves|calf calves|crisis crises|analysis analyses|thesis theses|
hypothesis hypotheses|diagnosis diagnoses|index indices|matrix matrices|vertex vertices|appendix appendices|
criterion criteria|phenomenon phenomena|bacterium bacteria|fungus fungi|nucleus nuclei|alumnus alumni|stimulus stimuli|
larva larvae|formula formulae`;

/** British, then American, where the difference is not the regular -our or -is-. */
const SPELLINGS = `center centre centres centred|theater theatre theatres|meter metre metres|kilometer kilometre kilometres|
liter litre litres|fiber fibre fibres|defense defence defences|offense offence offences|license licence licences|
program programme programmes|favorite favourite favourites|gray grey|check cheque cheques|tire tyre tyres|
aluminum aluminium|airplane aeroplane aeroplanes|plow plough ploughs|jewelry jewellery|mold mould`;

const NUMBERS = `0 zero|2 two|3 three|4 four|5 five|6 six|7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve`;
