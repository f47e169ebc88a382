/** The words of `status --prompt`. In a file of their own, because the catalogue takes 5 ms to load. */
export const enPrompt = { off: 'off', expired: 'expired' };
