import type { Picture as PictureData } from "../../reportData";
import { Table } from "../parts/Table";
import { Lines } from "../parts/text";

const HINT = "picture-hint";

/**
 * The picture, what is said of a box that somebody points at, and all of it in words. What needs a script is hidden without one: then the
 * picture stands as it is.
 */
export const Picture = ({ picture }: { picture: PictureData }) => (
  <>
    <p class="unseen" id="picture-text">
      {picture.text} The same as a list follows it.
    </p>
    <div class="picture" id="picture-frame">
      <Tools />
      <div class="view" id="picture-view" role="group" aria-label="Picture" aria-describedby={`picture-text ${HINT}`} tabIndex={0}>
        {/* The drawing escapes what it writes. */}
        <div id="picture-drawing" dangerouslySetInnerHTML={{ __html: picture.svg }} />
      </div>
      <aside class="panel" id="picture-panel" aria-label="What the box stands for" tabIndex={-1} hidden />
    </div>
    <p class="hint scripted" id={HINT}>
      Point at a box, or press it, for the resources it stands for. By keyboard: <kbd>+</kbd> <kbd>−</kbd> zoom, arrows move, <kbd>0</kbd> shows
      all; <kbd>Tab</kbd> leads to a box, arrows from box to box, <kbd>Enter</kbd> into its resources, <kbd>Esc</kbd> back.
    </p>
    <details>
      <summary>The picture in words</summary>
      <BoxTable boxes={picture.boxes} />
    </details>
    <script type="application/json" id="picture-boxes" dangerouslySetInnerHTML={{ __html: jsonText(picture.boxes) }} />
  </>
);

const TOOLS = [
  ["in", "Zoom in", "+"],
  ["out", "Zoom out", "−"],
  ["all", "Show all", "Show all"],
] as const;

const Tools = () => (
  <div class="tools scripted" role="group" aria-label="Zoom">
    {TOOLS.map(([tool, name, text]) => (
      <button type="button" data-zoom={tool} aria-label={name} title={name}>
        {text}
      </button>
    ))}
  </div>
);

/** Nothing in it ends the element that it stands in. */
const jsonText = (value: unknown): string => JSON.stringify(value).replace(/</g, "\\u003c");

const BoxTable = ({ boxes }: { boxes: PictureData["boxes"] }) => (
  <Table
    label="The boxes of the picture"
    columns={[{ title: "Box" }, { title: "It says", width: "wide" }, { title: "Resources", width: "wide" }]}
    rows={Object.values(boxes).map(({ title, lines, resources }) => [
      title,
      <Lines text={lines.join("\n")} />,
      resources.length === 0 ? "none of the stack" : <ResourceNames resources={resources} />,
    ])}
  />
);

const ResourceNames = ({ resources }: { resources: PictureData["boxes"][string]["resources"] }) => (
  <ul class="plain">
    {resources.map(({ name, type }) => (
      <li>
        {type} <code>{name}</code>
      </li>
    ))}
  </ul>
);
