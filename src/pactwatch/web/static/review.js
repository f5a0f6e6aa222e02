// Keys and safety of the review page. htmx sends the forms; this says what is under way, keeps the card when a request
// fails, and offers to send the same request again. Without scripts the forms work as plain forms.
"use strict";

(() => {
  document.documentElement.classList.add("js");
  const trouble = document.getElementById("trouble");
  const help = document.getElementById("help");
  let lastButton = null;

  const find = (selector) => document.querySelector(`#workspace ${selector}`);
  const press = (selector) => find(selector)?.click();

  // --- decisions ---------------------------------------------------------------------------------------------------

  const sayWhatApproveDoes = () => {
    const boxes = [...document.querySelectorAll("#decision input[name=label]")];
    const text = find(".approve [data-text]");
    if (!text || !boxes.length) return;
    const kept = boxes.filter((box) => box.checked).length;
    text.textContent = kept === boxes.length ? "Approve" : `Approve ${kept} of ${boxes.length}`;
  };

  const openReasons = (isOpen) => {
    const list = find("#reasons");
    if (!list) return;
    list.classList.toggle("is-open", isOpen);
    find("[data-reasons]").setAttribute("aria-expanded", String(isOpen));
    if (isOpen) list.querySelector("input").focus();
    else document.activeElement?.blur();
  };
  const reasonsAreOpen = () => find("#reasons")?.classList.contains("is-open");

  const chooseReason = (number) => {
    const radio = document.querySelectorAll("#reasons input[type=radio]")[number - 1];
    if (!radio) return;
    radio.checked = true;
    if (radio.value === "other") find("textarea[name=note]").focus();
    else press("#reasons button");
  };

  const toggleLabel = (number) => {
    const box = document.querySelectorAll("#decision input[name=label]")[number - 1];
    if (box) box.click();
  };

  // --- what is under way, and what went wrong ------------------------------------------------------------------------

  const markSaving = (button, isSaving) => {
    document.querySelector(".review")?.classList.toggle("is-saving", isSaving);
    if (!button) return;
    if (isSaving) {
      button.dataset.html = button.innerHTML;
      button.textContent = button.dataset.saving ?? "Saving…";
    } else if (button.dataset.html) {
      button.innerHTML = button.dataset.html;
      delete button.dataset.html;
    }
  };

  const showTrouble = (text) => {
    markSaving(lastButton, false);
    trouble.querySelector("[data-text]").textContent = text;
    trouble.querySelector("[data-retry]").hidden = !lastButton;
    trouble.hidden = false;
  };

  let isUnderWay = false;
  let undoIsWanted = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#workspace button[data-saving]");
    if (button) {
      // A second press while a request is under way would decide the next card unseen.
      if (isUnderWay) event.preventDefault();
      else lastButton = button;
    }
    if (event.target.closest("[data-reasons]")) openReasons(!reasonsAreOpen());
    if (event.target.closest("[data-help]")) help.showModal();
    if (event.target.closest("[data-retry]") && lastButton) lastButton.click();
  });
  document.addEventListener("change", sayWhatApproveDoes);

  document.addEventListener("htmx:before:request", (event) => {
    if (isUnderWay) {
      event.preventDefault();
      return;
    }
    isUnderWay = true;
    trouble.hidden = true;
    if (event.detail.ctx.request.method !== "GET") markSaving(lastButton, true);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    // 409 brings the card as it stands now; any other failure leaves the card alone and is said beside it.
    if (ctx.response.status >= 400 && ctx.response.status !== 409) {
      event.preventDefault();
      showTrouble(ctx.response.status >= 500 && !ctx.text ? "The server failed." : ctx.text);
    }
  });
  document.addEventListener("htmx:error", () => showTrouble("The server cannot be reached."));
  document.addEventListener("htmx:finally:request", () => {
    isUnderWay = false;
    if (undoIsWanted && trouble.hidden) press("#undo button");
    undoIsWanted = false;
  });
  document.addEventListener("htmx:after:swap", () => {
    lastButton = null;
    sayWhatApproveDoes();
    window.scrollTo(0, 0);
    showPassage();
  });

  const showPassage = () => {
    const passage = document.getElementById("passage");
    if (passage && passage.getBoundingClientRect().bottom > window.innerHeight) passage.scrollIntoView({ block: "center" });
  };

  // --- keys ----------------------------------------------------------------------------------------------------------

  const keys = {
    a: () => press(".actions .approve"),
    r: () => openReasons(true),
    c: () => press(".actions [value=context]"),
    s: () => press(".actions [value=skip]"),
    // An "oops" while the decision is still being saved is kept until it is; other keys are dropped meanwhile.
    u: () => (isUnderWay ? (undoIsWanted = true) : press("#undo button")),
    j: () => press("#next"),
    k: () => press("#previous"),
    o: () => press("#live"),
    n: () => find("textarea[name=note]")?.focus(),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      openReasons(false);
      document.activeElement?.blur();
      return;
    }
    const isWriting = event.target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
    if (isWriting || help.open || event.repeat) return;
    if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      if (reasonsAreOpen()) chooseReason(Number(event.key));
      else toggleLabel(Number(event.key));
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  sayWhatApproveDoes();
  showPassage();
})();
