/** Returns true while a dialog or a menu is over the page and handles the keys. */
export function isOverlayOpen(): boolean {
  return document.querySelector('dialog[open], .menu:popover-open') !== null;
}
