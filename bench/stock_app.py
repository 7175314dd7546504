"""The app to compare with: one slider, one plotly express chart of a data frame.

That is how Streamlit's own examples draw with plotly. Copied to an empty folder and run with
Streamlit's defaults.
"""

import numpy as np
import pandas as pd
import plotly.express as px
import streamlit as st

st.title("A stock app")
invalid_percent = st.slider("Invalid rate, in per cent", 0.0, 100.0, 24.5, 0.1)
x = np.linspace(0, 100, 200)
frame = pd.DataFrame({"rate": x, "density": np.exp(-(((x - invalid_percent) / 12.8) ** 2))})
st.plotly_chart(px.line(frame, x="rate", y="density"))
