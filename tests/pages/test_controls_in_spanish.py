"""Controls in another language: their labels change, their values and the scenario do not."""

from typing import Any

from streamlit.testing.v1 import AppTest

from analysis.language import speaking, t
from analysis.rules import rule_sets
from analysis.scenario import REASONS
from analysis.wording import interface
from tests.pages.opened import opened


def choice(page: AppTest, key: str) -> Any:
    return next(one for one in page.get("button_group") if one.key == key)


def sliders(page: AppTest) -> set[str | None]:
    return {slider.key for slider in page.slider}


def test_the_mode_is_chosen_in_spanish_and_stays_when_the_language_changes() -> None:
    # The harness asks the page for the names of options outside of its run.
    with speaking("es"):
        page = opened("lang=es")
        assert choice(page, "mode").options == [t(interface.ONE_RATE), t(interface.BY_REASON)]
        assert choice(page, "mode").options != [interface.ONE_RATE, interface.BY_REASON]
        choice(page, "mode").set_value("by_reason").run()
        assert {*REASONS} <= sliders(page)
        string = page.session_state["string"]
        page.button(key="speak_en").click().run()
    assert not page.exception
    assert choice(page, "mode").options == [interface.ONE_RATE, interface.BY_REASON]
    assert choice(page, "mode").value == "by_reason"
    assert {*REASONS} <= sliders(page)
    assert page.session_state["string"] == string
    page.run()
    assert page.session_state["string"] == string


def test_a_step_and_a_law_are_chosen_in_spanish() -> None:
    with speaking("es"):
        page = opened("lang=es")
        choice(page, "as_of").set_value("sample").run()
        assert "as_of=sample" in page.session_state["string"]
        page.switch_page("verification.py").run()
        names = {t(rules.name) for rules in rule_sets().values()}
        assert set(page.selectbox(key="e_rules").options) == names
        page.selectbox(key="e_rules").set_value("ca-local-recall-2024").run()
        assert "rules=ca-local-recall-2024" in page.session_state["string"]
        assert not page.exception
