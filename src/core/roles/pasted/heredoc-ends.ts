/** Finds the ends of all heredocs of a text in a time proportional to its length. */
export class HeredocEnds {
  readonly #text: string;
  /** For each marker, the offset of the last line that consists of it. */
  readonly #lastLines = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
    for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
      const content = line.trim();
      if (/^\w{1,40}$/.test(content)) this.#lastLines.set(content, index);
    }
  }

  /**
   * Returns where the heredoc that starts at the offset `start` ends, and where the text continues
   * after its marker. Returns null if no later line consists of the marker.
   */
  endOf(marker: string, start: number): { readonly end: number; readonly next: number } | null {
    if ((this.#lastLines.get(marker) ?? -1) < start) return null;
    for (let line = start; line < this.#text.length;) {
      const lineFeed = this.#text.indexOf('\n', line);
      const next = lineFeed === -1 ? this.#text.length : lineFeed + 1;
      if (this.#text.slice(line, next).trim() === marker) return { end: line, next };
      line = next;
    }
    return null;
  }
}
