(() => {
  // 1. The address bar. Streamlit pushes a history entry for each change of the query. Here a
  // press on a button, a link or an option leaves one entry; what sliders, fields and the first
  // run write replaces the entry that is there, so that Back leads to the last choice.
  const FIELD =
    '[data-testid="stSlider"], [data-testid="stSelectSlider"], [data-testid="stNumberInput"],' +
    '[data-testid="stTextInput"], [data-testid="stTextArea"]';
  const CHOICE =
    'a, button, label, [role="button"], [role="option"], [role="radio"], [role="checkbox"],' +
    '[role="switch"], [role="tab"], [role="combobox"]';
  let chosen = false;
  const note = (event) => {
    const target = event.target;
    if (!(target instanceof Element) || event.key === "Tab") return;
    if (target.closest(FIELD)) chosen = false;
    else if (target.closest(CHOICE)) chosen = true;
  };
  addEventListener("click", note, true);
  addEventListener("keydown", note, true);
  addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.closest(FIELD)) chosen = false;
  }, true);
  addEventListener("popstate", () => { chosen = false; }, true);

  const push = history.pushState;
  history.pushState = function (state, unused, url) {
    const otherPage = url != null && new URL(url, location.href).pathname !== location.pathname;
    const entry = chosen || otherPage;
    chosen = false;
    return (entry ? push : history.replaceState).call(this, state, unused, url);
  };

  // 2. The first answer stands over the page until the live one has something to say: React
  // clears #root as soon as it starts, long before the first run has come back.
  const root = document.getElementById("root");
  const answer = document.getElementById("first-answer");
  if (!root || !answer) return;
  const watcher = new MutationObserver(() => {
    const live = root.querySelector('[data-testid="stMainBlockContainer"]');
    if (live && live.textContent.trim()) {
      answer.remove();
      watcher.disconnect();
    } else if (!answer.isConnected) {
      document.body.append(answer);
    }
  });
  watcher.observe(root, { childList: true, subtree: true });
})();
