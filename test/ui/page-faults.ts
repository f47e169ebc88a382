import type { Page } from 'playwright-core';

/** The smallest height and width of something to click (WCAG 2.2, 2.5.8), in CSS pixels. */
const TARGET = 24;

/**
 * Finds elements that are too wide, too narrow for their text or too small to click. A text may be
 * cut off only if a `title` has the full text.
 */
const LAYOUT_FAULTS = `(() => {
  const faults = [];
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (e) => [e.localName, e.className, (e.getAttribute('aria-label') ?? e.innerText ?? e.name ?? '')
    .slice(0, 40)].filter(Boolean).join(' ');
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push('the page is wider than the window');
  const drawn = document.createElement('canvas').getContext('2d');
  const widthOf = (text, e) => {
    drawn.font = getComputedStyle(e).font;
    return drawn.measureText(text).width;
  };
  for (const e of top.querySelectorAll('*')) {
    // This text is only for screen readers.
    if (!seen(e) || e.matches('.unseen')) continue;
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    const canScroll = ['auto', 'scroll'].includes(style.overflowX);
    const isField = e.matches('input, select, textarea');
    if (box.width > 1 && box.right > innerWidth + 1 && e.closest('pre') === null)
      faults.push('leaves the window: ' + name(e));
    if (!isField && !canScroll && style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1 &&
        !e.title && !e.querySelector('[title]') && box.width > 1)
      faults.push('is cut off: ' + name(e));
    const isText = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (isText && style.display !== 'inline' && style.overflowX === 'visible' && e.scrollWidth > e.clientWidth + 1)
      faults.push('spills out: ' + name(e));
    const size = parseFloat(style.fontSize);
    if (isText && e.innerText.length > 12 && box.width < 5 * size && box.height > 5 * size)
      faults.push('is squeezed: ' + name(e));
    if (isField && !e.title) {
      const inner = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      const text = e.localName === 'select' ? e.selectedOptions[0]?.text : e.placeholder;
      // A list of choices needs space for its arrow.
      const room = e.localName === 'select' ? inner - 16 : inner;
      if (text && !e.value.trim().includes('\\n') && (e.localName === 'select' || e.value === '') &&
          widthOf(text, e) > room + 1)
        faults.push('is cut off: ' + name(e) + ' ' + text);
    }
    if (e.matches('button, a[href], select, summary, input')) {
      const label = e.matches('input') ? e.closest('label') : null;
      const hit = (label ?? e).getBoundingClientRect();
      // A pseudo-element can enlarge the area that reacts to clicks.
      const around = getComputedStyle(e, '::before');
      const more = around.content === 'none' ? 0 : Math.max(0, -2 * (parseFloat(around.top) || 0));
      if (Math.min(hit.width, hit.height) + more < ${String(TARGET)} - 0.5)
        faults.push('is smaller than ${String(TARGET)} px: ' + name(e) + ' ' + hit.width + ' x ' + hit.height);
    }
  }
  return [...new Set(faults)];
})()`;

/**
 * Finds words that are divided at the end of a line although they fit on the next line. A word ends
 * at a space, a colon, a slash or a hyphen.
 */
const DIVIDED_WORDS = `(() => {
  const faults = new Set();
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  const isInWord = (character) => /[\\p{L}\\p{N}]/u.test(character);
  const leftOfBlock = (element) => {
    let block = element;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    const { paddingLeft, borderLeftWidth } = getComputedStyle(block);
    return block.getBoundingClientRect().left + parseFloat(paddingLeft) + parseFloat(borderLeftWidth);
  };
  const range = document.createRange();
  const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode()); ) {
    const parent = node.parentElement;
    if (!parent.checkVisibility() || parent.closest('.unseen, pre, select') !== null) continue;
    // The left edge of a centred line is not known.
    if (getComputedStyle(parent).textAlign === 'center') continue;
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    if (lines.size < 2) continue;
    const boxOf = (at) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getClientRects()[0];
    };
    const text = node.data;
    for (let at = 1; at < text.length; at += 1) {
      if (!isInWord(text[at]) || !isInWord(text[at - 1])) continue;
      const [one, next] = [boxOf(at - 1), boxOf(at)];
      if (!one || !next || next.top < one.bottom - 2) continue;
      let start = at - 1;
      while (start > 0 && !/[\\s:\\/-]/.test(text[start - 1])) start -= 1;
      if (boxOf(start).left > leftOfBlock(parent) + 3)
        faults.add('is divided: ' + text.slice(start, at) + '|' + text.slice(at, at + 20));
    }
  }
  return [...faults];
})()`;

/** Finds a dialog whose title or focused control is not visible when it opens. */
const HIDDEN_IN_DIALOG = `(() => {
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  if (dialog === undefined) return [];
  const { top, bottom } = dialog.getBoundingClientRect();
  const isIn = (e) => {
    const box = e.getBoundingClientRect();
    return box.top >= Math.max(0, top) - 0.5 && box.bottom <= Math.min(innerHeight, bottom) + 0.5;
  };
  const title = dialog.querySelector('h2');
  const focus = document.activeElement;
  return [
    ...(title.matches('.unseen') || isIn(title) ? [] : ['the title is out of view']),
    ...(dialog.contains(focus) && isIn(focus) ? [] : ['the focus is out of view: ' + focus.outerHTML]),
  ];
})()`;

/**
 * Returns the focused control: its name, whether its middle is visible, and whether it has the
 * focus for the first time. Null if no control has the focus.
 */
const FOCUSED = `(() => {
  const e = document.activeElement;
  if (e === null || e === document.body) return null;
  const label = e.matches('.segments input') ? e.closest('label') : e;
  const box = label.getBoundingClientRect();
  const x = box.left + Math.min(box.width / 2, 20);
  const y = box.top + Math.min(box.height / 2, 20);
  const at = document.elementFromPoint(x, y);
  const isShown = at !== null && (label.contains(at) || at.contains(label) && !at.matches('header, .form-end'));
  const name = e.localName + ' ' + (e.getAttribute('aria-label') ?? e.id ?? '') + ' ' + (e.innerText ?? '').slice(0, 30);
  const isNew = !e.hasAttribute('data-visited');
  e.setAttribute('data-visited', '');
  return { name, isShown, isNew };
})()`;

interface Focused {
  readonly name: string;
  readonly isShown: boolean;
  readonly isNew: boolean;
}

/** Returns the layout faults of the page or of its open dialog. Call it before the focus moves. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  const found = await Promise.all(
    [LAYOUT_FAULTS, DIVIDED_WORDS, HIDDEN_IN_DIALOG].map((finder) =>
      page.evaluate<readonly string[]>(finder),
    ),
  );
  return found.flat();
}

/**
 * Moves the focus through the page with Tab, and returns the controls that are covered while they
 * have the focus.
 */
export async function hiddenOnFocus(page: Page): Promise<readonly string[]> {
  await page.evaluate(
    `document.querySelector('dialog[open]') ?? document.querySelector('h1').focus()`,
  );
  const hidden: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<Focused | null>(FOCUSED);
    if (focused?.isNew !== true) return hidden;
    if (!focused.isShown) hidden.push(focused.name);
  }
}
