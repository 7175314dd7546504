"""How fast the product is, beside a stock Streamlit app and a plain simulation."""
