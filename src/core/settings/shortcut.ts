/** Modifier keys by the names that Electron accepts (docs/api/accelerator.md). */
const MODIFIERS: Readonly<Record<string, string>> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  alt: 'alt',
  option: 'alt',
  shift: 'shift',
  super: 'super',
  meta: 'super',
  cmd: 'super',
  command: 'super',
};

const KEY = /^(?:[A-Z0-9]|F(?:[1-9]|1[0-9]|2[0-4])|Space)$/i;

/**
 * Returns true for a global shortcut such as `Ctrl+Alt+R`: at least two modifiers, then a letter, a
 * digit, Space or F1 to F24. One modifier is not enough, because other programs and the panel use
 * such shortcuts.
 */
export function isShortcut(text: string): boolean {
  const parts = text.split('+');
  const modifiers = parts.slice(0, -1).map((part) => MODIFIERS[part.toLowerCase()]);
  return (
    KEY.test(parts.at(-1) ?? '') &&
    modifiers.length >= 2 &&
    !modifiers.includes(undefined) &&
    new Set(modifiers).size === modifiers.length
  );
}
