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
    const submits = event.key === "Enter" && target.closest('[data-testid="stForm"]');
    if (submits) chosen = true;
    else if (target.closest(FIELD)) chosen = false;
    else if (target.closest(CHOICE)) chosen = true;
  };
  addEventListener("click", note, true);
  addEventListener("keydown", note, true);
  addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.closest(FIELD)) chosen = false;
  }, true);
  addEventListener("popstate", () => { chosen = false; }, true);

  // What reads the page aloud is told when its language changes. The address says which it is.
  const tell = () => {
    const asked = new URL(location.href).searchParams.get("lang");
    document.documentElement.lang = asked === "es" ? "es" : "en";
  };
  addEventListener("popstate", () => setTimeout(tell), true);

  const push = history.pushState;
  history.pushState = function (state, unused, url) {
    const otherPage = url != null && new URL(url, location.href).pathname !== location.pathname;
    const entry = chosen || otherPage;
    chosen = false;
    (entry ? push : history.replaceState).call(this, state, unused, url);
    tell();
  };

  // 2. The first answer stands over the page until the live one is there: React clears #root as
  // soon as it starts, long before the first run has come back, and then loads each kind of
  // element when it first meets it.
  const root = document.getElementById("root");
  const answer = document.getElementById("first-answer");
  if (!root || !answer) return;
  const LONGEST_WAIT_MS = 3000;
  let waiting = 0;
  const finish = () => {
    answer.remove();
    watcher.disconnect();
    clearTimeout(waiting);
  };
  // What comes after the second heading is below the answer, such as a chart of over a megabyte.
  // Until that heading is there, or the run has ended, more of the answer is to come.
  const loading = (live) => {
    const below = live.querySelectorAll("h1, h2, h3")[1];
    const ended = root.querySelector('[data-test-script-state="notRunning"]');
    if (!below && !ended) return true;
    return [...live.querySelectorAll('[data-testid="stSkeleton"]')].some(
      (part) => !below || part.compareDocumentPosition(below) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
  };
  const watcher = new MutationObserver(() => {
    const live = root.querySelector('[data-testid="stMainBlockContainer"]');
    const started = live && live.textContent.trim();
    if (started && !loading(live)) finish();
    else if (!answer.isConnected) document.body.append(answer);
    if (started && !waiting) waiting = setTimeout(finish, LONGEST_WAIT_MS);
  });
  const state = "data-test-script-state";
  watcher.observe(root, { childList: true, subtree: true, attributeFilter: [state] });
})();
