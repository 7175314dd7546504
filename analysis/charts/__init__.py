"""Result in, plotly figure with alternative text and table out. One figure a function."""

from analysis.charts.dots import dot_plot
from analysis.charts.figure import Chart
from analysis.charts.tornado import tornado

__all__ = ["Chart", "dot_plot", "tornado"]
