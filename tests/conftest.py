"""What every test shares."""

from hypothesis import settings

# A busy machine is no reason to fail. Under CI Hypothesis has settings of its own, which are kept.
settings.register_profile(
    "recall-odds",
    parent=settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
)
settings.load_profile("recall-odds")
