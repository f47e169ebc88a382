/** The height of a line with large text, in px (GNOME). Other systems have lower lines. */
const LINE_PX = 34;
/** The padding and the border of a menu, in px. */
const FRAME_PX = 24;
/** The fewest lines that a menu needs: four fixed lines, two for roles, and "More". */
const MIN_LINES = 7;
/** The user would not read a longer menu. */
const MAX_LINES = 30;
/** The number of lines that fit on a display that is 768 px high. Used if no display is known. */
const USUAL_LINES = 20;

/**
 * Returns how many lines fit on the display with the smallest height, because Linux does not say on
 * which display a menu opens. `heights` are those of the displays' work areas, in px.
 */
export function menuLines(heights: readonly number[]): number {
  const known = heights.filter((height) => height > 0);
  if (known.length === 0) return USUAL_LINES;
  const lines = Math.floor((Math.min(...known) - FRAME_PX) / LINE_PX);
  return Math.max(MIN_LINES, Math.min(MAX_LINES, lines));
}
