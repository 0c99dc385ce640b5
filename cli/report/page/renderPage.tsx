import { renderToString } from "preact-render-to-string";
import type { ReportData } from "../reportData";
import { Page } from "./Page";
import { policyOf } from "./policy";
import { pageScripts, pageStyles } from "./assets";

/**
 * A page that has everything inside and asks for nothing: an HTML document, which a file, a mail's attachment or a server show alike. Texts
 * are escaped, except for the picture, which is markup.
 */
export function renderPage(data: ReportData): string {
  const [styles, scripts] = [pageStyles(), pageScripts()];
  const policy = policyOf({ styles: [styles, ...stylesIn(data.picture.svg)], scripts });
  return `<!doctype html>${renderToString(<Page data={data} inlined={{ styles, scripts, policy }} />)}\n`;
}

/** The style sheets of a drawing. */
const stylesIn = (svg: string): string[] =>
  [...svg.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].flatMap(([, sheet]) => sheet ?? []);
