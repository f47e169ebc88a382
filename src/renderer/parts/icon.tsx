const paths = {
  back: 'M15 5l-7 7 7 7',
  expand: 'M6 9l6 6 6-6',
  add: 'M12 5v14M5 12h14',
  doctor: 'M3 12h4l2.5-6 4 12 2.5-6h5',
  settings: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5v5M8 14.5v5',
  dots: 'M5 12h.1M12 12h.1M19 12h.1',
  refresh: 'M19.5 12a7.5 7.5 0 11-2.3-5.4M19.5 3.5v4.2h-4.2',
  close: 'M6 6l12 12M18 6L6 18',
  good: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4v10M12 19v.5',
  bad: 'M7 7l10 10M17 7L7 17',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  off: 'M6 12h12',
  activity: 'M4 12a8 8 0 108-8 8.5 8.5 0 00-6.5 3M4 3.5V7.5H8M12 8v4.5l3 2',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM20 20l-4.7-4.7',
  open: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9',
  pin: 'M12 21v-6M7 15h10l-2-4V5.5h1V3H8v2.5h1V11z',
  enter: 'M19 6v5.5a2 2 0 01-2 2H6M9.5 9.5l-4 4 4 4',
  keyboard: 'M3 7h18v10.5H3zM7 10.7v.1M11 10.7v.1M15 10.7v.1M8 14.2h8',
  offline:
    'M4 4l16 16M8.6 15.8a5 5 0 016.8 0M5.2 12.3a10 10 0 013.3-2.2M12.5 9.3a10 10 0 016.3 3M12 19.3v.1',
  key: 'M8.5 9.5a4 4 0 108 0 4 4 0 00-8 0zM12.5 13.5V21M12.5 18h3',
} as const;

export interface IconProps {
  readonly name: keyof typeof paths;
  readonly label?: string;
}

/** An icon, hidden from screen readers unless it has a label. */
export function Icon({ name, label }: IconProps) {
  const text =
    label === undefined
      ? ({ 'aria-hidden': 'true' } as const)
      : ({ role: 'img', 'aria-label': label } as const);
  return (
    <svg class="icon" viewBox="0 0 24 24" {...text}>
      <path d={paths[name]} />
    </svg>
  );
}

/** The logo: a key whose bow is a clock. */
export function Logo() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect class="mark-ground" width="32" height="32" rx="8" />
      <circle class="mark-line" cx="13" cy="13" r="6" />
      <path class="mark-line" d="M13 9.8V13l2.2 1.6M17.4 17.4l7.1 7.1M21.2 21.2l2.6-2.6" />
    </svg>
  );
}
