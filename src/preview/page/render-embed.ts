import { element } from './element.ts';
import type { Embed } from './protocol.ts';
import { renderMarkdown, type Names } from './render-markdown.ts';

export function renderEmbed(embed: Embed, names: Names): HTMLElement {
  const made = element('div', { class: 'cv-container embed' });
  if (embed.color !== undefined) {
    made.classList.add('has-accent');
    made.style.setProperty('--card-accent', `#${embed.color.toString(16).padStart(6, '0')}`);
  }
  if (embed.author !== undefined) made.append(element('p', { class: 'md-subtext' }, embed.author.name));
  if (embed.title !== undefined)
    made.append(element('h4', { class: 'md-h3' }, renderMarkdown(embed.title, names)));
  if (embed.description !== undefined) made.append(renderMarkdown(embed.description, names));
  for (const field of embed.fields ?? []) {
    made.append(
      element(
        'div',
        { class: 'embed-field' },
        element('strong', {}, field.name),
        renderMarkdown(field.value, names),
      ),
    );
  }
  if (embed.footer !== undefined) made.append(element('p', { class: 'md-subtext' }, embed.footer.text));
  return made;
}
