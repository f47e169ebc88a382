/**
 * Returns the page of the device flow, where the user compares the code with the code on the device
 * and allows or denies access.
 */
export function devicePage(userCode: string, state: 'waiting' | 'answered' | 'unknown'): string {
  const code = userCode.replace(/[^A-Z-]/g, '');
  const answer = {
    waiting: `<p>Rolekeeper wants to sign you in. Allow it only if it shows this code:</p>
<p class="code">${code}</p>
<form method="post" action="/device">
<input type="hidden" name="user_code" value="${code}">
<button name="answer" value="allow">Allow</button>
<button name="answer" value="decline">Decline</button>
</form>`,
    answered: '<p>Thank you. You can close this page.</p>',
    unknown: '<p>No device waits for this code.</p>',
  }[state];
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Demo sign-in</title>
<style>body { font: 1.1rem system-ui; margin: 3rem auto; max-width: 30rem } .code { font: 2rem monospace }</style>
<h1>Demo sign-in</h1>
${answer}
</html>
`;
}
