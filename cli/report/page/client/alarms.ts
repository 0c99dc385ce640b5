import { all, byId } from "./elements";

/** Alarms that have all of the words, in what they say, and what is chosen. */
export function setUpAlarms(): void {
  const [form, list, count] = [byId("alarm-filter"), byId("alarm-list"), byId("alarm-count")];
  if (!(form instanceof HTMLFormElement) || !list || !count) return;
  const alarms = all(":scope > li", list);
  const update = (): void => {
    const wanted = new FormData(form);
    const of = (name: string): string => {
      const value = wanted.get(name);
      return typeof value === "string" ? value : "";
    };
    const words = of("text").toLowerCase().split(/\s+/);
    let shown = 0;
    for (const alarm of alarms) {
      const text = alarm.textContent.toLowerCase();
      const fits =
        words.every((word) => text.includes(word)) &&
        ["grade", "region"].every((key) => of(key) === "" || alarm.dataset[key] === of(key));
      alarm.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = shown === alarms.length ? `${shown} alarms` : `${shown} of ${alarms.length} alarms`;
  };
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  // A browser that comes back to the page fills the form as it was.
  update();
}
