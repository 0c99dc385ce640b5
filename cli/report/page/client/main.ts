import { setUpAlarms } from "./alarms";
import { setUpContents } from "./contents";
import { setUpCopying } from "./copying";
import { setUpFolding } from "./folding";
import { setUpPicture } from "./picture";
import { setUpScrolling } from "./scrolling";
import { applyTheme, setUpTheme } from "./theme";

// What has to be pressed shows itself only now, as without a script it does nothing.
document.documentElement.classList.add("has-script");
applyTheme();

document.addEventListener("DOMContentLoaded", () => {
  setUpTheme();
  setUpContents();
  setUpCopying();
  setUpScrolling();
  setUpFolding();
  setUpAlarms();
  setUpPicture();
});
