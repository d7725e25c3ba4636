import type { BuildStage, DocumentState } from '../../index/build-report.ts';
import type { Localised } from '../language.ts';
import { typed } from './commands.ts';
import { numeral } from './counted.ts';
import type { Said } from './notice.ts';

/** What `/docs` says to those who manage a server. */
export interface DocsWords {
  readonly status: string;
  readonly generation: string;
  readonly built: string;
  readonly unknown: string;
  readonly size: string;
  readonly files: string;
  readonly checking: string;
  /** `outOf` is how many there are where not all were looked at. */
  readonly changed: (changed: number, missing: number, checked: number, outOf: number) => string;
  readonly votes: string;
  readonly countVotes: (helpful: number, notHelpful: number) => string;
  readonly building: string;
  readonly notBuilding: string;
  readonly isBuilding: string;
  readonly warning: string;
  readonly stages: Readonly<Record<BuildStage, string>>;
  readonly rebuilding: string;
  readonly goesOn: string;
  readonly tooLong: string;
  readonly done: string;
  readonly nothingNew: string;
  readonly alreadyBuilding: Said;
  readonly failed: string;
  readonly states: Readonly<Record<DocumentState, string>>;
  readonly removed: string;
  readonly skipped: string;
  readonly notes: string;
  readonly more: (count: number) => string;
  readonly took: (milliseconds: number) => string;
  readonly embedded: (embedded: number, reused: number) => string;
}

export const docsWords: Localised<DocsWords> = {
  en: {
    status: 'State of the index',
    generation: 'Generation',
    built: 'Built',
    unknown: 'unknown',
    size: 'Holds',
    files: 'Files',
    checking: 'being compared with the index …',
    changed: (changed, missing, checked, outOf) =>
      `${numeral('en', changed)} changed, ${numeral('en', missing)} missing since indexed${
        checked < outOf
          ? ` (of the first ${numeral('en', checked)} of ${numeral('en', outOf)})`
          : ` (of ${numeral('en', checked)})`
      }`,
    votes: 'Votes',
    countVotes: (helpful, notHelpful) =>
      `${numeral('en', helpful)} helpful, ${numeral('en', notHelpful)} not helpful`,
    building: 'Rebuild',
    notBuilding: 'none under way from here',
    isBuilding: 'under way',
    warning: 'To look at',
    stages: { read: 'Reading', embed: 'Embedding', index: 'Indexing', write: 'Writing' },
    rebuilding: 'Rebuilding the index',
    goesOn: 'Questions are answered from the old index until the new one is complete.',
    tooLong: `This takes longer than Discord lets a reply change. It goes on; ${typed('en', 'docs', 'status')} shows when it is done.`,
    done: 'The index is up to date',
    nothingNew: 'Nothing has changed',
    alreadyBuilding: [
      'The index is being rebuilt already.',
      `${typed('en', 'docs', 'status')} shows when it is done.`,
    ],
    failed: 'The index was not rebuilt; the one before stays in use',
    states: { added: 'New', changed: 'Changed', renamed: 'Renamed', unchanged: 'Unchanged' },
    removed: 'No longer there',
    skipped: 'Left out',
    notes: 'To look at',
    more: (count) => `… and ${numeral('en', count)} more`,
    took: (milliseconds) => `${numeral('en', milliseconds / 1000, 1)} s`,
    embedded: (embedded, reused) =>
      `${numeral('en', embedded)} embedded, ${numeral('en', reused)} taken over`,
  },
  no: {
    status: 'Indeksens tilstand',
    generation: 'Generasjon',
    built: 'Bygd',
    unknown: 'ukjent',
    size: 'Inneholder',
    files: 'Filer',
    checking: 'sammenlignes med indeksen …',
    changed: (changed, missing, checked, outOf) =>
      `${numeral('no', changed)} endret, ${numeral('no', missing)} borte siden indekseringen${
        checked < outOf
          ? ` (av de første ${numeral('no', checked)} av ${numeral('no', outOf)})`
          : ` (av ${numeral('no', checked)})`
      }`,
    votes: 'Stemmer',
    countVotes: (helpful, notHelpful) =>
      `${numeral('no', helpful)} nyttige, ${numeral('no', notHelpful)} ikke nyttige`,
    building: 'Nybygging',
    notBuilding: 'ingen i gang herfra',
    isBuilding: 'i gang',
    warning: 'Å se på',
    stages: { read: 'Leser', embed: 'Lager vektorer', index: 'Indekserer', write: 'Skriver' },
    rebuilding: 'Bygger indeksen på nytt',
    goesOn: 'Spørsmål besvares fra den gamle indeksen til den nye er ferdig.',
    tooLong: `Dette tar lengre tid enn Discord lar et svar endres. Det fortsetter; ${typed('no', 'docs', 'status')} viser når det er ferdig.`,
    done: 'Indeksen er oppdatert',
    nothingNew: 'Ingenting er endret',
    alreadyBuilding: [
      'Indeksen bygges allerede på nytt.',
      `${typed('no', 'docs', 'status')} viser når det er ferdig.`,
    ],
    failed: 'Indeksen ble ikke bygd på nytt; den forrige er fortsatt i bruk',
    states: { added: 'Nye', changed: 'Endret', renamed: 'Omdøpt', unchanged: 'Uendret' },
    removed: 'Ikke lenger der',
    skipped: 'Utelatt',
    notes: 'Å se på',
    more: (count) => `… og ${numeral('no', count)} til`,
    took: (milliseconds) => `${numeral('no', milliseconds / 1000, 1)} s`,
    embedded: (embedded, reused) =>
      `${numeral('no', embedded)} nye vektorer, ${numeral('no', reused)} gjenbrukt`,
  },
  tr: {
    status: 'Dizinin durumu',
    generation: 'Nesil',
    built: 'Kuruldu',
    unknown: 'bilinmiyor',
    size: 'İçerik',
    files: 'Dosyalar',
    checking: 'dizinle karşılaştırılıyor …',
    changed: (changed, missing, checked, outOf) =>
      `dizinlendiğinden beri ${numeral('tr', changed)} değişmiş, ${numeral('tr', missing)} eksik${
        checked < outOf
          ? ` (${numeral('tr', outOf)} dosyadan ilk ${numeral('tr', checked)})`
          : ` (${numeral('tr', checked)} dosyadan)`
      }`,
    votes: 'Oylar',
    countVotes: (helpful, notHelpful) =>
      `${numeral('tr', helpful)} yararlı, ${numeral('tr', notHelpful)} yararsız`,
    building: 'Yeniden kurma',
    notBuilding: 'buradan başlatılmış yok',
    isBuilding: 'sürüyor',
    warning: 'Bakılacaklar',
    stages: { read: 'Okunuyor', embed: 'Vektörler', index: 'Dizinleniyor', write: 'Yazılıyor' },
    rebuilding: 'Dizin yeniden kuruluyor',
    goesOn: 'Yenisi tamamlanana dek sorular eski dizinden yanıtlanır.',
    tooLong: `Bu, Discord’un bir yanıtı değiştirmeye izin verdiğinden uzun sürüyor. Devam ediyor; bitince ${typed('tr', 'docs', 'status')} gösterir.`,
    done: 'Dizin güncel',
    nothingNew: 'Hiçbir şey değişmemiş',
    alreadyBuilding: ['Dizin zaten yeniden kuruluyor.', `Bitince ${typed('tr', 'docs', 'status')} gösterir.`],
    failed: 'Dizin yeniden kurulamadı; önceki kullanılmaya devam ediyor',
    states: { added: 'Yeni', changed: 'Değişen', renamed: 'Adı değişen', unchanged: 'Değişmeyen' },
    removed: 'Artık olmayan',
    skipped: 'Dışarıda bırakılan',
    notes: 'Bakılacaklar',
    more: (count) => `… ve ${numeral('tr', count)} tane daha`,
    took: (milliseconds) => `${numeral('tr', milliseconds / 1000, 1)} sn`,
    embedded: (embedded, reused) =>
      `${numeral('tr', embedded)} yeni vektör, ${numeral('tr', reused)} eskisinden`,
  },
  ru: {
    status: 'Состояние индекса',
    generation: 'Поколение',
    built: 'Построен',
    unknown: 'неизвестно',
    size: 'Содержит',
    files: 'Файлы',
    checking: 'сравниваются с индексом …',
    changed: (changed, missing, checked, outOf) =>
      `после индексации изменено: ${numeral('ru', changed)}, пропало: ${numeral('ru', missing)}${
        checked < outOf
          ? ` (проверены первые ${numeral('ru', checked)} из ${numeral('ru', outOf)})`
          : ` (проверено ${numeral('ru', checked)})`
      }`,
    votes: 'Голоса',
    countVotes: (helpful, notHelpful) =>
      `полезно: ${numeral('ru', helpful)}, бесполезно: ${numeral('ru', notHelpful)}`,
    building: 'Перестройка',
    notBuilding: 'отсюда не запущена',
    isBuilding: 'идёт',
    warning: 'Обратите внимание',
    stages: { read: 'Чтение', embed: 'Векторы', index: 'Индексация', write: 'Запись' },
    rebuilding: 'Индекс перестраивается',
    goesOn: 'Пока новый не готов, ответы даются по старому индексу.',
    tooLong: `Это дольше, чем Discord позволяет менять ответ. Работа продолжается; ${typed('ru', 'docs', 'status')} покажет, когда она закончится.`,
    done: 'Индекс обновлён',
    nothingNew: 'Ничего не изменилось',
    alreadyBuilding: [
      'Индекс уже перестраивается.',
      `${typed('ru', 'docs', 'status')} покажет, когда он будет готов.`,
    ],
    failed: 'Индекс не перестроен; используется прежний',
    states: { added: 'Новые', changed: 'Изменённые', renamed: 'Переименованные', unchanged: 'Без изменений' },
    removed: 'Больше нет',
    skipped: 'Пропущено',
    notes: 'Обратите внимание',
    more: (count) => `… и ещё ${numeral('ru', count)}`,
    took: (milliseconds) => `${numeral('ru', milliseconds / 1000, 1)} с`,
    embedded: (embedded, reused) =>
      `новых векторов: ${numeral('ru', embedded)}, взято прежних: ${numeral('ru', reused)}`,
  },
  de: {
    status: 'Zustand des Index',
    generation: 'Generation',
    built: 'Gebaut',
    unknown: 'unbekannt',
    size: 'Enthält',
    files: 'Dateien',
    checking: 'werden mit dem Index verglichen …',
    changed: (changed, missing, checked, outOf) =>
      `seit der Indexierung ${numeral('de', changed)} geändert, ${numeral('de', missing)} fehlend${
        checked < outOf
          ? ` (von den ersten ${numeral('de', checked)} von ${numeral('de', outOf)})`
          : ` (von ${numeral('de', checked)})`
      }`,
    votes: 'Stimmen',
    countVotes: (helpful, notHelpful) =>
      `${numeral('de', helpful)} hilfreich, ${numeral('de', notHelpful)} nicht hilfreich`,
    building: 'Neubau',
    notBuilding: 'von hier aus keiner im Gang',
    isBuilding: 'im Gang',
    warning: 'Zu beachten',
    stages: { read: 'Lesen', embed: 'Vektoren', index: 'Indexieren', write: 'Schreiben' },
    rebuilding: 'Der Index wird neu gebaut',
    goesOn: 'Bis der neue fertig ist, werden Fragen aus dem alten Index beantwortet.',
    tooLong: `Das dauert länger, als Discord eine Antwort ändern lässt. Es geht weiter; ${typed('de', 'docs', 'status')} zeigt, wann es fertig ist.`,
    done: 'Der Index ist auf dem neuesten Stand',
    nothingNew: 'Nichts hat sich geändert',
    alreadyBuilding: [
      'Der Index wird bereits neu gebaut.',
      `${typed('de', 'docs', 'status')} zeigt, wann er fertig ist.`,
    ],
    failed: 'Der Index wurde nicht neu gebaut; der bisherige bleibt in Gebrauch',
    states: { added: 'Neu', changed: 'Geändert', renamed: 'Umbenannt', unchanged: 'Unverändert' },
    removed: 'Nicht mehr da',
    skipped: 'Ausgelassen',
    notes: 'Zu beachten',
    more: (count) => `… und ${numeral('de', count)} weitere`,
    took: (milliseconds) => `${numeral('de', milliseconds / 1000, 1)} s`,
    embedded: (embedded, reused) =>
      `${numeral('de', embedded)} neu eingebettet, ${numeral('de', reused)} übernommen`,
  },
};
