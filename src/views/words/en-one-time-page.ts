/** What a browser shows at the one-time address of a page that it may not open. */
export const enOneTimePage = {
  taken:
    'This page was already opened once. If you did not open it, another program did: release the role in Rolekeeper, then try again.',
  otherUser:
    'Another user of this computer started Rolekeeper, and only their browser may open this page.',
};
