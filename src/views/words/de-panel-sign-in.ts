import type { Words } from './words.ts';

export const deSignIn: Words['panel']['signIn'] = {
  title: 'Bei AWS anmelden',
  lead: (profile) =>
    `Dein Browser öffnet eine Seite von AWS. Melde dich dort für ${profile} an und erlaube die Anfrage.`,
  compare: 'Erlaube es nur, wenn die Seite diesen Code zeigt',
  code: 'Code',
  page: 'Seite',
  pending: 'Wartet auf die Anmeldung',
  open: 'Seite öffnen',
  preparing: 'AWS wird nach einer Seite gefragt…',
  elsewhere: 'Die AWS CLI hat die Seite geöffnet.',
  waiting: 'Rolekeeper wartet auf die Anmeldung. Danach macht Rolekeeper automatisch weiter.',
  cancel: 'Anmeldung abbrechen',
  close: 'Ausblenden',
  done: (profile) => `Für ${profile} angemeldet`,
};
