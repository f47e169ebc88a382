/**
 * The words of `status --prompt`. They have their own file, because the catalogue takes 5 ms to
 * load.
 */
export const enPrompt = { off: 'off', expired: 'expired' };
