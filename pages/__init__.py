"""What a reader sees live. Streamlit lives here and only here; no formula or sentence does."""
