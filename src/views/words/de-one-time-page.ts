import type { Words } from './words.ts';

export const deOneTimePage: Words['oneTimePage'] = {
  taken:
    'Diese Seite wurde schon einmal geöffnet. Wenn du sie nicht geöffnet hast, war es ein anderes Programm: Gib die Rolle in Rolekeeper frei und versuche es erneut.',
  otherUser:
    'Ein anderer Benutzer dieses Computers hat Rolekeeper gestartet, und nur sein Browser darf diese Seite öffnen.',
};
