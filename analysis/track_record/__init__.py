"""How well the forecasts would have done: scores of past petitions, and how calibrated they are."""
