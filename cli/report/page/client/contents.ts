import { all } from "./elements";

/** The part that is being read is marked in the contents. */
export function setUpContents(): void {
  const links = new Map(all("header nav a").map((link) => [link.getAttribute("href")?.slice(1) ?? "", link]));
  const visible = new Set<string>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) visible.add(target.id);
        else visible.delete(target.id);
      const [current] = [...links.keys()].filter((id) => visible.has(id));
      for (const [id, link] of links)
        if (id === current) {
          link.setAttribute("aria-current", "true");
          bringInto(link);
        } else link.removeAttribute("aria-current");
    },
    { rootMargin: "-25% 0px -60% 0px" },
  );
  for (const section of all("main > section")) observer.observe(section);
}

/** Where the contents are wider than the page. */
function bringInto(link: HTMLElement): void {
  const list = link.closest("ul");
  if (list) list.scrollLeft = link.offsetLeft - list.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
}
