"""The model of Recall Odds, its words and its pictures. Usable without Streamlit."""
