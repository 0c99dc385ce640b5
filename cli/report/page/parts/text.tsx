import { Fragment } from "preact";

/** Lines that a command would print below each other. */
export const Lines = ({ text }: { text: string }) => (
  <>
    {text.split("\n").map((line, index) => (
      <Fragment key={index}>
        {index > 0 && <br />}
        {line}
      </Fragment>
    ))}
  </>
);

/** A word and what it stands before; an empty word is as that above. */
export const Definitions = ({ rows }: { rows: readonly (readonly [string, string])[] }) => (
  <dl>
    {grouped(rows).map(([word, texts]) => (
      <div>
        <dt>{word}</dt>
        {texts.map((text) => (
          <dd>
            <Lines text={text} />
          </dd>
        ))}
      </div>
    ))}
  </dl>
);

function grouped(rows: readonly (readonly [string, string])[]): [string, string[]][] {
  const groups: [string, string[]][] = [];
  for (const [word, text] of rows) {
    const last = groups.at(-1);
    if (last && (word === "" || word === last[0])) last[1].push(text);
    else groups.push([word.trim(), [text]]);
  }
  return groups;
}

/** `docs.aws.amazon.com/vpc/…`, which leads there; other sources are words. */
export const Source = ({ text }: { text: string }) =>
  /^[a-z0-9.-]+\.(?:com|org)\/\S*$/.test(text) ? (
    <a class="source" href={`https://${text}`} rel="noreferrer">
      {text}
    </a>
  ) : (
    <span class="source">{text}</span>
  );

/** `urgent` and `minor` grade what is to be known; the others say how something is. */
export type Tone = "good" | "mild" | "bad" | "plain" | "urgent" | "minor";

const SYMBOLS: Readonly<Record<Tone, string>> = { good: "✓", mild: "▲", bad: "✕", plain: "–", urgent: "▲", minor: "●" };

/** A word with a symbol of its own, so that its colour says nothing alone. */
export const Mark = ({ tone, text }: { tone: Tone; text: string }) => (
  <span class={`mark ${tone}`}>
    <span aria-hidden="true">{SYMBOLS[tone]}</span> {text}
  </span>
);

/** Logical names, one after the other. */
export const Names = ({ names }: { names: readonly string[] }) => (
  <>
    {names.map((name, index) => (
      <Fragment key={name}>
        {index > 0 && ", "}
        <code>{name}</code>
      </Fragment>
    ))}
  </>
);
