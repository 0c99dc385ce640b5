import type { ReportData } from "../reportData";
import { type Part, partsOf } from "./parts";

/** What a page has inside: text of style sheets and scripts, and what lets a browser take just these. */
export interface Inlined {
  styles: string;
  scripts: readonly string[];
  policy: string;
}

export const Page = ({ data, inlined }: { data: ReportData; inlined: Inlined }) => {
  const { project, stack } = data;
  const title = `${project} / ${stack}`;
  const parts = partsOf(data);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={inlined.policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: inlined.styles }} />
        {inlined.scripts.map((script) => (
          <script dangerouslySetInnerHTML={{ __html: script }} />
        ))}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header>
          <p class="name">{title}</p>
          <Contents parts={parts} />
          <button type="button" class="scripted" id="theme" aria-pressed="false">
            Dark
          </button>
        </header>
        <main id="content" tabIndex={-1}>
          <h1>{title}</h1>
          <p class="aside">{kindText(data)}</p>
          {parts.map(({ id, title: heading, body }) => (
            <section id={id} aria-labelledby={`heading-${id}`}>
              <h2 id={`heading-${id}`}>{heading}</h2>
              {body}
            </section>
          ))}
        </main>
        <p class="unseen" role="status" id="status" />
      </body>
    </html>
  );
};

function kindText({ deployed, switch: change }: ReportData): string {
  if (deployed) return "What is deployed, by the state that Pulumi has of it.";
  return change
    ? "What the stack file plans. Picture, switch and cost have what the switch makes of it, too."
    : "What the stack file plans.";
}

const Contents = ({ parts }: { parts: readonly Part[] }) => (
  <nav aria-label="Contents">
    <ul>
      {parts.map(({ id, title }) => (
        <li>
          <a href={`#${id}`}>{title}</a>
        </li>
      ))}
    </ul>
  </nav>
);
