import type { Picture as PictureData } from "../../reportData";
import { Lines } from "../parts/text";

const HINT = "picture-hint";

/**
 * The picture, what is said of a box that somebody points at, and all of it in words. What needs a script is hidden without one: then the
 * picture stands as it is.
 */
export const Picture = ({ picture }: { picture: PictureData }) => (
  <>
    <div class="picture" id="picture-frame">
      <Tools />
      <div class="view" id="picture-view" role="group" aria-label="Picture" aria-describedby={HINT} tabIndex={0}>
        {/* The drawing escapes what it writes. */}
        <div id="picture-drawing" dangerouslySetInnerHTML={{ __html: picture.svg }} />
      </div>
      <div class="above">
        <div class="panel" id="picture-panel" role="region" aria-label="What the box stands for" tabIndex={-1} hidden />
      </div>
    </div>
    <p class="hint scripted" id={HINT}>
      Point at a box, or press it, for the resources it stands for. By keyboard: <kbd>+</kbd> <kbd>−</kbd> zoom, arrows
      move, <kbd>0</kbd> shows all; <kbd>Tab</kbd> leads to a box, arrows from box to box, <kbd>Enter</kbd> into its
      resources, <kbd>Esc</kbd> back.
    </p>
    <details>
      <summary>The picture in words</summary>
      <BoxList boxes={picture.boxes} />
    </details>
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

/** What only holds others together has no title, and nothing to tell. */
const shownBoxes = (boxes: PictureData["boxes"]) => Object.entries(boxes).filter(([, { title }]) => title !== "");

/** In their order. The panel shows the same of one box. */
const BoxList = ({ boxes }: { boxes: PictureData["boxes"] }) => (
  <ul class="entries boxes">
    {shownBoxes(boxes).map(([id, { title, lines, resources }]) => (
      <li data-of={id}>
        <p>
          <strong>{title}</strong>
          {lines.length > 0 && <br />}
          <Lines text={lines.join("\n")} />
        </p>
        {resources.length === 0 ? <p class="aside">No resource of the stack.</p> : <Resources resources={resources} />}
      </li>
    ))}
  </ul>
);

const Resources = ({ resources }: { resources: PictureData["boxes"][string]["resources"] }) => (
  <ul class="plain">
    {resources.map(({ name, type }) => (
      <li>
        {type} <code>{name}</code>
      </li>
    ))}
  </ul>
);
