/** What sort of thing a question asks for. `thing` is a noun phrase of no known sort, `open` anything at all. */
export type AnswerType =
  | 'person'
  | 'organisation'
  | 'place'
  | 'name'
  | 'thing'
  | 'date'
  | 'duration'
  | 'age'
  | 'money'
  | 'percentage'
  | 'count'
  | 'length'
  | 'weight'
  | 'volume'
  | 'area'
  | 'speed'
  | 'temperature'
  | 'ratio'
  | 'ordinal'
  | 'figure' // a number of a kind that the question leaves open
  | 'frequency'
  | 'reason'
  | 'manner'
  | 'yes-no'
  | 'quotation'
  | 'definition'
  | 'event'
  | 'open';

/** The part of a date that is asked for. */
export type DatePart = 'year' | 'decade' | 'century' | 'month' | 'weekday' | 'day' | 'time';

/** What a noun that is asked for ("which newspaper", "what is the weight of") says about the answer. */
export interface HeadMeaning {
  readonly type: AnswerType;
  readonly part?: DatePart;
}

const people = `actor actress adviser advisor admiral analyst anchor archaeologist archbishop architect artist astronaut athlete
 author baker banker baron bishop boss boy broker brother builder buyer candidate captain carpenter cardinal caliph carrier chairman
 chairwoman chair champion chancellor chef chemist chief child clerk coach colonel comedian commander commissioner composer
 conductor congressman conqueror consort convict cook coroner correspondent councillor creator critic customer dancer
 daughter dean defendant delegate deputy designer detective developer dictator diplomat director discoverer doctor driver
 duke economist editor emperor empress employee engineer envoy executive expert explorer farmer father  filmmaker
 firefighter fisherman founder friend general geologist girl goalkeeper governor grandfather grandmother guard guest
 guitarist guy head heir hero historian host husband individual inhabitant inspector inventor investigator investor journalist
 judge junior justice king knight lady landlord landowner lawmaker lawyer leader librarian lieutenant magistrate maker man manager
 mathematician mayor member merchant minister monarch monk mother murderer musician narrator naturalist negotiator neighbour
 neighbor novelist nun nurse observer officer official operator opponent owner painter parent passenger pastor patriarch patron
 performer person pharaoh philanthropist philosopher photographer physicist pianist pilot player playwright plumber poet
 politician pope preacher predecessor president prince princess principal prisoner producer professor prosecutor
 psychologist pupil quarterback queen rapper referee relative reporter representative researcher resident ruler sailor
 saint scholar scientist sculptor secretary seller senator sheriff singer sister skipper sociologist soldier soloist
 somebody someone son songwriter speaker spokesman spokesperson spokeswoman star student successor sultan superintendent
 surgeon surveyor suspect teacher technician teenager theologian theorist thief trader trainer treasurer trustee tutor
 victim  villager visitor volunteer widow wife winner witness woman worker writer youngster zoologist`;

const organisations = `agency airline alliance army assembly association authority band bank bar battalion board body branch brand
 broadcaster brewery  bureau business cabinet   channel charity church club college
 commission committee company confederation conglomerate congregation consortium contractor cooperative corporation council court
 denomination department division dynasty employer  enterprise faction faculty federation firm force foundation garage
 gang government group guild hospital hotel  institute institution insurer  journal label laboratory lab
 league library magazine manufacturer ministry movement museum navy network newspaper orchestra order organisation
 organization outlet  paper parliament partner party police  press publication publisher regiment
 regulator restaurant retailer school shop society squad  studio supermarket supplier team  tribe
 tribunal troupe union university watchdog website yard`;

const places = `address airbase airfield airport area arena base basin bay beach birthplace border borough bridge building
 camp canal canton cape capital castle cathedral cemetery  checkpoint city coast coastline commune community
 continent corner country county crossing destination district dock domain dyke estate farm field forest garden glacier gulf
 hall harbour harbor headquarters hemisphere hill hometown home intersection island isle jurisdiction kingdom lake
 landmark land location mountain municipality nation neighborhood neighbourhood  ocean parish park peninsula place
 plain planet plateau port prefecture prison province quarter range region republic residence ridge river road room
 route ruin sea shore site square stadium state station stream street suburb temple territory theatre theater town township
 valley venue village volcano ward waterway whereabouts zone`;

const names = `album animal anthem award ballet battle boat book   cartoon cat ceremony code codename
 competition conference constitution cup disease doctrine documentary dog drama drug election epic episode era essay event festival
 ferry film game holiday horse hurricane language law legislation  manuscript medal medicine mission motto movie
 musical name nickname novel  opera operation painting play poem prize programme program project
 pseudonym  religion revolution satellite series ship show slogan software song spacecraft statue storm surname
 symphony theorem title tournament train treaty trophy tune vessel virus war yacht`;

const measures: Readonly<Record<string, string>> = {
  money: `bill bonus budget compensation cost costs debt deposit donation earnings expenditure expense expenses fare fee  fine
   fund funding funds gdp grant income  invoice loss loan money pay payment payout payoff penalty pension pledge price
    profit ransom rent reparations revenue reward royalty salary savings sponsorship spending subsidy sum tariff
   tax taxes ticket toll turnover value wage wages worth`,
  percentage: `percent percentage proportion share fraction  rate odds likelihood probability`,
  age: 'age ages',
  duration: `duration timespan lifespan  sentence wait notice  tenure`,
  length: `altitude breadth depth diameter distance elevation height length radius  thickness width wingspan`,
  weight: 'mass weight',
  volume: 'volume',
  area: 'acreage ',
  speed: 'speed velocity pace',
  temperature: 'temperature temperatures',
  ratio: 'ratio score result outcome  margin majority ',
  figure: `amount attendance capacity casualties catch content count dimension estimate figure gain increase decrease
   level limit maximum minimum number numbers output population quantity quota ranking rating reduction size strength
    tally toll total turnout yield wattage voltage frequency density  drop rise fall`,
};

const dateParts: Readonly<Record<DatePart, string>> = {
  year: 'year years season',
  decade: 'decade decades',
  century: 'century centuries millennium',
  month: 'month months',
  weekday: 'weekday',
  day: 'day date dates deadline birthday anniversary',
  time: 'time hour clock',
};

const reasons = `aim cause causes excuse explanation goal grounds justification motivation motive purpose rationale reason reasons
 intention`;
const words = ` comment line  phrase quip quote quotation reaction remark reply response statement
  words warning`;

/** What the noun says about the answer; `undefined` for most nouns, which may name anything. Takes one lower-case word. */
export function meaningOfHead(word: string): HeadMeaning | undefined {
  const known = asked.get(word);
  if (known !== undefined || asked.has(word)) return known;
  meanings ??= readMeanings();
  const meaning = meanings.get(word) ?? meanings.get(singular(word));
  if (asked.size >= mostAsked) asked.clear();
  asked.set(word, meaning);
  return meaning;
}

/** The last word of every stretch that may answer is asked about, and words come again. */
const asked = new Map<string, HeadMeaning | undefined>();
const mostAsked = 8192;

/** The nouns that say something, for finding the one that a misspelt word is meant for. */
export function knownHeads(): Iterable<string> {
  meanings ??= readMeanings();
  return meanings.keys();
}

let meanings: Map<string, HeadMeaning> | undefined;

function readMeanings(): Map<string, HeadMeaning> {
  const found = new Map<string, HeadMeaning>();
  const add = (list: string, meaning: HeadMeaning): void => {
    for (const word of list.split(/\s+/)) if (word !== '' && !found.has(word)) found.set(word, meaning);
  };
  for (const [type, list] of Object.entries(measures)) add(list, { type: type as AnswerType });
  for (const [part, list] of Object.entries(dateParts)) add(list, { type: 'date', part: part as DatePart });
  add(reasons, { type: 'reason' });
  add(words, { type: 'quotation' });
  add(people, { type: 'person' });
  add(organisations, { type: 'organisation' });
  add(places, { type: 'place' });
  add(names, { type: 'name' });
  return found;
}

function singular(word: string): string {
  if (word.endsWith('men')) return word.replace(/men$/, 'man');
  if (word.endsWith('ies')) return word.replace(/ies$/, 'y');
  if (/(?:s|x|ch|sh)es$/.test(word)) return word.replace(/es$/, '');
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}
