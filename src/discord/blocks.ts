import {
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  type APISeparatorComponent,
  type APITextDisplayComponent,
} from 'discord.js';
import type { Card } from './handler.ts';
import { encodeState, type ButtonState } from './state.ts';

/** @param content markdown: what is foreign in it has been through `shown` */
export function text(content: string, id?: number): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, ...(id === undefined ? {} : { id }), content };
}

/** A thin line; without `divider` only the room for it. */
export function separator(divider = true): APISeparatorComponent {
  return { type: ComponentType.Separator, divider, spacing: SeparatorSpacingSize.Small };
}

/** One to five buttons. */
export function row(...components: readonly APIButtonComponent[]): APIActionRowComponent<APIButtonComponent> {
  return { type: ComponentType.ActionRow, components: [...components] };
}

export type Emphasis = 'primary' | 'secondary' | 'success' | 'danger';

/** @param label plain text; of more than about 34 characters a phone shows only the beginning */
export function button(
  label: string,
  state: ButtonState,
  emphasis: Emphasis = 'secondary',
  disabled = false,
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: styles[emphasis],
    label,
    custom_id: encodeState(state),
    ...(disabled ? { disabled } : {}),
  };
}

const styles = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

/** A button that leads to a web page, or `null` where the address is not one that may be shown: anything but http and https. */
export function linkButton(label: string, address: string | null): APIButtonComponentWithURL | null {
  const url = webAddress(address);
  return url === null ? null : { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
}

const maxAddress = 512;

function webAddress(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, href: found, hostname, username, password } = new URL(address);
  const href = withinRfc3986(found);
  const isWeb = (protocol === 'https:' || protocol === 'http:') && hostname.includes('.');
  // A name before the host makes one site look like another.
  return isWeb && username === '' && password === '' && href.length <= maxAddress ? href : null;
}

/** Browsers let more stand in an address than the description of Discord's API, which would refuse the whole message. */
function withinRfc3986(href: string): string {
  return href
    .replace(/%(?![\da-f]{2})/gi, '%25')
    .replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/g, encodeURIComponent)
    .replace(/(?<=#.*)#/g, '%23');
}

/** Texts with one button at their side. */
export function section(
  texts: string | readonly string[],
  accessory: APIButtonComponent,
): APISectionComponent {
  const contents = typeof texts === 'string' ? [texts] : texts;
  return { type: ComponentType.Section, components: contents.map((content) => text(content)), accessory };
}

/** @param accent colour of the edge, 0xRRGGBB */
export function container(
  components: readonly APIComponentInContainer[],
  accent?: number,
): APIContainerComponent {
  return {
    type: ComponentType.Container,
    ...(accent === undefined ? {} : { accent_color: accent }),
    components: [...components],
  };
}

export function cardOf(...components: readonly APIMessageTopLevelComponent[]): Card {
  return { components };
}

export { withinLimits } from './limits.ts';
export { questionTextId, readQuestion } from './question-text.ts';
