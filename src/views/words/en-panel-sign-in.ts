export const enSignIn = {
  title: 'Sign in to AWS',
  lead: (profile: string) =>
    `Your browser opens a page of AWS. Sign in there for ${profile} and allow the request.`,
  compare: 'Allow it only if the page shows this code',
  code: 'Code',
  page: 'Page',
  pending: 'Waiting for the sign-in',
  open: 'Open the page',
  preparing: 'Asking AWS for a page…',
  /** Shown if the AWS CLI opened the page. */
  elsewhere: 'The AWS CLI has opened the page.',
  waiting: 'Waiting for the sign-in. Rolekeeper then continues automatically.',
  cancel: 'Cancel sign-in',
  close: 'Hide',
  done: (profile: string) => `Signed in for ${profile}`,
};
