/** What the page and its server say to each other. Types only: both sides are compiled with it, and neither runs it. */

export interface Snapshot {
  readonly application: { readonly id: string; readonly name: string };
  readonly guild: { readonly name: string };
  readonly people: readonly Person[];
  /** Those that this viewer may open. */
  readonly channels: readonly Channel[];
  /** Those that this viewer may use. */
  readonly commands: readonly Command[];
  readonly isBotOnline: boolean;
  /** How many documents the bot answers from; null until it tells. */
  readonly documents: number | null;
  /** What this viewer sees, oldest first. */
  readonly messages: readonly Message[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly isModerator: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'thread' | 'dm' | 'group-dm';
  readonly parent: string | null;
}

export type Translations = Readonly<Record<string, string>>;

export interface Command {
  /** With its subcommand, if it has one: `docs status`. */
  readonly name: string;
  readonly names: Translations;
  readonly description: string;
  readonly descriptions: Translations;
  readonly type: 1 | 2 | 3;
  /** 0 servers, 1 direct messages with the bot, 2 other direct messages; null for anywhere. */
  readonly contexts: readonly number[] | null;
  readonly options: readonly Option[];
}

export interface Option {
  readonly name: string;
  readonly names: Translations;
  readonly description: string;
  readonly descriptions: Translations;
  /** Discord's option types: 3 string, 4 integer, 5 boolean, 6 user, 7 channel, 10 number. */
  readonly type: number;
  readonly isRequired: boolean;
  readonly hasSuggestions: boolean;
  readonly choices: readonly Choice[];
  /** Of a string's length, or of a number. */
  readonly least: number | null;
  readonly most: number | null;
}

export interface Choice {
  readonly name: string;
  readonly names: Translations;
  readonly value: string | number;
}

export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  readonly at: number;
  readonly editedAt: number | null;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Component[];
  /** Only this viewer sees it. */
  readonly isPrivate: boolean;
  readonly isThinking: boolean;
  readonly interaction: {
    readonly id: string;
    readonly user: string;
    readonly command: string | null;
  } | null;
  readonly replyTo: string | null;
}

export interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly color?: number;
  readonly author?: { readonly name: string };
  readonly footer?: { readonly text: string };
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
}

/** The parts of Discord's components that the page shows, under Discord's names. */
export type Component =
  | { readonly type: 1; readonly components: readonly Component[] }
  | Button
  | Select
  | { readonly type: 9; readonly components: readonly Component[]; readonly accessory: Component }
  | { readonly type: 10; readonly content: string }
  | { readonly type: 11; readonly description?: string | null }
  | { readonly type: 12; readonly items: readonly { readonly description?: string | null }[] }
  | { readonly type: 13; readonly name?: string }
  | { readonly type: 14; readonly divider?: boolean; readonly spacing?: number }
  | {
      readonly type: 17;
      readonly components: readonly Component[];
      readonly accent_color?: number | null;
      readonly spoiler?: boolean;
    };

export interface Button {
  readonly type: 2;
  /** 1 primary, 2 secondary, 3 success, 4 danger, 5 link, 6 premium. */
  readonly style: number;
  readonly label?: string;
  readonly emoji?: { readonly name?: string | null };
  readonly custom_id?: string;
  readonly url?: string;
  readonly disabled?: boolean;
}

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly default?: boolean;
}

export interface Select {
  readonly type: 3;
  readonly custom_id: string;
  readonly options: readonly SelectOption[];
  readonly placeholder?: string;
  readonly min_values?: number;
  readonly max_values?: number;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

export interface TextInput {
  readonly type: 4;
  readonly custom_id: string;
  /** 1 one line, 2 a paragraph. */
  readonly style: number;
  readonly label?: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly min_length?: number;
  readonly max_length?: number;
}

export interface ChoiceGroup {
  /** 21 one of them, 22 several. */
  readonly type: 21 | 22;
  readonly custom_id: string;
  readonly options: readonly SelectOption[];
  readonly required?: boolean;
  readonly min_values?: number;
  readonly max_values?: number;
}

export interface Checkbox {
  readonly type: 23;
  readonly custom_id: string;
  readonly default?: boolean;
}

export type Field = TextInput | Select | ChoiceGroup | Checkbox;

export type ModalPart =
  | { readonly type: 18; readonly label: string; readonly description?: string; readonly component: Field }
  | { readonly type: 10; readonly content: string }
  | { readonly type: 1; readonly components: readonly TextInput[] };

export interface Modal {
  readonly title: string;
  readonly components: readonly ModalPart[];
}

export type FieldValue = string | boolean | readonly string[];
export type OptionValue = string | number | boolean;

/** Server to page, each under its name as the type of a server-sent event. `state` comes first, and again after each break. */
export interface Events {
  readonly state: Snapshot;
  /** New, or changed. */
  readonly message: Message;
  readonly deleted: { readonly id: string; readonly channel: string };
  readonly commands: readonly Command[];
  readonly bot: { readonly isOnline: boolean; readonly documents: number | null };
  /** A reply that will not come any more. */
  readonly failed: { readonly interaction: string; readonly reason: string };
}

/** Page to server: the path of a POST, and its body beside `user` and `locale`. */
export interface Actions {
  readonly say: { readonly channel: string; readonly text: string };
  readonly use: {
    readonly channel: string;
    readonly name: string;
    readonly type: 1 | 2 | 3;
    readonly options: Readonly<Record<string, OptionValue>>;
    readonly target: string | null;
  };
  readonly suggest: {
    readonly channel: string;
    readonly name: string;
    readonly focused: string;
    readonly options: Readonly<Record<string, OptionValue>>;
  };
  readonly press: { readonly channel: string; readonly message: string; readonly customId: string };
  readonly select: {
    readonly channel: string;
    readonly message: string;
    readonly customId: string;
    readonly values: readonly string[];
  };
  readonly submit: { readonly modal: string; readonly values: Readonly<Record<string, FieldValue>> };
  readonly dismiss: { readonly channel: string; readonly message: string };
}

/** What came of an action. What it brings to the channel comes as events. */
export type Result =
  | { readonly kind: 'done' }
  | { readonly kind: 'modal'; readonly id: string; readonly modal: Modal }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  /** The bot did not respond. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Discord would not have let it happen; `reason` is for the person. */
  | { readonly kind: 'refused'; readonly reason: string };
