import { about, help } from './about.ts';
import { ask } from './ask.ts';
import { outline, passage, search, searchPage, sources, sourcesPage } from './browse.ts';
import { menuNames } from './commands.ts';
import { dismiss } from './dismiss.ts';
import { docs } from './docs.ts';
import { followUp, followUpAsked, rephrase, rephrased } from './follow-up.ts';
import type { Handlers } from './handler.ts';
import { askAboutMessage, checkMessage } from './menus.ts';
import { rest, share } from './share.ts';
import { suggestDocuments } from './suggest.ts';
import { helpful, notHelpful, reason } from './votes.ts';

/** Everything that a person can do, and what answers it. */
export const handlers: Handlers = {
  commands: { ask, search, sources, about, help, docs },
  menus: { [menuNames.ask]: askAboutMessage, [menuNames.check]: checkMessage },
  buttons: {
    passage,
    'follow-up': followUp,
    rephrase,
    share,
    rest,
    helpful,
    'not-helpful': notHelpful,
    dismiss,
    'search-page': searchPage,
    'sources-page': sourcesPage,
    outline,
  },
  modals: { 'follow-up-asked': followUpAsked, rephrased, reason },
  suggest: suggestDocuments,
};
