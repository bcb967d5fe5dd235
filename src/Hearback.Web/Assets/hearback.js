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

const found = (selector) => document.querySelector(selector);
const textOf = (selector) => found(selector).innerText.trim();

const acts = {
  "[data-copy]": async (button) => {
    try {
      await navigator.clipboard.writeText(textOf(button.dataset.copy));
      return true;
    } catch {
      // Not allowed here: with the text chosen, one more press of the reader's own copies it.
      getSelection().selectAllChildren(found(button.dataset.copy));
      return false;
    }
  },
  "[data-print]": () => window.print(),
  "[data-save-text]": (button) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([textOf(button.dataset.saveText), "\n"], { type: "text/plain" }));
    link.download = button.dataset.saveName;
    link.click();
    URL.revokeObjectURL(link.href);
    return true;
  },
};

for (const [selector, act] of Object.entries(acts)) {
  for (const button of document.querySelectorAll(selector)) {
    // Copying and saving are silent acts, so the button's data-done words are shown on it and read out.
    const status = document.createElement("span");
    status.className = "govuk-visually-hidden";
    status.setAttribute("role", "status");
    button.after(status);
    button.addEventListener("click", async () => {
      if ((await act(button)) && button.dataset.done) {
        button.textContent = button.dataset.done;
        status.textContent = button.dataset.done;
      }
    });
  }
}

// An error page answers a form. As a plain address, Back from the next page only looks at it again.
if (window.location.pathname.startsWith("/report")) {
  window.history.replaceState(null, "", window.location.href);
}
