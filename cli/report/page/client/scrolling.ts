import { all } from "./elements";

/** What has nothing to scroll is no stop of the keyboard, and no place to go to. */
export function setUpScrolling(): void {
  const regions = all(".scrolling, .code pre");
  const update = (region: Element): void => {
    if (region.scrollWidth > region.clientWidth) {
      region.setAttribute("tabindex", "0");
      region.setAttribute("role", "region");
    } else for (const name of ["tabindex", "role"]) region.removeAttribute(name);
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) update(target);
  });
  for (const region of regions) observer.observe(region);
}
