/**
 * A text that can contain ARNs, paths or addresses. A line ends after their colons and slashes
 * rather than inside a word. Copies and screen readers get the exact text, because the places to
 * break are in the stylesheet. (With `<wbr>`, Chromium puts spaces into descriptions.)
 */
export function BreakableText({ text }: { readonly text: string }) {
  const pieces = piecesOf(text);
  const last = pieces.length - 1;
  return (
    <>
      {pieces.map((piece, at) =>
        at === last ? (
          piece
        ) : (
          <span key={at} class="piece">
            {piece}
          </span>
        ),
      )}
    </>
  );
}

/** Keeps times together, such as 11:20, and a colon with the space after it. */
function piecesOf(text: string): readonly string[] {
  return text.split(/(?<=[:/\\])(?=[^\s:/\\])(?!(?<=\b\d\d?:)\d\d\b)/);
}
