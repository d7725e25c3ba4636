const kept = 'footnote.theme';
const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

export function theme(): Theme {
  const chosen = localStorage.getItem(kept);
  return themes.find((known) => known === chosen) ?? 'system';
}

export function setTheme(chosen: Theme): void {
  localStorage.setItem(kept, chosen);
  document.documentElement.dataset['theme'] = chosen;
}

export function nextTheme(current: Theme): Theme {
  return themes[(themes.indexOf(current) + 1) % themes.length] ?? 'system';
}
