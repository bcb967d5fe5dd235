import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { ExitThisPage } from "govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";

/** Leaves like GOV.UK's, but takes the place of this page in the history, so that Back does not show it again. */
class ExitForGood extends ExitThisPage {
  exitPage() {
    super.exitPage();
    window.location.replace(this.$button.href);
  }
}

// An inline script would do this sooner, but none is allowed to run here.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
[Button, CharacterCount, Checkboxes, ErrorSummary, ExitForGood, Radios].forEach((component) => createAll(component));

const textOf = (selector) => document.querySelector(selector).innerText.trim();

/** Puts the element's data-done words on it and reads them out, since a copied code is otherwise a silent act. */
function say(button) {
  const words = button.dataset.done;
  if (!words) return;
  button.setAttribute("aria-live", "polite");
  button.textContent = words;
}

const acts = {
  "[data-copy]": async (button) => {
    await navigator.clipboard.writeText(textOf(button.dataset.copy));
    say(button);
  },
  "[data-print]": () => window.print(),
  "[data-save-text]": (button) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([textOf(button.dataset.saveText), "\n"], { type: "text/plain" }));
    link.download = button.dataset.saveName;
    link.click();
    URL.revokeObjectURL(link.href);
    say(button);
  },
};

for (const [selector, act] of Object.entries(acts)) {
  document.querySelectorAll(selector).forEach((button) => button.addEventListener("click", () => act(button)));
}
