import { element } from './element.ts';
import { icon } from './icons.ts';
import type { Button, Component, Select } from './protocol.ts';
import { renderMarkdown, type Names } from './render-markdown.ts';
import type { Words } from './words.ts';

/** What components need of the message they are part of. */
export interface Surface {
  readonly names: Names;
  readonly words: Words;
  press(customId: string, button: HTMLButtonElement): void;
  select(customId: string, values: readonly string[]): void;
}

export function renderComponents(components: readonly Component[], on: Surface): DocumentFragment {
  const made = document.createDocumentFragment();
  made.append(...components.map((component) => renderComponent(component, on)));
  return made;
}

function renderComponent(component: Component, on: Surface): Node {
  switch (component.type) {
    case 1:
      return element('div', { class: 'cv-row' }, renderComponents(component.components, on));
    case 2:
      return renderButton(component, on);
    case 3:
      return renderSelect(component, on);
    case 9:
      return element(
        'div',
        { class: 'cv-section' },
        element('div', { class: 'cv-section-text' }, renderComponents(component.components, on)),
        element('div', { class: 'cv-accessory' }, renderComponent(component.accessory, on)),
      );
    case 10:
      return element('div', { class: 'cv-text' }, renderMarkdown(component.content, on.names));
    case 11:
      return renderMissing(component.description);
    case 12:
      return element(
        'div',
        { class: 'cv-row' },
        ...component.items.map((item) => renderMissing(item.description)),
      );
    case 13:
      return renderMissing(component.name);
    case 14: {
      const size = component.spacing === 2 ? 'wide' : 'narrow';
      const kind = (component.divider ?? true) ? 'line' : 'space';
      return element('hr', { class: `cv-separator cv-${size} cv-${kind}` });
    }
    case 17:
      return renderContainer(component, on);
    default:
      return element('p', { class: 'cv-missing' }, `(${String((component as { type: unknown }).type)})`);
  }
}

function renderContainer(container: Extract<Component, { type: 17 }>, on: Surface): HTMLElement {
  const made = element('div', { class: 'cv-container' }, renderComponents(container.components, on));
  const accent = container.accent_color ?? null;
  if (accent !== null) {
    made.classList.add('has-accent');
    made.style.setProperty('--card-accent', `#${accent.toString(16).padStart(6, '0')}`);
  }
  return made;
}

/** Pictures and files would come from elsewhere: their descriptions stand for them. */
function renderMissing(description: string | null | undefined): HTMLElement {
  return element('p', { class: 'cv-missing' }, icon('file'), description ?? '');
}

const buttonStyles = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'secondary'];

function renderButton(button: Button, on: Surface): HTMLElement {
  const label = [button.emoji?.name ?? '', button.label ?? ''].filter((part) => part !== '').join(' ');
  const look = `cv-button cv-button-${buttonStyles[button.style] ?? 'secondary'}`;
  const { url, custom_id: customId } = button;
  if (url !== undefined && /^https?:/i.test(url) && !(button.disabled ?? false)) {
    const attributes = {
      class: look,
      href: url,
      title: url,
      target: '_blank',
      rel: 'noopener noreferrer nofollow',
    };
    return element('a', attributes, label, icon('external'));
  }
  const made = element('button', { type: 'button', class: look, disabled: button.disabled ?? false }, label);
  if (customId !== undefined) {
    made.dataset['customId'] = customId;
    made.addEventListener('click', () => on.press(customId, made));
  }
  return made;
}

function renderSelect(select: Select, on: Surface): HTMLElement {
  const most = select.max_values ?? 1;
  const label = select.placeholder ?? on.words.choose;
  const made = element('select', {
    class: 'cv-select',
    'aria-label': label,
    disabled: select.disabled ?? false,
    multiple: most > 1,
  });
  if (most === 1) made.append(element('option', { value: '', disabled: true, selected: true }, label));
  made.append(...select.options.map(selectOption));
  const chosen = (): readonly string[] =>
    [...made.selectedOptions].map(({ value }) => value).filter((value) => value !== '');
  if (most === 1) {
    made.addEventListener('change', () => on.select(select.custom_id, chosen()));
    return element('div', { class: 'cv-select-box' }, made);
  }
  const apply = element('button', { type: 'button', class: 'cv-button cv-button-secondary' }, on.words.apply);
  apply.addEventListener('click', () => on.select(select.custom_id, chosen()));
  return element('div', { class: 'cv-select-box' }, made, apply);
}

export function selectOption(option: Select['options'][number]): HTMLOptionElement {
  const words = option.description === undefined ? option.label : `${option.label} – ${option.description}`;
  return element('option', { value: option.value, selected: option.default ?? false }, words);
}
