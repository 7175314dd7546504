"""The numbers of the track record as its page shows them: tables in words, with links."""

from analysis import record_views as views
from analysis.language import capital, pt, t, with_language
from analysis.table import Table
from analysis.track_record.built import track_record
from analysis.track_record.record import Replay, ScoreSet
from analysis.wording import odds_phrase
from analysis.wording import past_list as list_words
from analysis.wording import prior_choice as choice
from analysis.wording import replay as replay_words
from analysis.wording import track_record as words
from analysis.wording.numbers import ap_date, percent


def link(preset_id: str) -> str:
    """The address that opens a petition as a scenario."""
    return f"/{with_language(f'?petition={preset_id}')}"


def scores_in_words(found: ScoreSet) -> Table:
    """The scores of a set's forecasters."""
    rows = (
        (
            capital(words.forecaster(one.forecaster)),
            words.decimal(one.brier),
            words.decimal(one.log),
            ""
            if one.crps is None
            else t("{n} points", n=words.decimal(100.0 * one.crps, places=1)),
            f"{one.of}; CRPS {one.crps_of}",
        )
        for one in found.scores
    )
    return Table((t("Forecaster"), "Brier", "Log", "CRPS", t("Petitions")), tuple(rows))


def against_in_words(found: ScoreSet) -> Table:
    """Ours less each rival's score, with the 95% interval, and what it says."""
    rows = (
        (
            capital(words.forecaster(one.rival)),
            words.SCORE_SHORT[one.score],
            words.compared(one),
            words.difference(one),
        )
        for one in found.against
    )
    columns = (t("Against"), t("Score"), t("In words"), t("Difference (95% interval)"))
    return Table(columns, tuple(rows))


def coverage_in_words(found: ScoreSet) -> Table:
    """How often the intervals of the share of valid signers held it."""
    rows = (
        (
            percent(100.0 * one.level),
            t("{inside} of {n}", inside=one.inside, n=one.of),
            percent(100.0 * one.share, places=0),
            t(
                "{low} to {high}",
                low=percent(100.0 * one.low, places=0),
                high=percent(100.0 * one.high, places=0),
            ),
        )
        for one in found.coverage
    )
    return Table((t("Interval"), t("Held"), t("Share"), t("95% interval of that")), tuple(rows))


def misses_in_words(name: str) -> Table:
    """The forecasts with the worst log score, in words, each with a link that opens it."""
    rows = (
        (
            f"{t(one.title)}, {one.year}",
            odds_phrase(one.said.odds),
            list_words.outcome(one.outcome),
            words.net_found(one),
            one.note,
            link(one.preset_id),
        )
        for one in views.misses(track_record(), name)
    )
    columns = (
        t("Petition"), t("Odds of enough"), t("What happened"), t("Valid signers"), t("Note"),
        t("Scenario"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def replay_in_words(replay: Replay) -> Table:
    """A replay day by day, each day with a link to its scenario."""
    rows = (
        (
            ap_date(step.date),
            replay_words.odds_then(step),
            replay_words.known(replay, step),
            f"/{with_language(step.string or '?')}",
        )
        for step in replay.steps
    )
    return Table((t("Date"), t("Odds"), t("What was known"), t("Link")), tuple(rows))


def candidates_in_words() -> Table:
    """The ways to pool past petitions, the best first."""
    rows = (
        (
            t("Chosen: {way}", way=choice.way_name(one.name))
            if one.chosen
            else choice.way_name(one.name),
            words.decimal(one.left_out),
            choice.against_one_pool(one.left_out_against),
            words.decimal(one.as_of),
            choice.against_one_pool(one.as_of_against),
        )
        for one in sorted(track_record().candidates, key=lambda one: one.left_out)
    )
    columns = (
        t("Way to pool"), t("Knowing all others"), t("Against one pool"), t("As of filing"),
        t("Against one pool"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def selection_in_words() -> Table:
    """The default from parts of the table, and what each part means."""
    rows = (
        (
            choice.part_name(one)[0],
            one.petitions,
            choice.part_default(one),
            choice.part_name(one)[1],
        )
        for one in track_record().selection
    )
    columns = (t("Petitions"), t("Number"), t("Default invalid rate"), t("What it means"))
    return Table(columns, tuple(rows))


def published_in_words() -> Table:
    """Shares that others published, beside the prior's."""
    rows = (
        (
            choice.published_name(one),
            percent(100.0 * one.published, places=0),
            percent(100.0 * one.prior, places=0),
            choice.published_meaning(one),
            one.source_url,
        )
        for one in track_record().published
    )
    columns = (
        pt("published", "Counted"), t("Published"), t("The prior"), t("What it means"), t("Source"),
    )  # fmt: skip
    return Table(columns, tuple(rows))
