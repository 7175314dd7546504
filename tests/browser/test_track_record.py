"""The Track record page: what is chosen changes what is shown, and a petition opens from it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from analysis import record_views, wording
from analysis import scenario as scenarios
from analysis.past_petitions import past_petitions
from analysis.track_record.built import track_record
from analysis.wording import interface
from analysis.wording import past_list as list_words
from analysis.wording import replay as replay_words
from analysis.wording import track_record as words
from tests.browser.reader import choose, headline, live, to_page, wait_for_value

RECORD = track_record()


def test_each_set_of_forecasts_has_its_own_headline(visit: Callable[..., Page]) -> None:
    page = visit("/track-record")
    for name in (*record_views.SETS[1:], record_views.SETS[0]):
        live(page).get_by_role("radio", name=words.SET_NAMES[name]).click()
        expect(headline(page)).to_have_text(words.headline(RECORD.score_set(name)))


def test_the_charts_are_drawn_with_their_words(visit: Callable[..., Page]) -> None:
    page = visit("/track-record")
    for name in ("reliability_left_out", "past_shares", "past_reasons", "replay"):
        chart = page.locator(f".st-key-chart_{name}")
        expect(chart.locator(".main-svg").first).to_be_visible()


def test_the_scenario_stays_in_the_address(visit: Callable[..., Page]) -> None:
    page = visit("/?invalid=30")
    to_page(page, interface.TRACK_PAGE)
    wait_for_value(page, "invalid", "30")
    to_page(page, interface.ODDS_PAGE)
    wait_for_value(page, "invalid", "30")


def test_another_replay(visit: Callable[..., Page]) -> None:
    page = visit("/track-record")
    replay = record_views.replays(RECORD)["wa_2009_r71"]
    choose(page, "replay", replay_words.replay_name(replay))
    title = replay_words.replay_title(replay)
    expect(live(page).get_by_role("heading", name=title)).to_be_visible()


def test_the_list_of_all_petitions_is_filtered(visit: Callable[..., Page]) -> None:
    page = visit("/track-record")
    of = len(past_petitions())
    live(page).get_by_text(interface.OPEN_PAST, exact=True).click()
    expect(live(page).get_by_text(list_words.rows_shown(of, of=of))).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    live(page).get_by_label(interface.FILTER_TEXT).fill("Newsom")
    live(page).get_by_label(interface.FILTER_TEXT).press("Enter")
    expect(live(page).get_by_text(list_words.rows_shown(of, of=of))).to_have_count(0)
    with page.expect_download() as saved:
        live(page).get_by_role("button", name=interface.DOWNLOAD_ROWS).click()
    text = saved.value.path().read_text("utf-8")
    assert "Newsom" in text
    assert "Thao" not in text


def test_a_miss_opens_as_a_scenario(visit: Callable[..., Page]) -> None:
    page = visit("/track-record")
    worst = record_views.misses(RECORD, "left_out")[0]
    link = live(page).locator(f"a[href*='petition={worst.preset_id}']").first
    href = link.get_attribute("href")
    assert href is not None
    other = visit(href)
    view = wording.first_view(scenarios.read(href))
    expect(headline(other)).to_have_text(view.headline)
