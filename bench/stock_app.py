"""The app to compare with: what a first Streamlit tutorial ends with. Copied to an empty folder."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

st.title("A stock app")
invalid_percent = st.slider("Invalid rate, in per cent", 0.0, 100.0, 24.5, 0.1)
x = np.linspace(0, 100, 200)
density = np.exp(-(((x - invalid_percent) / 12.8) ** 2))
st.plotly_chart(go.Figure(data=go.Scatter(x=x, y=density)))
