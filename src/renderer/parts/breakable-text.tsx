/**
 * A text that can contain ARNs, paths or addresses. A line can end after their colons and slashes
 * instead of inside a word. The stylesheet adds the places to break, so that copies and screen
 * readers get the exact text. (With `<wbr>`, Chromium puts spaces into accessible descriptions.)
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

/** Does not split a time, such as 11:20, or a colon from the space after it. */
function piecesOf(text: string): readonly string[] {
  return text.split(/(?<=[:/\\])(?=[^\s:/\\])(?!(?<=\b\d\d?:)\d\d\b)/);
}
