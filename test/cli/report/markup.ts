/* What a page says, read from its markup without a browser. */

export const found = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(([, group = ""]) => group);

export const hrefs = (html: string) => found(html, /href="([^"]*)"/g);

/** What a browser would show of some markup. */
export const textOf = (markup: string): string =>
  markup
    .replace(/<\/?(?:br|span|p|h\d)\b[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();

export function partOf(html: string, id: string): string {
  const [, part] = new RegExp(`<section id="${id}"[^>]*>([^]*?)</section>`).exec(html) ?? [];
  return part ?? "";
}

/** The cells of the rows of a table, each by its text. */
export function rowsOf(html: string, label: string): string[][] {
  const [, table = ""] = new RegExp(`<caption[^>]*>${label}</caption>([^]*?)</table>`).exec(html) ?? [];
  return found(table, /<tr>([^]*?)<\/tr>/g).map((row) => found(row, /<t[hd][^>]*>([^]*?)<\/t[hd]>/g).map(textOf));
}
