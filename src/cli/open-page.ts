/** Opens a page in the person's browser, where there is one; who cannot see it has its address. */
export async function openPage(page: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const child = await open(page);
    child.on('error', () => undefined);
  } catch {
    // No browser that this system knows of.
  }
}
