/**
 * A text with ARNs, paths or addresses, which can wrap after their colons and slashes. The
 * stylesheet adds the places to break, because `<wbr>` adds spaces to what screen readers say.
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
