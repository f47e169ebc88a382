// Draws docs/pictures/windows.svg, which shows small windows side by side as boxes.

/** The kinds of boxes in the drawing. */
export type BoxKind = 'head' | 'search' | 'row' | 'action' | 'dialog';

/** A part of a window, in px from its upper left corner. */
export interface Box {
  readonly kind: BoxKind;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnWindow {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** The address of the page with the sizes, or `measured` for Rolekeeper's own window. */
  readonly source: string;
}

const mullvad =
  'https://github.com/mullvad/mullvadvpn-app/tree/9380a8076bc0511937477989a80ebca89cb334d9/desktop';
const leapp =
  'https://github.com/Noovolari/leapp/tree/663d61903ad331bdffadfcb21839d16efeb57ca6/packages/desktop-app';
const raycast =
  'https://github.com/anyproto/anytype-raycast/blob/b7a333aaa02179a1a55eeaf9f29419efc811fde8/metadata/anytype-1.png';

/** Returns rows of the same height, one below the other. */
function rows(
  count: number,
  first: Omit<Box, 'kind'>,
  step: number = first.height,
): readonly Box[] {
  return Array.from({ length: count }, (_, index) => ({
    ...first,
    kind: 'row' as const,
    y: first.y + index * step,
  }));
}

/** The windows of other programs. A part whose size has no published source is left out. */
export const OTHER_WINDOWS: readonly DrawnWindow[] = [
  {
    name: 'Leapp, compact',
    width: 560,
    height: 680,
    boxes: [
      { kind: 'head', x: 0, y: 0, width: 560, height: 60 },
      ...rows(9, { x: 0, y: 116, width: 560, height: 56 }),
      { kind: 'action', x: 0, y: 620, width: 560, height: 60 },
    ],
    source: leapp,
  },
  {
    name: 'Mullvad',
    width: 320,
    height: 568,
    boxes: [
      { kind: 'head', x: 0, y: 0, width: 320, height: 80 },
      { kind: 'action', x: 32, y: 504, width: 256, height: 32 },
    ],
    source: mullvad,
  },
  {
    name: 'Raycast',
    width: 750,
    height: 474,
    boxes: [
      { kind: 'search', x: 0, y: 0, width: 750, height: 55 },
      ...rows(5, { x: 8, y: 92, width: 734, height: 40 }),
      ...rows(2, { x: 8, y: 328, width: 734, height: 40 }),
      { kind: 'action', x: 0, y: 434, width: 750, height: 40 },
    ],
    source: raycast,
  },
  {
    name: 'rofi 1.7.3',
    width: 400,
    height: 446,
    boxes: [
      { kind: 'search', x: 0, y: 0, width: 400, height: 33 },
      ...rows(15, { x: 6, y: 37, width: 378, height: 25 }, 27),
    ],
    source: 'https://github.com/davatorium/rofi/tree/1.7.3',
  },
];

/**
 * Returns the sizes that docs/design.md compares: of the window, its header and its rows. The
 * height of the header or of a row is null if the window has none.
 */
export function sizesOf({ boxes, width, height }: DrawnWindow) {
  const heightOf = (kind: BoxKind): number | null => {
    const box = boxes.find((one) => one.kind === kind);
    return box === undefined ? null : Math.round(box.height);
  };
  const rowTops = boxes.filter(({ kind }) => kind === 'row').map(({ y }) => y);
  // A heading can be between two rows, so the smallest step is the height of a row.
  const steps = rowTops.slice(1).map((top, index) => top - (rowTops[index] ?? 0));
  return {
    size: `${String(width)} × ${String(height)}`,
    top: heightOf('head') ?? heightOf('search'),
    row: steps.length === 0 ? null : Math.round(Math.min(...steps)),
    rows: rowTops.length,
  };
}

const SCALE = 0.5;
const GAP = 24;
const CAPTION = 40;
const FILLS: Readonly<Record<BoxKind, string>> = {
  head: '#c9d0dc',
  search: '#ffffff',
  row: '#eef1f6',
  action: '#2f5bd7',
  dialog: '#ffffff',
};
const LEGEND: readonly (readonly [BoxKind, string])[] = [
  ['head', 'Header'],
  ['search', 'Search'],
  ['row', 'A whole row'],
  ['action', 'Main action'],
];

/** Returns an SVG of the windows in lines, all at half of their size. */
export function windowsSvg(lines: readonly (readonly DrawnWindow[])[]): string {
  const drawn: string[] = [];
  let y = GAP * 2;
  let right = 0;
  for (const line of lines) {
    let x = GAP;
    for (const window of line) {
      drawn.push(windowGroup(window, x, y));
      x += window.width * SCALE + GAP;
    }
    right = Math.max(right, x);
    y += Math.max(...line.map(({ height }) => height)) * SCALE + CAPTION + GAP;
  }
  const legend = LEGEND.map(([kind, text], index) => {
    const x = GAP + index * 120;
    return `${rectangle(x, 12, 16, 12, FILLS[kind])}<text x="${x + 24}" y="22">${text}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${y}" width="${right}" height="${y}" font-family="sans-serif" font-size="12" fill="#1b1f27">`,
    '<title>Small windows at one scale, as boxes</title>',
    `<rect width="${right}" height="${y}" fill="#f4f5f7"/>`,
    ...legend,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function windowGroup(window: DrawnWindow, left: number, top: number): string {
  const { name, width, height, boxes } = window;
  const { size, top: head, row, rows: count } = sizesOf(window);
  const captions = [
    `${name} · ${size} px`,
    [
      head === null ? '' : `top ${String(head)} px`,
      row === null ? '' : `${String(count)} rows of ${String(row)} px`,
    ]
      .filter((part) => part !== '')
      .join(' · '),
  ];
  const bottom = top + height * SCALE;
  return [
    rectangle(left, top, width * SCALE, height * SCALE, '#ffffff'),
    ...boxes.map((box) =>
      rectangle(
        left + box.x * SCALE,
        top + box.y * SCALE,
        box.width * SCALE,
        box.height * SCALE,
        FILLS[box.kind],
      ),
    ),
    ...captions.map(
      (text, index) =>
        `<text x="${left}" y="${bottom + 16 + index * 16}"${index === 0 ? ' font-weight="600"' : ''}>${text}</text>`,
    ),
  ].join('\n');
}

function rectangle(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="2" fill="${fill}" stroke="#868e9c" stroke-width="0.5"/>`;
}
