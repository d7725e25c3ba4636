/** Our own drawings on a grid of 20, in strokes of the text's colour. */
const paths = {
  hash: ['M7.5 3 6 17', 'M14 3l-1.5 14', 'M3.5 7.5h13.5', 'M3 12.5h13.5'],
  thread: ['M4 4v7a3 3 0 0 0 3 3h9', 'M13 11l3 3-3 3', 'M8 6h8', 'M8 9.5h5'],
  person: ['M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z', 'M3.5 17c.6-3.2 3.2-5 6.5-5s5.9 1.8 6.5 5'],
  people: [
    'M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z',
    'M2 16.5c.5-3 2.7-4.5 5.5-4.5s5 1.5 5.5 4.5',
    'M13 4.3a2.6 2.6 0 0 1 0 5',
    'M15 12.3c1.7.6 2.8 2 3.1 4.2',
  ],
  eye: [
    'M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10z',
    'M10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  ],
  send: ['M3.5 4l13.5 6-13.5 6 2-6z', 'M5.5 10h6'],
  more: ['M4.5 10h.01', 'M10 10h.01', 'M15.5 10h.01'],
  menu: ['M3 5.5h14', 'M3 10h14', 'M3 14.5h14'],
  close: ['M5 5l10 10', 'M15 5L5 15'],
  sun: [
    'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
    'M10 1.8v1.7',
    'M10 16.5v1.7',
    'M1.8 10h1.7',
    'M16.5 10h1.7',
    'M4.2 4.2l1.2 1.2',
    'M14.6 14.6l1.2 1.2',
    'M4.2 15.8l1.2-1.2',
    'M14.6 5.4l1.2-1.2',
  ],
  moon: ['M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z'],
  external: ['M8 4.5H4.5v11h11V12', 'M11.5 3.5h5v5', 'M16 4l-7 7'],
  down: ['M10 4v11', 'M5 10.5l5 5 5-5'],
  plus: ['M10 5v10', 'M5 10h10'],
  reply: ['M3.5 16V9.5a3 3 0 0 1 3-3H16'],
  alert: ['M10 3l8 14H2z', 'M10 8.5v4', 'M10 14.7h.01'],
  file: ['M5 2.5h6.5L15 6v11.5H5z', 'M11 2.5V6.5h4'],
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const drawing = document.createElementNS(space, 'svg');
  drawing.setAttribute('viewBox', '0 0 20 20');
  drawing.setAttribute('class', `icon icon-${name}`);
  drawing.setAttribute('aria-hidden', 'true');
  for (const path of paths[name]) {
    const stroke = document.createElementNS(space, 'path');
    stroke.setAttribute('d', path);
    drawing.append(stroke);
  }
  return drawing;
}
