/** Columns of a page that no terminal shows: a file, a pipe, a comment on a change. */
export const WIDTH = 100;

/** Narrower pages than this are not made: what is wider than its terminal, that wraps. */
const NARROWEST = 60;

let columns = WIDTH;

/** Columns of the page that is written. */
export const pageWidth = (): number => columns;

export function setPageWidth(width: number): void {
  columns = width;
}

/**
 * Columns of a page for a stream: those of its terminal, or as many as the environment says in COLUMNS, which scripts and pagers set on
 * purpose. Else 100.
 *
 * @param terminal columns of the terminal that the stream writes to; undefined where it writes to none.
 */
export function widthFor(terminal: number | undefined, { COLUMNS: said }: { COLUMNS?: string | undefined }): number {
  const wanted = /^[1-9]\d{0,3}$/.test(said ?? "") ? Number(said) : terminal;
  // A terminal that does not know its size says that it has no column.
  return wanted ? Math.max(NARROWEST, wanted) : WIDTH;
}
